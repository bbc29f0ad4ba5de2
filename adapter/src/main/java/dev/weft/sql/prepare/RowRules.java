package dev.weft.sql.prepare;

import dev.weft.sql.rel.RowTableFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.rules.AggregateExpandDistinctAggregatesRule;
import org.apache.calcite.rel.rules.AggregateReduceFunctionsRule;

/** The rules for what runs row by row. The shape is settled before, so they are few. */
final class RowRules {
  /** These rely on sorted inputs as a planner property, which {@link Planner} does without. */
  private static final Set<RelOptRule> OF_SORTED_INPUTS =
      Set.of(
          EnumerableRules.ENUMERABLE_MERGE_JOIN_RULE, EnumerableRules.ENUMERABLE_MERGE_UNION_RULE);

  /** Aggregates in terms of those that generated code knows. */
  static final HepProgram AGGREGATES =
      Planner.program(
          HepMatchOrder.ARBITRARY,
          List.of(
              AggregateExpandDistinctAggregatesRule.Config.DEFAULT.toRule(),
              AggregateReduceFunctionsRule.Config.DEFAULT.toRule()));

  /** From logical nodes to generated code. */
  static final List<RelOptRule> CODE = code();

  private RowRules() {}

  private static List<RelOptRule> code() {
    List<RelOptRule> rules = new ArrayList<>(EnumerableRules.rules());
    rules.removeAll(OF_SORTED_INPUTS);
    rules.remove(EnumerableRules.ENUMERABLE_TABLE_FUNCTION_SCAN_RULE);
    rules.add(RowTableFunction.RULE);
    rules.add(EnumerableRules.ENUMERABLE_LIMIT_SORT_RULE); // which keeps no more than it puts out
    return List.copyOf(rules);
  }
}
