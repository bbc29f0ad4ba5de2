package dev.weft.expression;

import dev.weft.flow.LongRanges;
import org.jspecify.annotations.Nullable;

/**
 * Membership of a set of many ranges. What the set spans is cut into buckets of equal size, several
 * times as many as there are ranges: a bit tells whether a bucket touches the set at all, which
 * rules out most values in a loop without branches, and a list where in the set to begin searching,
 * which decides on the others in a step or two. Immutable; may be shared by threads.
 */
final class BucketFilter {
  private static final int BUCKETS_A_RANGE = 16;
  private static final int MOST_BUCKETS = 1 << 20;

  private final long[] lows;
  private final long[] highs;
  private final long base;
  private final int shift;
  private final int last; // a bucket of no member, for all values outside of the span
  private final long[] touched; // a bit a bucket
  private final int[] firsts; // the first range that ends in the bucket or after it, a bucket

  /**
   * @param set at least one range
   */
  BucketFilter(LongRanges set) {
    int count = set.count();
    lows = new long[count];
    highs = new long[count];
    for (int i = 0; i < count; i++) {
      lows[i] = set.low(i);
      highs[i] = set.high(i);
    }
    base = lows[0];
    long span = highs[count - 1] - base; // as an unsigned number
    long wanted = Math.min(MOST_BUCKETS, Math.max(64L, (long) count * BUCKETS_A_RANGE));
    int s = 0;
    while (Long.compareUnsigned(span >>> s, wanted) >= 0) {
      s++;
    }
    shift = s;
    last = (int) (span >>> s) + 1;
    touched = new long[(last >>> 6) + 1];
    firsts = new int[last + 1];
    int range = 0;
    for (int b = 0; b < last; b++) {
      while (range < count && highs[range] - base >>> shift < b) {
        range++;
      }
      firsts[b] = range;
      if (range < count && lows[range] - base >>> shift <= b) {
        touched[b >>> 6] |= 1L << b;
      }
    }
    firsts[last] = count;
  }

  private int bucket(long value) {
    long b = value - base >>> shift;
    return b >= 0 && b < last ? (int) b : last;
  }

  boolean contains(long value) {
    int b = bucket(value);
    return (touched[b >>> 6] >>> b & 1) != 0 && search(b, value);
  }

  /** Looks among the ranges of a bucket that the set touches, which are few as a rule. */
  private boolean search(int bucket, long value) {
    int from = firsts[bucket];
    int to = Math.min(firsts[bucket + 1] + 1, highs.length); // a range may reach beyond the bucket
    while (to - from > 1) {
      int middle = (from + to - 1) >>> 1;
      if (highs[middle] < value) {
        from = middle + 1;
      } else {
        to = middle + 1;
      }
    }
    return from < to && lows[from] <= value && value <= highs[from];
  }

  /** As {@link LongFilter#filter}. */
  int filter(long[] values, int @Nullable [] rows, int count, int[] out) {
    long[] bits = touched;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      int b = bucket(values[i]);
      out[n] = i;
      n += (int) (bits[b >>> 6] >>> b & 1);
    }
    int found = 0;
    for (int k = 0; k < n; k++) {
      int i = out[k];
      long value = values[i];
      out[found] = i;
      found += search(bucket(value), value) ? 1 : 0;
    }
    return found;
  }
}
