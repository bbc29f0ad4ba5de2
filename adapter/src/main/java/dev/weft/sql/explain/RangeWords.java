package dev.weft.sql.explain;

import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Sets of values as people write them; of long ones the beginning. */
final class RangeWords {
  private static final int MOST = 8;
  private static final int IPV6_BITS = 128;
  private static final int IPV4_PREFIX = 96;

  private RangeWords() {}

  /** "name in set", in the shortest form. */
  static String of(String name, LongRanges values, LongFunction<String> text) {
    if (values.count() == 1) {
      long low = values.low(0);
      long high = values.high(0);
      if (low == high) {
        return name + " = " + text.apply(low);
      }
      if (low == Long.MIN_VALUE) {
        return name + " <= " + text.apply(high);
      }
      return high == Long.MAX_VALUE
          ? name + " >= " + text.apply(low)
          : name + " from " + text.apply(low) + " to " + text.apply(high);
    }
    LongRanges others = values.complement();
    if (others.count() == 1 && others.low(0) == others.high(0)) {
      return name + " <> " + text.apply(others.low(0));
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Math.min(values.count(), MOST); i++) {
      long low = values.low(i);
      long high = values.high(i);
      parts.add(
          low == high
              ? text.apply(low)
              : (low == Long.MIN_VALUE ? "" : text.apply(low))
                  + ".."
                  + (high == Long.MAX_VALUE ? "" : text.apply(high)));
    }
    return name + " in (" + String.join(", ", parts) + more(values.count()) + ")";
  }

  /** Addresses and blocks; what is no block as its first and last address. */
  static String of(IpRanges values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Math.min(values.count(), MOST); i++) {
      parts.add(range(values.low(i), values.high(i)));
    }
    return "(" + String.join(", ", parts) + more(values.count()) + ")";
  }

  static String more(int count) {
    return count > MOST ? ", ... " + count + " in all" : "";
  }

  private static String range(IpAddress low, IpAddress high) {
    if (low.equals(high)) {
      return low.toString();
    }
    int least = low.isIpv4() ? IPV4_PREFIX : 0;
    for (int bits = least; bits < IPV6_BITS; bits++) {
      if (IpRanges.prefixLow(low, bits).equals(low)
          && IpRanges.prefixHigh(low, bits).equals(high)) {
        return low + "/" + (bits - least);
      }
    }
    return low + "-" + high;
  }
}
