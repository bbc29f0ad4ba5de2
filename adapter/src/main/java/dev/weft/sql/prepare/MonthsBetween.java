package dev.weft.sql.prepare;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Whole months between two timestamps, cut towards 0 whichever is the earlier. Calcite counts a
 * month too many where the first lies later on the same day.
 */
final class MonthsBetween extends RexShuttle {
  private final RexBuilder rexBuilder;

  private MonthsBetween(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  static RexNode in(RexBuilder rexBuilder, RexNode difference) {
    return difference.accept(new MonthsBetween(rexBuilder));
  }

  @Override
  public RexNode visitCall(RexCall minus) {
    if (minus.getOperator() != SqlStdOperatorTable.MINUS_DATE) {
      return super.visitCall(minus);
    }
    // Its operands' own differences have been through here before.
    if (!SqlTypeName.YEAR_INTERVAL_TYPES.contains(minus.getType().getSqlTypeName())
        || !minus.getOperands().stream().allMatch(MonthsBetween::isTimestamp)) {
      return minus;
    }
    RexNode later = minus.getOperands().get(0);
    RexNode earlier = minus.getOperands().get(1);
    RelDataType type = minus.getType();
    List<RexNode> parts = new ArrayList<>();
    parts.add(rexBuilder.makeCall(SqlStdOperatorTable.GREATER_THAN_OR_EQUAL, later, earlier));
    parts.add(minus);
    parts.add(
        rexBuilder.makeCall(
            type,
            SqlStdOperatorTable.UNARY_MINUS,
            List.of(minus.clone(type, List.of(earlier, later)))));
    return rexBuilder.makeCall(type, SqlStdOperatorTable.CASE, parts);
  }

  private static boolean isTimestamp(RexNode node) {
    return node.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP;
  }
}
