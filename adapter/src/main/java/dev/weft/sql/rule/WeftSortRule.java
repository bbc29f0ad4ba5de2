package dev.weft.sql.rule;

import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.rel.WeftSort;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalSort;

/** Sorts and limits in batches. */
final class WeftSortRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "WeftSortRule",
          o -> o.operand(LogicalSort.class).oneInput(i -> i.operand(WeftRel.class).anyInputs()),
          WeftSortRule::new);

  private WeftSortRule(WeftRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalSort sort = call.rel(0);
    PlanningContext.replace(
        call,
        new WeftSort(sort.getCluster(), call.rel(1), sort.getCollation(), sort.offset, sort.fetch));
  }
}
