package dev.weft.sql.translate;

import dev.weft.expression.Expression.Comparison;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** Comparisons with constants as sets of values. */
final class Comparisons {
  private static final IpAddress FIRST = new IpAddress(0, 0);
  private static final IpAddress LAST = new IpAddress(-1, -1);

  private Comparisons() {}

  static @Nullable Comparison of(SqlKind kind) {
    return switch (kind) {
      case EQUALS -> Comparison.EQUAL;
      case NOT_EQUALS -> Comparison.NOT_EQUAL;
      case LESS_THAN -> Comparison.LESS;
      case LESS_THAN_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
      case GREATER_THAN -> Comparison.GREATER;
      case GREATER_THAN_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
      default -> null;
    };
  }

  /** The comparison with its sides exchanged. */
  static Comparison mirrored(Comparison c) {
    return switch (c) {
      case EQUAL -> Comparison.EQUAL;
      case NOT_EQUAL -> Comparison.NOT_EQUAL;
      case LESS -> Comparison.GREATER;
      case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
      case GREATER -> Comparison.LESS;
      case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
    };
  }

  /** The longs that compare so with a number, which need not be an integer. */
  static LongRanges longs(Comparison c, BigDecimal bound) {
    return switch (c) {
      case EQUAL -> equal(bound);
      case NOT_EQUAL -> equal(bound).complement();
      case GREATER -> atMost(bound).complement();
      case LESS_OR_EQUAL -> atMost(bound);
      case LESS -> atMost(bound).intersect(equal(bound).complement());
      case GREATER_OR_EQUAL -> atMost(bound).complement().union(equal(bound));
    };
  }

  private static LongRanges equal(BigDecimal bound) {
    BigInteger i = bound.toBigInteger();
    return new BigDecimal(i).compareTo(bound) == 0 && i.bitLength() < 64
        ? LongRanges.ofValues(i.longValue())
        : LongRanges.NONE;
  }

  private static LongRanges atMost(BigDecimal bound) {
    if (bound.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) < 0) {
      return LongRanges.NONE;
    }
    return LongRanges.of(Long.MIN_VALUE, Numbers.floor(bound));
  }

  /** The addresses that compare so with an address. */
  static IpRanges addresses(Comparison c, IpAddress bound) {
    return switch (c) {
      case EQUAL -> IpRanges.of(bound);
      case NOT_EQUAL -> IpRanges.of(bound).complement();
      case LESS_OR_EQUAL -> IpRanges.of(FIRST, bound);
      case GREATER_OR_EQUAL -> IpRanges.of(bound, LAST);
      case LESS -> IpRanges.of(bound, LAST).complement();
      case GREATER -> IpRanges.of(FIRST, bound).complement();
    };
  }

  /** True where a result of {@code compareTo} answers the comparison. */
  static boolean holds(Comparison c, int compared) {
    return switch (c) {
      case EQUAL -> compared == 0;
      case NOT_EQUAL -> compared != 0;
      case LESS -> compared < 0;
      case LESS_OR_EQUAL -> compared <= 0;
      case GREATER -> compared > 0;
      case GREATER_OR_EQUAL -> compared >= 0;
    };
  }
}
