package dev.weft.sql.rule;

import dev.weft.sql.rel.Fragment;
import dev.weft.sql.rel.WeftProject;
import dev.weft.sql.rel.WeftRel;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;

/** Pushes a projection all of whose expressions run in batches. */
final class WeftProjectRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "WeftProjectRule",
          o -> o.operand(LogicalProject.class).oneInput(i -> i.operand(WeftRel.class).anyInputs()),
          WeftProjectRule::new);

  private WeftProjectRule(WeftRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalProject project = call.rel(0);
    RelNode input = call.rel(1);
    Fragment from = PlanningContext.fragment(call, input);
    if (from != null
        && project.getVariablesSet().isEmpty()
        && PlanningContext.areTranslatable(call, project.getProjects(), from)) {
      call.transformTo(
          new WeftProject(
              project.getCluster(), input, project.getProjects(), project.getRowType()));
    }
  }
}
