package dev.weft.sql.rule;

import dev.weft.sql.rel.WeftAggregate;
import dev.weft.sql.rel.WeftProject;
import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.rel.WeftUnion;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** GROUPING SETS, ROLLUP and CUBE as the union of one aggregate a set. */
final class WeftGroupingSetsRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "WeftGroupingSetsRule",
          o ->
              o.operand(LogicalAggregate.class)
                  .predicate(a -> a.getGroupType() != Aggregate.Group.SIMPLE)
                  .oneInput(i -> i.operand(WeftRel.class).anyInputs()),
          WeftGroupingSetsRule::new);

  private WeftGroupingSetsRule(WeftRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalAggregate aggregate = call.rel(0);
    List<AggregateCall> computed = new ArrayList<>();
    for (AggregateCall c : aggregate.getAggCallList()) {
      if (c.getAggregation().getKind() != SqlKind.GROUPING) {
        computed.add(c);
      }
    }
    List<RelNode> parts = new ArrayList<>();
    for (ImmutableBitSet set : aggregate.getGroupSets()) {
      List<AggregateCall> own = new ArrayList<>();
      for (AggregateCall c : computed) { // NULL of no rows is possible where nothing is grouped by
        own.add(
            c.adaptTo(
                call.rel(1),
                c.getArgList(),
                c.filterArg,
                aggregate.hasEmptyGroup(),
                set.isEmpty()));
      }
      RelNode part = new WeftAggregate(aggregate.getCluster(), call.rel(1), set, own);
      if (PlanningContext.fragment(call, part) == null) {
        return;
      }
      parts.add(project(aggregate, set, part));
    }
    PlanningContext.replace(call, new WeftUnion(aggregate.getCluster(), parts));
  }

  /** One set's rows in the form of all sets' rows. */
  private static RelNode project(LogicalAggregate aggregate, ImmutableBitSet set, RelNode part) {
    RexBuilder rexBuilder = aggregate.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>();
    int column = 0;
    for (int key : aggregate.getGroupSet()) {
      RelDataType type = aggregate.getRowType().getFieldList().get(column++).getType();
      columns.add(
          set.get(key)
              ? rexBuilder.ensureType(type, rexBuilder.makeInputRef(part, set.indexOf(key)), false)
              : rexBuilder.makeNullLiteral(type));
    }
    int computed = set.cardinality();
    for (AggregateCall c : aggregate.getAggCallList()) {
      RelDataType type = aggregate.getRowType().getFieldList().get(column++).getType();
      columns.add(
          c.getAggregation().getKind() == SqlKind.GROUPING
              ? rexBuilder.makeLiteral(grouping(c, set), type, false)
              : rexBuilder.ensureType(type, rexBuilder.makeInputRef(part, computed++), false));
    }
    return new WeftProject(aggregate.getCluster(), part, columns, aggregate.getRowType());
  }

  /** A bit for each argument, the first the highest, set where it is not grouped by. */
  private static long grouping(AggregateCall call, ImmutableBitSet set) {
    long bits = 0;
    for (int argument : call.getArgList()) {
      bits = bits << 1 | (set.get(argument) ? 0 : 1);
    }
    return bits;
  }
}
