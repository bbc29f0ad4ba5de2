package dev.weft.sql.rule;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.AggregateProjectMergeRule;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterJoinRule;
import org.apache.calcite.rel.rules.FilterMergeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.FilterSetOpTransposeRule;
import org.apache.calcite.rel.rules.IntersectToDistinctRule;
import org.apache.calcite.rel.rules.MinusToDistinctRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rel.rules.ProjectRemoveRule;
import org.apache.calcite.rel.rules.ProjectToWindowRule;
import org.apache.calcite.rel.rules.UnionMergeRule;
import org.apache.calcite.rel.rules.UnionToDistinctRule;

/** The rules of the planner. A new one of Weft's is a class of this package and a line here. */
public final class WeftRules {
  /**
   * Brings a logical plan into the form that the others expect; independent of Weft. Each is named
   * by its own class: Calcite's list of all rules takes long to load.
   */
  public static final List<RelOptRule> LOGICAL =
      List.of(
          FilterMergeRule.Config.DEFAULT.toRule(),
          FilterProjectTransposeRule.Config.DEFAULT.toRule(),
          FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig.DEFAULT.toRule(),
          FilterJoinRule.JoinConditionPushRule.JoinConditionPushRuleConfig.DEFAULT.toRule(),
          FilterAggregateTransposeRule.Config.DEFAULT.toRule(),
          FilterSetOpTransposeRule.Config.DEFAULT.toRule(),
          ProjectMergeRule.Config.DEFAULT.toRule(),
          ProjectRemoveRule.Config.DEFAULT.toRule(),
          AggregateProjectMergeRule.Config.DEFAULT.toRule(),
          ProjectToWindowRule.ProjectToLogicalProjectAndWindowRule
              .ProjectToLogicalProjectAndWindowRuleConfig.DEFAULT
              .toRule(),
          UnionToDistinctRule.Config.DEFAULT.toRule(),
          IntersectToDistinctRule.Config.DEFAULT.toRule(),
          MinusToDistinctRule.Config.DEFAULT.toRule(),
          UnionMergeRule.Config.DEFAULT.toRule(),
          FilterSpreadRule.CONFIG.toRule());

  /** Turns what runs in batches into nodes that do, from the scans upward. */
  public static final List<RelOptRule> BATCH =
      List.of(
          WeftFilterRule.CONFIG.toRule(),
          WeftProjectRule.CONFIG.toRule(),
          WeftAggregateRule.CONFIG.toRule(),
          WeftGroupingSetsRule.CONFIG.toRule(),
          WeftSortRule.CONFIG.toRule(),
          WeftSortProjectRule.CONFIG.toRule(),
          WeftUnionRule.CONFIG.toRule(),
          WeftSpreadRule.CONFIG.toRule(),
          WeftTableFunctionRule.CONFIG.toRule());

  private WeftRules() {}
}
