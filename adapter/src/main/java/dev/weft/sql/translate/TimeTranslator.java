package dev.weft.sql.translate;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.sql.type.Value;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Times: sums with intervals, differences, FLOOR and CEIL to units of constant length, parts of the
 * day. Months and years, whose length varies, are left to Calcite.
 */
final class TimeTranslator {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  /** 1970-01-04, the first Sunday: where weeks of {@code FLOOR(... TO WEEK)} begin. */
  private static final long SUNDAY = 3 * DAY;

  private final ExpressionTranslator translator;

  TimeTranslator(ExpressionTranslator translator) {
    this.translator = translator;
  }

  @Nullable Value translate(RexCall call) {
    return switch (call.getKind()) {
      case PLUS, CHECKED_PLUS -> sum(call, ArithmeticOperator.ADD);
      case MINUS, CHECKED_MINUS -> sum(call, ArithmeticOperator.SUBTRACT);
      case TIMES, CHECKED_TIMES -> multiple(call);
      case REINTERPRET -> reinterpret(call);
      case FLOOR -> floor(call, false);
      case CEIL -> floor(call, true);
      case EXTRACT -> extract(call);
      case CAST -> cast(call);
      default -> null;
    };
  }

  private static boolean isTimestamp(RexNode node) {
    return node.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP;
  }

  private static boolean isInterval(RexNode node) {
    return SqlTypeName.DAY_INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
  }

  private @Nullable Value sum(RexCall call, ArithmeticOperator operator) {
    if (call.operands.size() != 2) {
      return null;
    }
    RexNode left = call.operands.get(0);
    RexNode right = call.operands.get(1);
    boolean shift =
        isTimestamp(call)
            && (isTimestamp(left) && isInterval(right)
                || isInterval(left) && isTimestamp(right) && operator == ArithmeticOperator.ADD);
    boolean difference =
        isInterval(call)
            && operator == ArithmeticOperator.SUBTRACT
            && isTimestamp(left)
            && isTimestamp(right);
    boolean intervals = isInterval(call) && isInterval(left) && isInterval(right);
    return shift || difference || intervals ? arithmetic(operator, left, right) : null;
  }

  private @Nullable Value multiple(RexCall call) {
    RexNode left = call.operands.get(0);
    RexNode right = call.operands.get(1);
    boolean whole =
        isInterval(left) && Numbers.isInteger(right.getType())
            || Numbers.isInteger(left.getType()) && isInterval(right);
    return isInterval(call) && whole ? arithmetic(ArithmeticOperator.MULTIPLY, left, right) : null;
  }

  private @Nullable Value arithmetic(ArithmeticOperator operator, RexNode left, RexNode right) {
    Value x = translator.translate(left);
    Value y = translator.translate(right);
    return x == null || y == null
        ? null
        : Value.of(new Arithmetic(operator, x.expression(), y.expression()));
  }

  /** Milliseconds of an interval taken as a number. */
  private @Nullable Value reinterpret(RexCall call) {
    RexNode operand = call.operands.get(0);
    return isInterval(operand) && Numbers.isInteger(call.getType())
        ? translator.translate(operand)
        : null;
  }

  private @Nullable Value floor(RexCall call, boolean up) {
    if (call.operands.size() != 2 || !isTimestamp(call.operands.get(0))) {
      return null;
    }
    TimeUnitRange range = unit(call.operands.get(1));
    long unit = range == null ? 0 : milliseconds(range);
    Value time = translator.translate(call.operands.get(0));
    if (time == null || unit == 0) {
      return null;
    }
    Expression t = time.expression();
    if (up) {
      t = new Arithmetic(ArithmeticOperator.ADD, t, new LongLiteral(unit - 1));
    }
    return Value.of(new FloorTo(t, unit, range == TimeUnitRange.WEEK ? SUNDAY : 0));
  }

  private static @Nullable TimeUnitRange unit(RexNode node) {
    return node instanceof RexLiteral literal
            && RexLiteral.value(literal) instanceof TimeUnitRange range
        ? range
        : null;
  }

  private static long milliseconds(TimeUnitRange range) {
    return switch (range) {
      case WEEK -> 7 * DAY;
      case DAY -> DAY;
      case HOUR -> TimeUnit.HOURS.toMillis(1);
      case MINUTE -> TimeUnit.MINUTES.toMillis(1);
      case SECOND -> TimeUnit.SECONDS.toMillis(1);
      case MILLISECOND -> 1;
      default -> 0;
    };
  }

  private @Nullable Value extract(RexCall call) {
    TimeUnitRange range = unit(call.operands.get(0));
    if (range == null || !isTimestamp(call.operands.get(1))) {
      return null;
    }
    Value time = translator.translate(call.operands.get(1));
    if (time == null) {
      return null;
    }
    Expression t = time.expression();
    return switch (range) {
      case HOUR -> Value.of(part(t, DAY, TimeUnit.HOURS.toMillis(1)));
      case MINUTE -> Value.of(part(t, TimeUnit.HOURS.toMillis(1), TimeUnit.MINUTES.toMillis(1)));
      case SECOND -> Value.of(part(t, TimeUnit.MINUTES.toMillis(1), TimeUnit.SECONDS.toMillis(1)));
      case MILLISECOND -> Value.of(part(t, TimeUnit.MINUTES.toMillis(1), 1));
      case EPOCH -> Value.of(count(t, TimeUnit.SECONDS.toMillis(1)));
      default -> null;
    };
  }

  /** Whole units since the beginning of the period that holds a time. */
  private static Expression part(Expression time, long period, long unit) {
    Expression start = new FloorTo(time, period, 0);
    Expression end = unit == 1 ? time : new FloorTo(time, unit, 0);
    Expression ms = new Arithmetic(ArithmeticOperator.SUBTRACT, end, start);
    return unit == 1 ? ms : new Arithmetic(ArithmeticOperator.DIVIDE, ms, new LongLiteral(unit));
  }

  /** Whole units since the epoch. */
  private static Expression count(Expression time, long unit) {
    return new Arithmetic(
        ArithmeticOperator.DIVIDE, new FloorTo(time, unit, 0), new LongLiteral(unit));
  }

  private @Nullable Value cast(RexCall call) {
    RexNode operand = call.operands.get(0);
    RelDataType from = operand.getType();
    RelDataType to = call.getType();
    boolean toDate =
        from.getSqlTypeName() == SqlTypeName.TIMESTAMP && to.getSqlTypeName() == SqlTypeName.DATE;
    boolean fromDate =
        from.getSqlTypeName() == SqlTypeName.DATE && to.getSqlTypeName() == SqlTypeName.TIMESTAMP;
    if (!toDate && !fromDate) {
      return null;
    }
    Value v = translator.translate(operand);
    if (v == null) {
      return null;
    }
    return Value.of(
        toDate
            ? count(v.expression(), DAY)
            : new Arithmetic(ArithmeticOperator.MULTIPLY, v.expression(), new LongLiteral(DAY)));
  }
}
