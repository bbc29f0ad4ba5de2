package dev.weft.sql.prepare;

import dev.weft.sql.exec.KeptPairs;
import dev.weft.sql.exec.RunningCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/**
 * Makes each join ask, pair by pair, whether its query still is to run. Calcite's joins pair rows
 * that they hold in memory, for hours if there are many, and look at nothing else meanwhile. Where
 * they keep the pairs, too, these are counted.
 */
final class StoppableJoins {
  private static final long PAIR_BYTES = 48; // an array, its place in a list
  private static final long VALUE_BYTES = 8; // a reference to what another row holds

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
    RexNode condition =
        RexUtil.composeConjunction(
            rexBuilder, List.of(join.getCondition(), rexBuilder.makeCall(RunningCheck.OPERATOR)));
    return join.copy(
        join.getTraitSet(),
        keepsPairs(join) ? counted(join, condition, rexBuilder) : condition,
        join.getLeft(),
        join.getRight(),
        join.getJoinType(),
        join.isSemiJoinDone());
  }

  /** True where Calcite keeps all pairs of rows in memory before it passes the first on. */
  private static boolean keepsPairs(LogicalJoin join) {
    return join.getJoinType().generatesNullsOnLeft() && join.analyzeCondition().leftKeys.isEmpty();
  }

  private static RexNode counted(LogicalJoin join, RexNode condition, RexBuilder rexBuilder) {
    long bytes = PAIR_BYTES + VALUE_BYTES * join.getRowType().getFieldCount();
    return rexBuilder.makeCall(
        KeptPairs.OPERATOR, condition, rexBuilder.makeBigintLiteral(BigDecimal.valueOf(bytes)));
  }
}
