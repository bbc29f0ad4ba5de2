package dev.weft.sql.translate;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Lookup;
import dev.weft.expression.Expression.ToDouble;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which operands a function maps into a set of values. */
final class Preimage {
  /** ::ffff:0:0/96. */
  static final IpRanges IPV4 = IpRanges.ofPrefix(IpAddress.ofIpv4(0), 96);

  private static final int IPV4_PREFIX = 96;

  /** Beyond every long. */
  private static final BigInteger AFTER_ALL = BigInteger.ONE.shiftLeft(Long.SIZE);

  private static final BigInteger BEFORE_ALL = AFTER_ALL.negate();

  private Preimage() {}

  /** "operand in values" says the same. */
  record Of(Expression operand, LongRanges values) {}

  /** Null where nothing simpler says the same. */
  static @Nullable Of of(Expression e, LongRanges values) {
    if (e instanceof FloorTo floor) {
      return new Of(floor.operand(), ofFloor(floor, values));
    }
    if (e instanceof Lookup lookup) {
      return new Of(lookup.operand(), ofLookup(lookup, values));
    }
    if (e instanceof Arithmetic a && a.right() instanceof LongLiteral right) {
      return ofArithmetic(a, right.value(), values);
    }
    if (e instanceof Arithmetic a && a.left() instanceof LongLiteral left) {
      return ofMirrored(a, left.value(), values);
    }
    return null;
  }

  private static LongRanges ofFloor(FloorTo floor, LongRanges values) {
    BigInteger unit = BigInteger.valueOf(floor.unit());
    BigInteger origin = BigInteger.valueOf(floor.origin());
    List<Long> pairs = new ArrayList<>();
    for (int i = 0; i < values.count(); i++) {
      add(
          pairs,
          low(values, i, x -> ceilDivide(x.subtract(origin), unit).multiply(unit).add(origin)),
          high(
              values,
              i,
              x ->
                  floorDivide(x.subtract(origin), unit)
                      .add(BigInteger.ONE)
                      .multiply(unit)
                      .add(origin)
                      .subtract(BigInteger.ONE)));
    }
    return ranges(pairs);
  }

  private static LongRanges ofLookup(Lookup lookup, LongRanges values) {
    long[] table = lookup.table();
    List<Long> pairs = new ArrayList<>();
    for (int i = 0; i < table.length; i++) {
      if (values.contains(table[i])) {
        pairs.add((long) i);
        pairs.add((long) i);
      }
    }
    LongRanges inside = ranges(pairs);
    return values.contains(lookup.otherwise())
        ? inside.union(LongRanges.of(0, table.length - 1L).complement())
        : inside;
  }

  private static @Nullable Of ofArithmetic(Arithmetic a, long constant, LongRanges values) {
    return switch (a.operator()) {
      case ADD -> new Of(a.left(), shifted(values, big(constant).negate()));
      case SUBTRACT -> new Of(a.left(), shifted(values, big(constant)));
      case MULTIPLY -> constant == 0 ? null : new Of(a.left(), divided(values, big(constant)));
      case DIVIDE -> constant <= 0 ? null : new Of(a.left(), multiplied(values, big(constant)));
      case MODULO -> null;
    };
  }

  private static @Nullable Of ofMirrored(Arithmetic a, long constant, LongRanges values) {
    return switch (a.operator()) {
      case ADD -> new Of(a.right(), shifted(values, big(constant).negate()));
      case SUBTRACT -> new Of(a.right(), divided(shifted(values, big(constant).negate()), big(-1)));
      case MULTIPLY -> constant == 0 ? null : new Of(a.right(), divided(values, big(constant)));
      case DIVIDE, MODULO -> null;
    };
  }

  private static LongRanges shifted(LongRanges values, BigInteger by) {
    List<Long> pairs = new ArrayList<>();
    for (int i = 0; i < values.count(); i++) {
      add(pairs, low(values, i, x -> x.add(by)), high(values, i, x -> x.add(by)));
    }
    return ranges(pairs);
  }

  /** The x with x * factor in the set. */
  private static LongRanges divided(LongRanges values, BigInteger factor) {
    if (factor.signum() < 0) {
      return divided(negated(values), factor.negate());
    }
    List<Long> pairs = new ArrayList<>();
    for (int i = 0; i < values.count(); i++) {
      add(
          pairs,
          low(values, i, x -> ceilDivide(x, factor)),
          high(values, i, x -> floorDivide(x, factor)));
    }
    return ranges(pairs);
  }

  private static LongRanges negated(LongRanges values) {
    List<Long> pairs = new ArrayList<>();
    for (int i = 0; i < values.count(); i++) {
      add(
          pairs,
          high(values, i, UnaryOperator.identity()).negate(),
          low(values, i, UnaryOperator.identity()).negate());
    }
    return ranges(pairs);
  }

