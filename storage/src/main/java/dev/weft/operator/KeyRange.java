package dev.weft.operator;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Lookup;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.ValueKind;
import java.util.Arrays;
import java.util.List;

/**
 * Where the values of a LONG expression are expected. A guess that decides how few bits a key is
 * given, never an answer: values outside are grouped apart, with more bits.
 */
record KeyRange(long min, long max) {
  /** Counters, times in milliseconds until the year 2527. */
  static final KeyRange USUAL = new KeyRange(0, (1L << 44) - 1);

  private static final KeyRange TRUTH = new KeyRange(0, 1);
  private static final KeyRange CODES = new KeyRange(0, (1 << 16) - 1);

  /** Ranges of the columns of a flow. */
  static List<KeyRange> ofFlows() {
    return Arrays.stream(FlowColumn.values()).map(KeyRange::of).toList();
  }

  private static KeyRange of(FlowColumn column) {
    return switch (column) {
      case SIP, DIP, NHIP, PACKETS, BYTES, STIME, ETIME, DURATION -> USUAL;
      case SPORT, DPORT, SENSOR, APPLICATION, IN_INTERFACE, OUT_INTERFACE -> CODES;
      case PROTOCOL, FLAGS, INITIAL_FLAGS, SESSION_FLAGS, FLOWTYPE, ATTRIBUTES ->
          new KeyRange(0, 255);
      case IP_VERSION -> new KeyRange(4, 6);
    };
  }

  /**
   * The range of an expression.
   *
   * @param inputs ranges of its input positions
   */
  static KeyRange of(Expression expression, List<KeyRange> inputs) {
    if (expression.kind() != ValueKind.LONG) {
      return USUAL;
    }
    if (expression instanceof Input e) {
      return inputs.get(e.position());
    } else if (expression instanceof LongLiteral e) {
      return new KeyRange(e.value(), e.value());
    } else if (expression instanceof Lookup e) {
      return ofTable(e);
    } else if (expression instanceof Expression.IpVersion) {
      return of(FlowColumn.IP_VERSION);
    } else if (expression instanceof FloorTo e) {
      return ofFloor(of(e.operand(), inputs), e.unit());
    } else if (expression instanceof Case e) {
      KeyRange range = of(e.otherwise(), inputs);
      for (Expression result : e.results()) {
        range = range.union(of(result, inputs));
      }
      return range;
    } else if (expression instanceof Arithmetic e) {
      return ofArithmetic(e, inputs);
    } else if (expression instanceof Expression.MapAddress
        || expression instanceof Expression.MapPort) {
      return CODES;
    } else if (expression instanceof Expression.Null) {
      return new KeyRange(0, 0);
    }
    return TRUTH; // what is left is conditions
  }

  private static KeyRange ofTable(Lookup lookup) {
    long min = lookup.otherwise();
    long max = min;
    for (long v : lookup.table()) {
      min = Math.min(min, v);
      max = Math.max(max, v);
    }
    return new KeyRange(min, max);
  }

  private static KeyRange ofFloor(KeyRange operand, long unit) {
    long min = operand.min - unit;
    return min < operand.min ? new KeyRange(Math.min(0, min), operand.max) : operand;
  }

  private static KeyRange ofArithmetic(Arithmetic e, List<KeyRange> inputs) {
    KeyRange left = of(e.left(), inputs);
    if (e.right() instanceof LongLiteral right && left.min >= 0 && right.value() > 0) {
      if (e.operator() == ArithmeticOperator.MODULO) {
        return new KeyRange(0, Math.min(left.max, right.value() - 1));
      } else if (e.operator() == ArithmeticOperator.DIVIDE) {
        return new KeyRange(0, left.max / right.value());
      }
    }
    return USUAL;
  }

  private KeyRange union(KeyRange other) {
    return new KeyRange(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** Bits that hold {@code value - min} for every value of the range. */
  int bits() {
    long span = max - min;
    return span < 0 ? 64 : 64 - Long.numberOfLeadingZeros(span);
  }
}
