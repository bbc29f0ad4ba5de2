package dev.weft.sql.prepare;

import dev.weft.sql.exec.FullScale;
import dev.weft.sql.rel.WeftRel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalWindow;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Integer arithmetic in generated code that fails where it would wrap. (In batches it does so by
 * itself.)
 */
final class ExactArithmetic extends RexShuttle {
  private static final Map<SqlKind, SqlOperator> CHECKED =
      Map.of(
          SqlKind.PLUS, SqlStdOperatorTable.CHECKED_PLUS,
          SqlKind.MINUS, SqlStdOperatorTable.CHECKED_MINUS,
          SqlKind.TIMES, SqlStdOperatorTable.CHECKED_MULTIPLY);

  private final RexBuilder rexBuilder;

  /** True where values are compared as they are, by a hash of theirs. */
  private final boolean hashed;

  private ExactArithmetic(RexBuilder rexBuilder, boolean hashed) {
    this.rexBuilder = rexBuilder;
    this.hashed = hashed;
  }

  /** The plan, with exact arithmetic in what does not run in batches. */
  static RelNode in(RelNode plan) {
    return in(plan, false);
  }

  private static RelNode in(RelNode plan, boolean hashed) {
    if (plan instanceof WeftRel) {
      return plan;
    }
    boolean hashes =
        hashed
            || plan instanceof Join
            || plan instanceof SetOp
            || plan instanceof Aggregate
            || plan instanceof Window;
    List<RelNode> inputs = new ArrayList<>();
    plan.getInputs().forEach(i -> inputs.add(in(i, hashes)));
    RelNode node = inputs.equals(plan.getInputs()) ? plan : plan.copy(plan.getTraitSet(), inputs);
    ExactArithmetic exact = new ExactArithmetic(plan.getCluster().getRexBuilder(), hashes);
    RelNode checked = node.accept(exact);
    return checked instanceof LogicalAggregate aggregate
        ? exactSums(aggregate)
        : checked instanceof LogicalWindow window ? exactSums(window) : checked;
  }

  private static RelNode exactSums(LogicalAggregate aggregate) {
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      calls.add(
          ExactSum.replaces(call.getAggregation(), call.getType()) ? ExactSum.replace(call) : call);
    }
    return aggregate.copy(
        aggregate.getTraitSet(),
        aggregate.getInput(),
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        calls);
  }

  private static RelNode exactSums(LogicalWindow window) {
    List<Window.Group> groups = new ArrayList<>();
    for (Window.Group g : window.groups) {
      List<Window.RexWinAggCall> calls = new ArrayList<>();
      for (Window.RexWinAggCall c : g.aggCalls) {
        SqlAggFunction function = (SqlAggFunction) c.getOperator();
        calls.add(
            ExactSum.replaces(function, c.getType())
                ? new Window.RexWinAggCall(
                    SqlParserPos.ZERO,
                    ExactSum.instead(function),
                    c.getType(),
                    c.getOperands(),
                    c.ordinal,
                    c.distinct,
                    c.ignoreNulls)
                : c);
      }
      groups.add(
          new Window.Group(
              g.keys, g.isRows, g.lowerBound, g.upperBound, g.exclude, g.orderKeys, calls));
    }
    return LogicalWindow.create(
        window.getTraitSet(),
        window.getHints(),
        window.getInput(),
        window.constants,
        window.getRowType(),
        groups);
  }

  @Override
  public RexNode visitCall(RexCall call) {
    SqlOperator checked = CHECKED.get(call.getKind());
    RexNode visited = super.visitCall(call);
    if (hashed
        && call.getKind() == SqlKind.DIVIDE
        && call.getType().getSqlTypeName() == SqlTypeName.DECIMAL) {
      return rexBuilder.makeCall(call.getType(), FullScale.OPERATOR, List.of(visited));
    }
    if (checked == null
        || !(visited instanceof RexCall exact)
        || exact.operands.size() != 2
        || !exact.operands.stream().allMatch(o -> SqlTypeUtil.isIntType(o.getType()))) {
      return visited;
    }
    List<RexNode> operands = new ArrayList<>();
    for (RexNode operand : exact.operands) {
      operands.add(
          rexBuilder.ensureType(
              rexBuilder
                  .getTypeFactory()
                  .createTypeWithNullability(call.getType(), operand.getType().isNullable()),
              operand,
              false));
    }
    return rexBuilder.makeCall(call.getType(), checked, operands);
  }
}
