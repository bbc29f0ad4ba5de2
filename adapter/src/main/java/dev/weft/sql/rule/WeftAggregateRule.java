package dev.weft.sql.rule;

import dev.weft.sql.rel.WeftAggregate;
import dev.weft.sql.rel.WeftRel;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.logical.LogicalAggregate;

/** Groups in batches, where every aggregate has a vectorised form. */
final class WeftAggregateRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "WeftAggregateRule",
          o ->
              o.operand(LogicalAggregate.class)
                  .predicate(a -> a.getGroupType() == Aggregate.Group.SIMPLE)
                  .oneInput(i -> i.operand(WeftRel.class).anyInputs()),
          WeftAggregateRule::new);

  private WeftAggregateRule(WeftRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalAggregate aggregate = call.rel(0);
    PlanningContext.replace(
        call,
        new WeftAggregate(
            aggregate.getCluster(),
            call.rel(1),
            aggregate.getGroupSet(),
            aggregate.getAggCallList()));
  }
}
