package dev.weft.flow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A set of longs as sorted, disjoint, non-touching closed ranges. Immutable.
 *
 * <p>The form in which conditions on ports, times, flags, sensors and every other integer column
 * reach the scan.
 */
public final class LongRanges {
  /** No value. */
  public static final LongRanges NONE = new LongRanges(new long[0]);

  /** Every value. */
  public static final LongRanges ALL = of(Long.MIN_VALUE, Long.MAX_VALUE);

  private final long[] bounds; // low, high, low, high, ... ascending; high inclusive

  private LongRanges(long[] bounds) {
    this.bounds = bounds;
  }

  /** The values from low to high, both included; {@link #NONE} where low is above high. */
  public static LongRanges of(long low, long high) {
    return low > high ? NONE : new LongRanges(new long[] {low, high});
  }

  /** A set of single values in any order. */
  public static LongRanges ofValues(long... values) {
    long[] pairs = new long[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      pairs[2 * i] = values[i];
      pairs[2 * i + 1] = values[i];
    }
    return ofPairs(pairs);
  }

  /**
   * A union of ranges in any order, overlapping or not.
   *
   * @param pairs low, high, low, high, ...; pairs with low above high are empty
   */
  public static LongRanges ofPairs(long... pairs) {
    if (areRanges(pairs)) {
      return new LongRanges(pairs.clone());
    }
    int n = pairs.length / 2;
    Long[] order = new Long[n];
    for (int i = 0; i < n; i++) {
      order[i] = (long) i;
    }
    Arrays.sort(order, (a, b) -> Long.compare(pairs[2 * a.intValue()], pairs[2 * b.intValue()]));
    long[] out = new long[2 * n];
    int count = 0;
    for (Long index : order) {
      long low = pairs[2 * index.intValue()];
      long high = pairs[2 * index.intValue() + 1];
      if (low > high) {
        continue;
      }
      boolean touches =
          count > 0 && (out[count - 1] == Long.MAX_VALUE || low <= out[count - 1] + 1);
      if (touches) {
        out[count - 1] = Math.max(out[count - 1], high);
      } else {
        out[count++] = low;
        out[count++] = high;
      }
    }
    return new LongRanges(Arrays.copyOf(out, count));
  }

  /** True where the pairs are what {@link #bounds} holds: ascending, none touching the next. */
  private static boolean areRanges(long[] pairs) {
    for (int i = 0; i < pairs.length - 1; i += 2) {
      boolean isAfter = i == 0 || pairs[i - 1] < Long.MAX_VALUE && pairs[i] > pairs[i - 1] + 1;
      if (!isAfter || pairs[i] > pairs[i + 1]) {
        return false;
      }
    }
    return pairs.length % 2 == 0;
  }

  /** Number of ranges. */
  public int count() {
    return bounds.length / 2;
  }

  /** Lowest value of range i. */
  public long low(int i) {
    return bounds[2 * i];
  }

  /** Highest value of range i. */
  public long high(int i) {
    return bounds[2 * i + 1];
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  public boolean isAll() {
    return bounds.length == 2 && bounds[0] == Long.MIN_VALUE && bounds[1] == Long.MAX_VALUE;
  }

  /** True where the set holds the value. */
  public boolean contains(long value) {
    int i = firstEndingAtOrAfter(value);
    return i < count() && bounds[2 * i] <= value;
  }

  /** True where any value from low to high is in the set. */
  public boolean intersects(long low, long high) {
    int i = firstEndingAtOrAfter(low);
    return i < count() && bounds[2 * i] <= high;
  }

  /** True where every value from low to high is in the set. */
  public boolean containsAll(long low, long high) {
    int i = firstEndingAtOrAfter(low);
    return i < count() && bounds[2 * i] <= low && bounds[2 * i + 1] >= high;
  }

  private int firstEndingAtOrAfter(long value) {
    int from = 0;
    int to = count();
    while (from < to) {
      int mid = (from + to) >>> 1;
      if (bounds[2 * mid + 1] < value) {
        from = mid + 1;
      } else {
        to = mid;
      }
    }
    return from;
  }

  public LongRanges union(LongRanges other) {
    return union(List.of(this, other));
  }

  /** What any of the sets holds; in time that grows with their ranges, not with their square. */
  public static LongRanges union(List<LongRanges> sets) {
    return ofPairs(sets.stream().flatMapToLong(s -> LongStream.of(s.bounds)).toArray());
  }

  public LongRanges intersect(LongRanges other) {
    return intersection(List.of(this, other));
  }

  /** What all of the sets hold. */
  public static LongRanges intersection(List<LongRanges> sets) {
    return union(sets.stream().map(LongRanges::complement).toList()).complement();
  }

  /** Every long that this set does not hold. */
  public LongRanges complement() {
    long[] out = new long[bounds.length + 2];
    int count = 0;
    long next = Long.MIN_VALUE;
    boolean open = true; // false once the set runs to the last long
    for (int i = 0; i < count(); i++) {
      if (low(i) > next) {
        out[count++] = next;
        out[count++] = low(i) - 1;
      }
      open = high(i) != Long.MAX_VALUE;
      next = open ? high(i) + 1 : Long.MAX_VALUE;
    }
    if (open) {
      out[count++] = next;
      out[count++] = Long.MAX_VALUE;
    }
    return new LongRanges(Arrays.copyOf(out, count));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LongRanges r && Arrays.equals(bounds, r.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** For plans: {@code 22}, {@code 80..443}, {@code 1024..}; the first ranges of a long list. */
  @Override
  public String toString() {
    StringBuilder b = new StringBuilder("{");
    for (int i = 0; i < count(); i++) {
      if (i > 0) {
        b.append(", ");
      }
      if (i == 8) {
        return b.append("... ").append(count()).append(" ranges}").toString();
      }
      if (low(i) == high(i)) {
        b.append(low(i));
      } else {
        b.append(low(i) == Long.MIN_VALUE ? "" : String.valueOf(low(i)))
            .append("..")
            .append(high(i) == Long.MAX_VALUE ? "" : String.valueOf(high(i)));
      }
    }
    return b.append('}').toString();
  }
}
