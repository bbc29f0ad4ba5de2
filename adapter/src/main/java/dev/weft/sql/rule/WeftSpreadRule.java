package dev.weft.sql.rule;

import dev.weft.sql.function.Spread;
import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.rel.WeftSpread;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rex.RexCall;

/** Spreads flows over bins in batches. */
final class WeftSpreadRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "WeftSpreadRule",
          o ->
              o.operand(LogicalTableFunctionScan.class)
                  .predicate(WeftSpreadRule::isSpread)
                  .oneInput(i -> i.operand(WeftRel.class).anyInputs()),
          WeftSpreadRule::new);

  private WeftSpreadRule(WeftRuleConfig config) {
    super(config);
  }

  static boolean isSpread(LogicalTableFunctionScan scan) {
    return scan.getCall() instanceof RexCall call && call.getOperator() == Spread.INSTANCE;
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalTableFunctionScan scan = call.rel(0);
    PlanningContext.replace(
        call,
        new WeftSpread(
            scan.getCluster(), call.rel(1), (RexCall) scan.getCall(), scan.getRowType()));
  }
}
