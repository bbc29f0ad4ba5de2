package dev.weft.sql.prepare;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.CoreRules;

/** The rules for what runs row by row. The shape is settled before, so they are few. */
final class RowRules {
  private RowRules() {}

  /** Aggregates in terms of those that generated code knows. */
  static List<RelOptRule> aggregates() {
    return List.of(
        CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES, CoreRules.AGGREGATE_REDUCE_FUNCTIONS);
  }

  static List<RelOptRule> all() {
    return EnumerableRules.rules();
  }
}
