package dev.weft.sql.rel;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Input;
import dev.weft.operator.Plan;
import dev.weft.sql.translate.UnionColumns;
import dev.weft.sql.type.Value;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Union;
import org.jspecify.annotations.Nullable;

/** All rows of all inputs. */
public final class WeftUnion extends Union implements WeftRel {
  public WeftUnion(RelOptCluster cluster, List<RelNode> inputs) {
    super(cluster, cluster.traitSetOf(CONVENTION), List.of(), inputs, true);
  }

  @Override
  public WeftUnion copy(RelTraitSet traits, List<RelNode> inputs, boolean all) {
    return new WeftUnion(getCluster(), inputs);
  }

  @Override
  public @Nullable Fragment translate(Translation translation) {
    List<Fragment> from = new ArrayList<>();
    for (RelNode input : getInputs()) {
      Fragment f = translation.fragment(input);
      if (f == null) {
        return null;
      }
      from.add(f);
    }
    List<List<Value>> rows = new ArrayList<>();
    from.forEach(f -> rows.add(new ArrayList<>(f.values())));
    for (int column = 0; column < getRowType().getFieldCount(); column++) {
      if (!UnionColumns.align(rows, column, getInputs(), getRowType())) {
        return null;
      }
    }
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      plans.add(from.get(i).withValues(rows.get(i)).materialized().plan());
    }
    List<Value> values = new ArrayList<>();
    for (int column = 0; column < getRowType().getFieldCount(); column++) {
      int c = column;
      boolean nullable = rows.stream().anyMatch(r -> r.get(c).expression().nullable());
      Value first = rows.get(0).get(column);
      Expression e = new Input(column, first.kind(), nullable);
      values.add(new Value(e, first.dictionary()));
    }
    return new Fragment(new Plan.Union(plans), values);
  }
}
