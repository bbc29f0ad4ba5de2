package dev.weft.sql.translate;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.flow.ValueKind;
import dev.weft.sql.type.Value;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic. Exact numbers stay exact: a DECIMAL is a LONG of its scale, and what would round or
 * could outgrow 64 bits where Calcite's BigDecimal does not is left to Calcite.
 */
final class NumberTranslator {
  /** Digits that always fit into a long. */
  private static final int LONG_DIGITS = 18;

  private final ExpressionTranslator translator;

  NumberTranslator(ExpressionTranslator translator) {
    this.translator = translator;
  }

  @Nullable Value translate(RexCall call) {
    return switch (call.getKind()) {
      case PLUS, CHECKED_PLUS -> binary(call, ArithmeticOperator.ADD);
      case MINUS, CHECKED_MINUS -> binary(call, ArithmeticOperator.SUBTRACT);
      case TIMES, CHECKED_TIMES -> binary(call, ArithmeticOperator.MULTIPLY);
      case DIVIDE, CHECKED_DIVIDE -> binary(call, ArithmeticOperator.DIVIDE);
      case MOD -> binary(call, ArithmeticOperator.MODULO);
      case MINUS_PREFIX, CHECKED_MINUS_PREFIX -> negated(call);
      case PLUS_PREFIX -> translator.translateAs(call.operands.get(0), call.getType());
      case CAST -> cast(call.operands.get(0), call.getType());
      case FLOOR -> call.operands.size() == 1 ? floor(call, false) : null;
      case CEIL -> call.operands.size() == 1 ? floor(call, true) : null;
      default -> null;
    };
  }

  private @Nullable Value binary(RexCall call, ArithmeticOperator operator) {
    RexNode left = call.operands.get(0);
    RexNode right = call.operands.get(1);
    if (Numbers.isDouble(call.getType())) {
      Expression x = asDouble(left);
      Expression y = asDouble(right);
      return x == null || y == null || operator == ArithmeticOperator.MODULO
          ? null
          : Value.of(new Arithmetic(operator, x, y));
    }
    if (!Numbers.isExact(call.getType())
        || !Numbers.isExact(left.getType())
        || !Numbers.isExact(right.getType())) {
      return null;
    }
    return switch (operator) {
      case ADD, SUBTRACT -> {
        Value x = translator.translateAs(left, call.getType());
        Value y = translator.translateAs(right, call.getType());
        yield arithmetic(operator, x, y);
      }
      case MULTIPLY -> product(call, left, right);
      case DIVIDE, MODULO ->
          Numbers.isInteger(left.getType())
                  && Numbers.isInteger(right.getType())
                  && Numbers.isInteger(call.getType())
              ? arithmetic(operator, translator.translate(left), translator.translate(right))
              : null;
    };
  }

  private @Nullable Value product(RexCall call, RexNode left, RexNode right) {
    int scale = Numbers.scale(left.getType()) + Numbers.scale(right.getType());
    boolean fits = Numbers.isInteger(call.getType()) || digits(left) + digits(right) <= LONG_DIGITS;
    return fits && scale == Numbers.scale(call.getType())
        ? arithmetic(
            ArithmeticOperator.MULTIPLY, translator.translate(left), translator.translate(right))
        : null;
  }

  private static int digits(RexNode node) {
    if (node instanceof RexLiteral literal && !literal.isNull()) {
      BigDecimal value = literal.getValueAs(BigDecimal.class);
      return value == null ? LONG_DIGITS : value.precision();
    }
    return node.getType().getPrecision();
  }

  private static @Nullable Value arithmetic(
      ArithmeticOperator operator, @Nullable Value x, @Nullable Value y) {
    return x == null || y == null
        ? null
        : Value.of(new Arithmetic(operator, x.expression(), y.expression()));
  }

  private @Nullable Expression asDouble(RexNode node) {
    Value v = translator.translate(node);
    return v == null || v.isText()
        ? null
        : Numbers.toDouble(v.expression(), Numbers.scale(node.getType()));
  }

  private @Nullable Value negated(RexCall call) {
    Value v = translator.translateAs(call.operands.get(0), call.getType());
    if (v == null) {
      return null;
    }
    return switch (v.kind()) {
      case LONG ->
          Value.of(new Arithmetic(ArithmeticOperator.SUBTRACT, new LongLiteral(0), v.expression()));
      case DOUBLE ->
          Value.of(
              new Arithmetic(ArithmeticOperator.MULTIPLY, v.expression(), new DoubleLiteral(-1)));
      case ADDRESS -> null;
    };
  }

  /**
   * Digits behind the point are rounded, a half away from zero. A number that outgrows the new type
   * stays what it is, and is an error where a row shows it.
   */
  private @Nullable Value cast(RexNode operand, RelDataType type) {
    RelDataType from = operand.getType();
    if (Numbers.isDouble(type)) {
      boolean number = Numbers.isExact(from) || Numbers.isDouble(from);
      Expression d = number ? asDouble(operand) : null;
      return d == null ? null : Value.of(d);
    }
    if (!Numbers.isExact(from) || !Numbers.isExact(type)) {
      return null;
    }
    int drop = Numbers.scale(from) - Numbers.scale(type);
    if (drop <= 0) {
      return translator.translateAs(operand, type);
    }
    Value v = translator.translate(operand);
    return v == null || drop > LONG_DIGITS
        ? null
        : Value.of(rounded(v.expression(), Numbers.power(drop)));
  }

  /** Tens or more divided away, a half rounded away from zero. */
  private static Expression rounded(Expression x, long unit) {
    LongLiteral half = new LongLiteral(unit / 2);
    LongLiteral divisor = new LongLiteral(unit);
    return new Case(
        List.of(new Compare(Comparison.LESS, x, new LongLiteral(0))),
        List.of(
            new Arithmetic(
                ArithmeticOperator.DIVIDE,
                new Arithmetic(ArithmeticOperator.SUBTRACT, x, half),
                divisor)),
        new Arithmetic(
            ArithmeticOperator.DIVIDE, new Arithmetic(ArithmeticOperator.ADD, x, half), divisor));
  }

  private @Nullable Value floor(RexCall call, boolean up) {
    RelDataType from = call.operands.get(0).getType();
    if (!Numbers.isExact(from) || !Numbers.isExact(call.getType())) {
      return null;
    }
    int scale = Numbers.scale(from);
    Value v = translator.translate(call.operands.get(0));
    if (v == null || v.kind() != ValueKind.LONG || scale > LONG_DIGITS) {
      return null;
    }
    if (scale == 0) {
      return translator.translateAs(call.operands.get(0), call.getType());
    }
    long unit = Numbers.power(scale);
    Expression x = v.expression();
    Expression raised =
        up ? new Arithmetic(ArithmeticOperator.ADD, x, new LongLiteral(unit - 1)) : x;
    Expression floor = new FloorTo(raised, unit, 0);
    int drop = scale - Numbers.scale(call.getType());
    return drop < 0
        ? null
        : Value.of(
            drop == 0
                ? floor
                : new Arithmetic(
                    ArithmeticOperator.DIVIDE, floor, new LongLiteral(Numbers.power(drop))));
  }
}
