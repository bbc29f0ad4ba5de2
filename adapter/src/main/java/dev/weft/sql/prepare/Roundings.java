package dev.weft.sql.prepare;

import dev.weft.sql.function.Rounding;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCallBinding;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql2rel.SqlRexContext;

/**
 * What {@link Rounding} means: a DECIMAL rounded to fewer digits is a cast, which runs in batches;
 * everything else is Calcite's function, with the digits that its type says.
 */
final class Roundings {
  private Roundings() {}

  static RexNode convert(SqlRexContext context, SqlCall call) {
    Rounding rounding = (Rounding) call.getOperator();
    RexBuilder rexBuilder = context.getRexBuilder();
    List<RexNode> operands =
        call.getOperandList().stream().map(context::convertExpression).toList();
    RexNode number = operands.get(0);
    RelDataType from = number.getType();
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    if (type.getSqlTypeName() != SqlTypeName.DECIMAL) {
      return rexBuilder.makeCall(type, rounding.standard(), operands);
    }
    int digits =
        Rounding.digits(
            new RexCallBinding(context.getTypeFactory(), rounding, operands, List.of()));
    if (digits >= from.getScale()) {
      return type.equals(from) ? number : rexBuilder.makeCast(type, number);
    }
    // Digits that are written as a cast are known here, but were not to the type.
    boolean asCast = digits == type.getScale() && rounding == Rounding.ROUND;
    RelDataType sameDigits =
        context.getTypeFactory().createTypeWithNullability(from, type.isNullable());
    return rexBuilder.makeCast(
        type, asCast ? number : rexBuilder.makeCall(sameDigits, rounding.standard(), operands));
  }
}
