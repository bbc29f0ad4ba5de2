package dev.weft.sql.prepare;

import dev.weft.sql.exec.RunningCheck;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexUtil;

/**
 * Makes each join ask, pair by pair, whether its query still is to run. Calcite's joins pair rows
 * that they hold in memory, for hours if there are many, and look at nothing else meanwhile.
 */
final class StoppableJoins {
  private StoppableJoins() {}

  static RelNode in(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    node.getInputs().forEach(i -> inputs.add(in(i)));
    RelNode own = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    if (!(own instanceof LogicalJoin join)
        || join.getJoinType() == JoinRelType.SEMI
        || join.getJoinType() == JoinRelType.ANTI) {
      return own;
    }
    RexBuilder rexBuilder = own.getCluster().getRexBuilder();
    return join.copy(
        join.getTraitSet(),
        RexUtil.composeConjunction(
            rexBuilder, List.of(join.getCondition(), rexBuilder.makeCall(RunningCheck.OPERATOR))),
        join.getLeft(),
        join.getRight(),
        join.getJoinType(),
        join.isSemiJoinDone());
  }
}
