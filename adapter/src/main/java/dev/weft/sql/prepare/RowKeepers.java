package dev.weft.sql.prepare;

import dev.weft.sql.exec.Keeping;
import dev.weft.sql.rel.KeptGroups;
import dev.weft.sql.rel.KeptRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableCollect;
import org.apache.calcite.adapter.enumerable.EnumerableHashJoin;
import org.apache.calcite.adapter.enumerable.EnumerableLimitSort;
import org.apache.calcite.adapter.enumerable.EnumerableNestedLoopJoin;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Spool;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Finds what Calcite's operators keep in memory, which nobody else counts, and has it counted on
 * its way to them: the rows of a sort, a window, a set operation, of the right side of a join, the
 * groups of an aggregate and what they gather.
 */
final class RowKeepers {
  private static final long SORTED = 160; // an entry of a tree, the key, a list
  private static final long LOOKED_UP = 96; // an entry of a table, the key, a list
  private static final long SET = 48; // an entry of a table

  private RowKeepers() {}

  /** The plan with all that is kept counted. */
  static RelNode in(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    for (int i = 0; i < node.getInputs().size(); i++) {
      RelNode input = in(node.getInput(i));
      Keeping keeping = keeping(node, i);
      inputs.add(keeping == null ? input : new KeptRows(input, keeping));
    }
    RelNode own = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    return own instanceof Aggregate aggregate && isOfSets(aggregate)
        ? new KeptGroups(aggregate, KeptAggregates.keeping(aggregate))
        : own;
  }

  private static boolean isOfSets(Aggregate aggregate) {
    return aggregate.getGroupType() != Aggregate.Group.SIMPLE;
  }

  /** What a node keeps of the rows of an input; null where they pass one by one. */
  private static @Nullable Keeping keeping(RelNode node, int input) {
    RelDataType row = node.getInput(input).getRowType();
    if (node instanceof Aggregate aggregate) {
      return isOfSets(aggregate) ? null : KeptAggregates.keeping(aggregate);
    }
    if (node instanceof Window window) {
      long longer = node.getRowType().getFieldCount() * 24L + 64; // each row comes out anew
      return Keeping.rows("a window function", row, longer + 24L * window.groups.size());
    }
    if (node instanceof EnumerableLimitSort sort) {
      return Keeping.limited("ORDER BY", row, SORTED, sort.offset, sort.fetch);
    }
    if (node instanceof Sort sort) {
      return sort.getCollation().getFieldCollations().isEmpty()
          ? null
          : Keeping.rows("ORDER BY", row, SORTED);
    }
    if (node instanceof Join join) {
      return join(join, input, row);
    }
    if (node instanceof SetOp set) {
      return set(set, row);
    }
    if (node instanceof Match) {
      return Keeping.rows("MATCH_RECOGNIZE", row, LOOKED_UP);
    }
    if (node instanceof Spool) {
      return Keeping.rows("WITH RECURSIVE", row, SET);
    }
    return node instanceof EnumerableCollect ? Keeping.rows("a MULTISET", row, 0) : null;
  }

  private static @Nullable Keeping join(Join join, int input, RelDataType row) {
    if (join.getJoinType() == JoinRelType.ASOF || join.getJoinType() == JoinRelType.LEFT_ASOF) {
      return Keeping.rows("ASOF JOIN", row, LOOKED_UP);
    }
    if (input == 0) {
      return null;
    }
    if (join instanceof EnumerableNestedLoopJoin && !join.getJoinType().generatesNullsOnLeft()) {
      return null; // goes through it again for each row; who computes it keeps it
    }
    boolean keys =
        join instanceof EnumerableHashJoin
            && !join.getJoinType().projectsRight()
            && join.analyzeCondition().isEqui();
    return keys
        ? Keeping.groups("the right side of a JOIN", null, row, 0, 0)
        : Keeping.rows("the right side of a JOIN", row, LOOKED_UP);
  }

  private static @Nullable Keeping set(SetOp set, RelDataType row) {
    if (set instanceof Intersect) {
      return Keeping.rows("INTERSECT", row, SET);
    }
    if (set instanceof Minus) {
      return Keeping.rows("EXCEPT", row, SET);
    }
    return set.all ? null : Keeping.rows("UNION", row, SET);
  }
}
