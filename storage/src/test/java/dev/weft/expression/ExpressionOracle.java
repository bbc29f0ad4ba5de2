package dev.weft.expression;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression.AddressLiteral;
import dev.weft.expression.Expression.And;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.InAddresses;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.IpPrefix;
import dev.weft.expression.Expression.IpVersion;
import dev.weft.expression.Expression.IsNull;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Lookup;
import dev.weft.expression.Expression.MapAddress;
import dev.weft.expression.Expression.MapPort;
import dev.weft.expression.Expression.Not;
import dev.weft.expression.Expression.Null;
import dev.weft.expression.Expression.Or;
import dev.weft.expression.Expression.TestAddress;
import dev.weft.expression.Expression.ToDouble;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an expression means, one row at a time with objects: the plainest reading of {@link
 * Expression}, to compare the evaluator with. Values are Long, Double, IpAddress or null.
 */
public final class ExpressionOracle {
  private ExpressionOracle() {}

  /**
   * @param inputs the row's values by position
   */
  public static @Nullable Object value(Expression e, IntFunction<@Nullable Object> inputs) {
    if (e instanceof Input x) {
      return inputs.apply(x.position());
    } else if (e instanceof Null) {
      return null;
    } else if (e instanceof LongLiteral x) {
      return x.value();
    } else if (e instanceof DoubleLiteral x) {
      return x.value();
    } else if (e instanceof AddressLiteral x) {
      return x.value();
    } else if (e instanceof And x) {
      return logic(x.operands(), false, inputs);
    } else if (e instanceof Or x) {
      return logic(x.operands(), true, inputs);
    } else if (e instanceof IsNull x) {
      return truth(value(x.operand(), inputs) == null);
    } else if (e instanceof Case x) {
      for (int i = 0; i < x.conditions().size(); i++) {
        if (isTrue(value(x.conditions().get(i), inputs))) {
          return value(x.results().get(i), inputs);
        }
      }
      return value(x.otherwise(), inputs);
    }
    List<@Nullable Object> operands = new ArrayList<>();
    for (Expression child : Expressions.children(e)) {
      operands.add(value(child, inputs));
    }
    if (operands.contains(null)) {
      return null;
    }
    return strict(e, operands.get(0), operands.size() > 1 ? operands.get(1) : null);
  }

  public static boolean isTrue(@Nullable Object value) {
    return value != null && !value.equals(0L);
  }

  private static @Nullable Object logic(
      List<Expression> operands, boolean decides, IntFunction<@Nullable Object> inputs) {
    boolean unknown = false;
    for (Expression o : operands) {
      Object v = value(o, inputs);
      if (v == null) {
        unknown = true;
      } else if (isTrue(v) == decides) {
        return truth(decides);
      }
    }
    return unknown ? null : truth(!decides);
  }

  private static Object strict(Expression e, @Nullable Object first, @Nullable Object second) {
    if (e instanceof Not) {
      return truth(!isTrue(first));
    } else if (e instanceof ToDouble x) {
      return (double) (Long) first / x.divisor();
    } else if (e instanceof FloorTo x) {
      BigInteger unit = BigInteger.valueOf(x.unit());
      BigInteger v = BigInteger.valueOf((Long) first);
      BigInteger above = v.subtract(BigInteger.valueOf(x.origin())).mod(unit);
      return exact(v.subtract(above));
    } else if (e instanceof InLongs x) {
      return truth(x.values().contains((Long) first));
    } else if (e instanceof InAddresses x) {
      return truth(x.values().contains((IpAddress) first));
    } else if (e instanceof TestAddress x) {
      IpAddress a = (IpAddress) first;
      return truth(x.test().test(a.high(), a.low()));
    } else if (e instanceof MapAddress x) {
      IpAddress a = (IpAddress) first;
      return x.map().code(a.high(), a.low());
    } else if (e instanceof MapPort x) {
      return x.map().code(((Long) first).intValue(), ((Long) second).intValue());
    } else if (e instanceof Lookup x) {
      long v = (Long) first;
      return v >= 0 && v < x.table().length ? x.table()[(int) v] : x.otherwise();
    } else if (e instanceof IpPrefix x) {
      IpAddress a = (IpAddress) first;
      return IpRanges.prefixLow(a, a.isIpv4() ? 96 + x.ipv4Bits() : x.ipv6Bits());
    } else if (e instanceof IpVersion) {
      return ((IpAddress) first).isIpv4() ? 4L : 6L;
    } else if (e instanceof Arithmetic x) {
      if (first instanceof Double d) {
        return doubles(x, d, (Double) second);
      }
      return exact(longs(x, BigInteger.valueOf((Long) first), BigInteger.valueOf((Long) second)));
    } else if (e instanceof Compare x) {
      return truth(compare(x, first, second));
    }
    throw new AssertionError("no meaning for " + e);
  }

  private static BigInteger longs(Arithmetic x, BigInteger a, BigInteger b) {
    boolean divides =
        switch (x.operator()) {
          case ADD, SUBTRACT, MULTIPLY -> false;
          case DIVIDE, MODULO -> true;
        };
    if (divides && b.signum() == 0) {
      throw new QueryException("division by zero");
    }
    return switch (x.operator()) {
      case ADD -> a.add(b);
      case SUBTRACT -> a.subtract(b);
      case MULTIPLY -> a.multiply(b);
      case DIVIDE -> a.divide(b);
      case MODULO -> a.remainder(b);
    };
  }

  private static double doubles(Arithmetic x, double a, double b) {
    return switch (x.operator()) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MODULO -> a % b;
    };
  }

  private static boolean compare(Compare x, @Nullable Object first, @Nullable Object second) {
    if (first instanceof Double a && second instanceof Double b) {
      return switch (x.operator()) {
        case EQUAL -> a.doubleValue() == b.doubleValue();
        case NOT_EQUAL -> a.doubleValue() != b.doubleValue();
        case LESS -> a < b;
        case LESS_OR_EQUAL -> a <= b;
        case GREATER -> a > b;
        case GREATER_OR_EQUAL -> a >= b;
      };
    }
    int order =
        first instanceof IpAddress a
            ? a.compareTo((IpAddress) second)
            : ((Long) first).compareTo((Long) second);
    return switch (x.operator()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  private static long exact(BigInteger v) {
    if (v.bitLength() > 63) {
      throw new QueryException(v + " does not fit into 64 bits");
    }
    return v.longValue();
  }

  private static long truth(boolean b) {
    return b ? 1 : 0;
  }
}
