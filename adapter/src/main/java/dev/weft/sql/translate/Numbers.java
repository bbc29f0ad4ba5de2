package dev.weft.sql.translate;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.ToDouble;
import dev.weft.flow.ValueKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Scales of exact numbers: how many decimal digits a LONG holds behind the point. */
public final class Numbers {
  /** 10^18 is the largest power of ten in a long. */
  private static final int MAX_SCALE = 18;

  private Numbers() {}

  /** Digits behind the point of a type as it is held. */
  public static int scale(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.DECIMAL ? type.getScale() : 0;
  }

  static boolean isDouble(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case FLOAT, REAL, DOUBLE -> true;
      default -> false;
    };
  }

  static boolean isExact(RelDataType type) {
    return SqlTypeName.EXACT_TYPES.contains(type.getSqlTypeName());
  }

  static boolean isInteger(RelDataType type) {
    return SqlTypeName.INT_TYPES.contains(type.getSqlTypeName());
  }

  static long power(int scale) {
    long p = 1;
    for (int i = 0; i < scale; i++) {
      p = Math.multiplyExact(p, 10L);
    }
    return p;
  }

  /** A value of one scale held in another; null where digits would be lost or no long holds it. */
  public static @Nullable Expression rescale(Expression value, int from, int to) {
    if (to < from || to - from > MAX_SCALE) {
      return null;
    }
    if (to == from) {
      return value;
    }
    long factor = power(to - from);
    if (value instanceof LongLiteral literal) {
      BigInteger product = BigInteger.valueOf(literal.value()).multiply(BigInteger.valueOf(factor));
      return product.bitLength() < 64 ? new LongLiteral(product.longValue()) : null;
    }
    return new Arithmetic(ArithmeticOperator.MULTIPLY, value, new LongLiteral(factor));
  }

  /** A number as DOUBLE. */
  public static @Nullable Expression toDouble(Expression value, int scale) {
    if (value.kind() == ValueKind.DOUBLE) {
      return value;
    }
    if (value.kind() != ValueKind.LONG || scale > MAX_SCALE) {
      return null;
    }
    return new ToDouble(value, power(scale));
  }

  /** A constant number as BigDecimal; null for NaN and the infinities. */
  static @Nullable BigDecimal exact(Object number) {
    if (number instanceof BigDecimal d) {
      return d;
    }
    if (number instanceof Double || number instanceof Float) {
      double d = ((Number) number).doubleValue();
      return Double.isFinite(d) ? new BigDecimal(d) : null;
    }
    if (number instanceof BigInteger i) {
      return new BigDecimal(i);
    }
    return number instanceof Number n ? BigDecimal.valueOf(n.longValue()) : null;
  }

  /** Floor as a long, clipped to the range of longs. */
  static long floor(BigDecimal d) {
    return clip(d.setScale(0, RoundingMode.FLOOR).toBigInteger());
  }

  private static long clip(BigInteger i) {
    if (i.bitLength() < 64) {
      return i.longValue();
    }
    return i.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
