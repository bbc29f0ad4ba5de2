package dev.weft.sql.translate;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.And;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.InAddresses;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.Or;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.Dictionary;
import dev.weft.sql.type.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Sarg;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Calcite's search arguments, sets of ranges, to sets of Weft's values. */
final class SargTranslator {
  private SargTranslator() {}

  /** "Value in set", unknown where the value is NULL; null where it has no vectorised form. */
  static @Nullable Expression translate(Execution execution, Sarg<?> sarg, Value value, int scale) {
    Expression x = value.expression();
    Dictionary dictionary = value.dictionary();
    if (dictionary != null) {
      return new InLongs(x, codes(execution, sarg, dictionary));
    }
    return switch (x.kind()) {
      case LONG -> inLongs(sarg, x, scale);
      case ADDRESS -> inAddresses(sarg, x);
      case DOUBLE -> inDoubles(sarg, x);
    };
  }

  private static LongRanges codes(Execution execution, Sarg<?> sarg, Dictionary dictionary) {
    if (sarg.isPoints()) {
      return codes(execution, points(sarg), dictionary);
    }
    if (sarg.isComplementedPoints()) {
      return dictionary.others(codes(execution, points(sarg.negate()), dictionary));
    }
    return dictionary.codes(text -> holdsText(sarg, text));
  }

  private static LongRanges codes(Execution execution, List<String> points, Dictionary dictionary) {
    points.forEach(p -> execution.warnOfUnknown(dictionary, p));
    return dictionary.codesOf(points);
  }

  private static List<String> points(Sarg<?> sarg) {
    List<String> points = new ArrayList<>();
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      points.add(text(range.lowerEndpoint()));
    }
    return points;
  }

  private static boolean holdsText(Sarg<?> sarg, String text) {
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      if ((!range.hasLowerBound()
              || Comparisons.holds(lower(range), text.compareTo(text(range.lowerEndpoint()))))
          && (!range.hasUpperBound()
              || Comparisons.holds(upper(range), text.compareTo(text(range.upperEndpoint()))))) {
        return true;
      }
    }
    return false;
  }

  private static String text(Object endpoint) {
    return endpoint instanceof NlsString nls ? nls.getValue() : endpoint.toString();
  }

  private static @Nullable Expression inLongs(Sarg<?> sarg, Expression x, int scale) {
    LongRanges all = LongRanges.NONE;
    List<Long> pairs = new ArrayList<>();
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      LongRanges r = LongRanges.ALL;
      if (range.hasLowerBound()) {
        BigDecimal bound = number(range.lowerEndpoint());
        if (bound == null) {
          return null;
        }
        r = Comparisons.longs(lower(range), bound.movePointRight(scale));
      }
      if (range.hasUpperBound()) {
        BigDecimal bound = number(range.upperEndpoint());
        if (bound == null) {
          return null;
        }
        r = r.intersect(Comparisons.longs(upper(range), bound.movePointRight(scale)));
      }
      for (int i = 0; i < r.count(); i++) {
        pairs.add(r.low(i));
        pairs.add(r.high(i));
      }
    }
    if (!pairs.isEmpty()) {
      all = LongRanges.ofPairs(pairs.stream().mapToLong(Long::longValue).toArray());
    }
    return new InLongs(x, all);
  }

  private static @Nullable BigDecimal number(Object endpoint) {
    if (endpoint instanceof TimestampString t) {
      return BigDecimal.valueOf(t.getMillisSinceEpoch());
    }
    if (endpoint instanceof DateString d) {
      return BigDecimal.valueOf(d.getDaysSinceEpoch());
    }
    if (endpoint instanceof TimeString t) {
      return BigDecimal.valueOf(t.getMillisOfDay());
    }
    if (endpoint instanceof Boolean b) {
      return b ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return Numbers.exact(endpoint);
  }

  private static @Nullable Expression inAddresses(Sarg<?> sarg, Expression x) {
    List<IpRanges.Range> pairs = new ArrayList<>();
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      IpRanges r = IpRanges.ALL;
      if (range.hasLowerBound()) {
        if (!(range.lowerEndpoint() instanceof ByteString bytes)) {
          return null;
        }
        r = Comparisons.addresses(lower(range), Addresses.address(bytes));
      }
      if (range.hasUpperBound()) {
        if (!(range.upperEndpoint() instanceof ByteString bytes)) {
          return null;
        }
        r = r.intersect(Comparisons.addresses(upper(range), Addresses.address(bytes)));
      }
      pairs.addAll(r.ranges());
    }
    return new InAddresses(x, IpRanges.of(pairs));
  }

  private static @Nullable Expression inDoubles(Sarg<?> sarg, Expression x) {
    List<Expression> any = new ArrayList<>();
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      List<Expression> both = new ArrayList<>();
      if (range.hasLowerBound()) {
        both.add(compare(lower(range), x, range.lowerEndpoint()));
      }
      if (range.hasUpperBound()) {
        both.add(compare(upper(range), x, range.upperEndpoint()));
      }
      if (both.isEmpty()) {
        return null;
      }
      any.add(new And(both));
    }
    return any.isEmpty() ? null : new Or(any);
  }

  private static Expression compare(Comparison operator, Expression x, Object endpoint) {
    return new Compare(operator, x, new DoubleLiteral(((Number) endpoint).doubleValue()));
  }

  private static Comparison lower(Range<?> range) {
    return range.lowerBoundType() == BoundType.CLOSED
        ? Comparison.GREATER_OR_EQUAL
        : Comparison.GREATER;
  }

  private static Comparison upper(Range<?> range) {
    return range.upperBoundType() == BoundType.CLOSED ? Comparison.LESS_OR_EQUAL : Comparison.LESS;
  }
}
