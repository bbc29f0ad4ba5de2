package dev.weft.sql.rule;

import dev.weft.sql.rel.Fragment;
import dev.weft.sql.rel.WeftFilter;
import dev.weft.sql.rel.WeftRel;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** Pushes the conjuncts of a filter that run in batches; the others remain above. */
final class WeftFilterRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "WeftFilterRule",
          o -> o.operand(LogicalFilter.class).oneInput(i -> i.operand(WeftRel.class).anyInputs()),
          WeftFilterRule::new);

  private WeftFilterRule(WeftRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalFilter filter = call.rel(0);
    RelNode input = call.rel(1);
    Fragment from = PlanningContext.fragment(call, input);
    if (from == null || !filter.getVariablesSet().isEmpty()) {
      return;
    }
    List<RexNode> pushed = new ArrayList<>();
    List<RexNode> remaining = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      (PlanningContext.isTranslatable(call, conjunct, from) ? pushed : remaining).add(conjunct);
    }
    if (pushed.isEmpty()) {
      return;
    }
    RelNode below =
        new WeftFilter(
            filter.getCluster(),
            input,
            RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), pushed));
    call.transformTo(
        remaining.isEmpty()
            ? below
            : LogicalFilter.create(
                below, RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), remaining)));
  }
}
