package dev.weft.sql.prepare;

import dev.weft.sql.rel.WeftToEnumerable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableHashJoin;
import org.apache.calcite.adapter.enumerable.EnumerableLimitSort;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Window;
import org.jspecify.annotations.Nullable;

/**
 * Finds what Calcite's operators keep in memory, which nobody else counts: the right side of a
 * join, the rows of a window, of a sort. The seams below are told, and refuse too many rows.
 */
final class RowKeepers {
  private RowKeepers() {}

  /** The plan, each seam with the operator that keeps its rows, if there is one. */
  static RelNode in(RelNode plan) {
    return in(plan, null);
  }

  private static RelNode in(RelNode node, @Nullable String keeper) {
    if (node instanceof WeftToEnumerable seam) {
      return keeper == null ? seam : seam.keptBy(keeper);
    }
    List<RelNode> inputs = new ArrayList<>();
    for (int i = 0; i < node.getInputs().size(); i++) {
      inputs.add(in(node.getInput(i), keeper(node, i, keeper)));
    }
    return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
  }

  /** What keeps the rows of an input; null where they are passed on one by one, or grouped. */
  private static @Nullable String keeper(RelNode node, int input, @Nullable String above) {
    if (node instanceof Window) {
      return "a window function";
    }
    if (node instanceof EnumerableLimitSort) {
      return null; // keeps no more than the limit
    }
    if (node instanceof Sort sort) {
      return sort.getCollation().getFieldCollations().isEmpty() ? above : "ORDER BY";
    }
    if (node instanceof EnumerableHashJoin join) {
      boolean keys =
          join.getJoinType() == JoinRelType.SEMI || join.getJoinType() == JoinRelType.ANTI;
      return input == 0 ? above : keys ? null : "the right side of a JOIN";
    }
    boolean passes =
        node instanceof Calc
            || node instanceof Filter
            || node instanceof Project
            || node instanceof Union union && union.all;
    return passes ? above : null;
  }
}
