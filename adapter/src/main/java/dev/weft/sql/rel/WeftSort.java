package dev.weft.sql.rel;

import dev.weft.error.QueryException;
import dev.weft.operator.Plan;
import dev.weft.sql.type.Constant;
import dev.weft.sql.type.Dictionary;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Order, offset and limit. */
public final class WeftSort extends Sort implements WeftRel {
  public WeftSort(
      RelOptCluster cluster,
      RelNode input,
      RelCollation collation,
      @Nullable RexNode offset,
      @Nullable RexNode fetch) {
    super(
        cluster,
        cluster.traitSetOf(CONVENTION).replace(collation),
        input,
        collation,
        offset,
        fetch);
  }

  @Override
  public WeftSort copy(
      RelTraitSet traits,
      RelNode input,
      RelCollation collation,
      @Nullable RexNode offset,
      @Nullable RexNode fetch) {
    return new WeftSort(getCluster(), input, collation, offset, fetch);
  }

  @Override
  public @Nullable Fragment translate(Translation translation) {
    Fragment from = translation.fragment(getInput());
    if (from == null) {
      return null;
    }
    Fragment rows = from.materialized();
    List<Plan.SortKey> keys = new ArrayList<>();
    for (RelFieldCollation field : getCollation().getFieldCollations()) {
      int position = field.getFieldIndex();
      Dictionary dictionary = rows.values().get(position).dictionary();
      keys.add(
          new Plan.SortKey(
              position,
              field.getDirection().isDescending(),
              field.nullDirection == RelFieldCollation.NullDirection.FIRST,
              dictionary == null ? null : dictionary.ranks()));
    }
    return new Fragment(
        new Plan.Sort(
            rows.plan(), keys, count(translation, offset, 0), count(translation, fetch, -1)),
        rows.values());
  }

  private static long count(Translation translation, @Nullable RexNode node, long otherwise) {
    if (node == null) {
      return otherwise;
    }
    Constant constant = translation.constant(node);
    Object value = constant.value();
    if (!(value instanceof Number n) || n.longValue() < 0) {
      throw new QueryException("LIMIT and OFFSET take a number of rows, not " + value);
    }
    return n.longValue();
  }
}
