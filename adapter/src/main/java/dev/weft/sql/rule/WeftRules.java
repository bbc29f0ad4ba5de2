package dev.weft.sql.rule;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.PruneEmptyRules;

/** The rules of the planner. A new one of Weft's is a class of this package and a line here. */
public final class WeftRules {
  /** Brings a logical plan into the form that the others expect; independent of Weft. */
  public static final List<RelOptRule> LOGICAL =
      List.of(
          CoreRules.FILTER_MERGE,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.FILTER_AGGREGATE_TRANSPOSE,
          CoreRules.FILTER_SET_OP_TRANSPOSE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.AGGREGATE_PROJECT_MERGE,
          CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW,
          CoreRules.UNION_TO_DISTINCT,
          CoreRules.INTERSECT_TO_DISTINCT,
          CoreRules.MINUS_TO_DISTINCT,
          CoreRules.UNION_MERGE,
          PruneEmptyRules.FILTER_INSTANCE,
          PruneEmptyRules.PROJECT_INSTANCE,
          PruneEmptyRules.SORT_INSTANCE,
          PruneEmptyRules.UNION_INSTANCE);

  /** Turns what runs in batches into nodes that do, from the scans upward. */
  public static final List<RelOptRule> BATCH =
      List.of(
          WeftFilterRule.CONFIG.toRule(),
          WeftProjectRule.CONFIG.toRule(),
          WeftAggregateRule.CONFIG.toRule(),
          WeftSortRule.CONFIG.toRule(),
          WeftUnionRule.CONFIG.toRule());

  private WeftRules() {}
}
