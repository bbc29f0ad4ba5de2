package dev.weft.sql.prepare;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.CoreRules;

/** The rules for what runs row by row. The shape is settled before, so they are few. */
final class RowRules {
  private RowRules() {}

  static List<RelOptRule> all() {
    List<RelOptRule> rules = new ArrayList<>(EnumerableRules.rules());
    rules.add(CoreRules.AGGREGATE_REDUCE_FUNCTIONS);
    rules.add(CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES);
    rules.add(CoreRules.SORT_REMOVE);
    return rules;
  }
}