  /** The x with x / divisor, cut toward zero, in the set. */
  private static LongRanges multiplied(LongRanges values, BigInteger divisor) {
    BigInteger rest = divisor.subtract(BigInteger.ONE);
    List<Long> pairs = new ArrayList<>();
    for (int i = 0; i < values.count(); i++) {
      BigInteger low = big(values.low(i));
      BigInteger high = big(values.high(i));
      add(
          pairs,
          low.signum() > 0 ? low.multiply(divisor) : low.multiply(divisor).subtract(rest),
          high.signum() < 0 ? high.multiply(divisor) : high.multiply(divisor).add(rest));
    }
    return ranges(pairs);
  }

  /**
   * The longs whose DOUBLE compares so with a constant; null unless it is such a comparison. The
   * conversion never decreases, so the bound is found by halving.
   */
  static @Nullable LongRanges ofDouble(Compare compare) {
    if (!(compare.left() instanceof ToDouble d)
        || !(compare.right() instanceof DoubleLiteral literal)
        || Double.isNaN(literal.value())) {
      return null;
    }
    double bound = literal.value();
    LongRanges below = lowest(d.divisor(), bound, false);
    LongRanges atMost = lowest(d.divisor(), bound, true);
    return switch (compare.operator()) {
      case LESS -> below;
      case LESS_OR_EQUAL -> atMost;
      case GREATER -> atMost.complement();
      case GREATER_OR_EQUAL -> below.complement();
      case EQUAL -> atMost.intersect(below.complement());
      case NOT_EQUAL -> atMost.complement().union(below);
    };
  }

  /** The longs whose double is below the bound, or at most the bound. */
  private static LongRanges lowest(double divisor, double bound, boolean orEqual) {
    BigInteger low = big(Long.MIN_VALUE).subtract(BigInteger.ONE); // passes
    BigInteger high = big(Long.MAX_VALUE).add(BigInteger.ONE); // does not
    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      double d = middle.longValue() / divisor;
      if (d < bound || orEqual && d == bound) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low.bitLength() < Long.SIZE
        ? LongRanges.of(Long.MIN_VALUE, low.longValue())
        : LongRanges.NONE;
  }

  /** The addresses whose prefix is in the set. */
  static IpRanges ofPrefix(Expression.IpPrefix prefix, IpRanges values) {
    IpRanges ipv4 =
        ofPrefix(IPV4_PREFIX + prefix.ipv4Bits(), values.intersect(IPV4)).intersect(IPV4);
    IpRanges ipv6 =
        ofPrefix(prefix.ipv6Bits(), values.intersect(IPV4.complement()))
            .intersect(IPV4.complement());
    return ipv4.union(ipv6);
  }

  private static IpRanges ofPrefix(int bits, IpRanges values) {
    List<IpRanges.Range> ranges = new ArrayList<>();
    for (IpRanges.Range r : values.ranges()) {
      IpAddress low = IpRanges.prefixLow(r.low(), bits);
      IpAddress high = IpRanges.prefixHigh(r.high(), bits);
      if (!low.equals(r.low())) {
        IpAddress last = IpRanges.prefixHigh(r.low(), bits);
        if (last.high() == -1 && last.low() == -1) {
          continue;
        }
        low = next(last);
      }
      if (low.compareTo(high) <= 0) {
        ranges.add(new IpRanges.Range(low, high));
      }
    }
    return IpRanges.of(ranges);
  }

  private static IpAddress next(IpAddress a) {
    return new IpAddress(a.low() == -1 ? a.high() + 1 : a.high(), a.low() + 1);
  }

  /**
   * The image of a range's lower end; a range without one keeps none. (What such a range would cut
   * off can't be computed from: it is an overflow.)
   */
  private static BigInteger low(LongRanges values, int i, UnaryOperator<BigInteger> image) {
    return values.low(i) == Long.MIN_VALUE ? BEFORE_ALL : image.apply(big(values.low(i)));
  }

  private static BigInteger high(LongRanges values, int i, UnaryOperator<BigInteger> image) {
    return values.high(i) == Long.MAX_VALUE ? AFTER_ALL : image.apply(big(values.high(i)));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static BigInteger floorDivide(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    return parts[1].signum() != 0 && parts[1].signum() != b.signum()
        ? parts[0].subtract(BigInteger.ONE)
        : parts[0];
  }

  private static BigInteger ceilDivide(BigInteger a, BigInteger b) {
    return floorDivide(a.negate(), b).negate();
  }

  /** Adds a range, cut to what a long can hold. */
  private static void add(List<Long> pairs, BigInteger low, BigInteger high) {
    BigInteger l = low.max(big(Long.MIN_VALUE));
    BigInteger h = high.min(big(Long.MAX_VALUE));
    if (l.compareTo(h) <= 0) {
      pairs.add(l.longValue());
      pairs.add(h.longValue());
    }
  }

  private static LongRanges ranges(List<Long> pairs) {
    return LongRanges.ofPairs(pairs.stream().mapToLong(Long::longValue).toArray());
  }
}
