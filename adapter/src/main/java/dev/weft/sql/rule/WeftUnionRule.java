package dev.weft.sql.rule;

import dev.weft.sql.rel.WeftUnion;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalUnion;

/** Unites in batches what comes in batches. */
final class WeftUnionRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "WeftUnionRule",
          o -> o.operand(LogicalUnion.class).predicate(u -> u.all).anyInputs(),
          WeftUnionRule::new);

  private WeftUnionRule(WeftRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalUnion union = call.rel(0);
    if (union.getInputs().stream().allMatch(i -> PlanningContext.fragment(call, i) != null)) {
      PlanningContext.replace(call, new WeftUnion(union.getCluster(), union.getInputs()));
    }
  }
}
