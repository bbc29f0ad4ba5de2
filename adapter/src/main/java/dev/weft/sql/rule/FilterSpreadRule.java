package dev.weft.sql.rule;

import dev.weft.sql.function.Spread;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** Asks of flows before they are spread what may be asked then: all but bins and shares. */
final class FilterSpreadRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "FilterSpreadRule",
          o ->
              o.operand(LogicalFilter.class)
                  .oneInput(
                      i ->
                          i.operand(LogicalTableFunctionScan.class)
                              .predicate(WeftSpreadRule::isSpread)
                              .anyInputs()),
          FilterSpreadRule::new);

  private FilterSpreadRule(WeftRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalFilter filter = call.rel(0);
    LogicalTableFunctionScan spread = call.rel(1);
    RelNode input = spread.getInput(0);
    ImmutableBitSet unchanged = unchanged(input.getRowType());
    List<RexNode> below = new ArrayList<>();
    List<RexNode> above = new ArrayList<>();
    for (RexNode c : RelOptUtil.conjunctions(filter.getCondition())) {
      boolean early =
          RexUtil.isDeterministic(c) && unchanged.contains(RelOptUtil.InputFinder.bits(c));
      (early ? below : above).add(c);
    }
    if (below.isEmpty() || !filter.getVariablesSet().isEmpty()) {
      return;
    }
    RexBuilder rexBuilder = filter.getCluster().getRexBuilder();
    RelNode narrowed = LogicalFilter.create(input, RexUtil.composeConjunction(rexBuilder, below));
    RelNode again = spread.copy(spread.getTraitSet(), List.of(narrowed));
    call.transformTo(
        above.isEmpty()
            ? again
            : LogicalFilter.create(again, RexUtil.composeConjunction(rexBuilder, above)));
  }

  private static ImmutableBitSet unchanged(RelDataType table) {
    ImmutableBitSet.Builder columns = ImmutableBitSet.builder();
    for (int i = 0; i < table.getFieldCount(); i++) {
      if (!Spread.SHARED.contains(table.getFieldNames().get(i))) {
        columns.set(i);
      }
    }
    return columns.build();
  }
}
