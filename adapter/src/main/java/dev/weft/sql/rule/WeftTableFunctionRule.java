package dev.weft.sql.rule;

import dev.weft.sql.function.BatchTableFunction;
import dev.weft.sql.rel.RowTableFunction;
import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.rel.WeftTableFunction;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rex.RexCall;

/** Runs a function of a table in batches, where the table comes so. */
final class WeftTableFunctionRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "WeftTableFunctionRule",
          o ->
              o.operand(LogicalTableFunctionScan.class)
                  .oneInput(i -> i.operand(WeftRel.class).anyInputs()),
          WeftTableFunctionRule::new);

  private WeftTableFunctionRule(WeftRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalTableFunctionScan scan = call.rel(0);
    if (RowTableFunction.function(scan) instanceof BatchTableFunction function) {
      PlanningContext.replace(
          call,
          new WeftTableFunction(
              scan.getCluster(),
              call.rel(1),
              function,
              (RexCall) scan.getCall(),
              scan.getRowType()));
    }
  }
}
