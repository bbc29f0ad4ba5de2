package dev.weft.encoding;

import java.util.Arrays;

/**
 * How often the values of a block occur: exactly where they lie close together or are few, else
 * from a sample of every sixteenth row. Reused from block to block; not thread-safe.
 */
final class ValueCounts {
  private static final int MAX_DIRECT = 1 << 16;
  private static final int MAX_HASHED = 1 << 12; // different values, before a sample must do
  private static final int CAPACITY = 4 * MAX_HASHED;
  private static final int STRIDE = 16;

  private final int[] direct = new int[MAX_DIRECT];
  private final long[] keys = new long[CAPACITY];
  private final int[] counts = new int[CAPACITY];
  private final int[] used =
      new int[MAX_DIRECT]; // places taken, in the order of their values' rows
  private int distinct;
  private boolean exact;
  private long[] values = new long[64];
  private long[] weights = new long[64];
  private int listed;

  static int hash(long value) {
    long h = value * 0x9E37_79B9_7F4A_7C15L;
    return (int) (h ^ h >>> 32);
  }

  /** Counts. */
  void count(long[] block, LongStatistics s) {
    exact = true;
    listed = 0;
    long range = s.max() - s.min();
    if (range >= 0 && range < MAX_DIRECT) {
      countDirect(block, s);
    } else if (!countHashed(block, s.count(), 1)) {
      exact = false;
      countHashed(block, s.count(), STRIDE);
      list(STRIDE, 3);
    } else {
      list(1, 1);
    }
  }

  private void countDirect(long[] block, LongStatistics s) {
    long min = s.min();
    distinct = 0;
    for (int i = 0; i < s.count(); i++) {
      int at = (int) (block[i] - min);
      if (direct[at]++ == 0) {
        used[distinct++] = at;
      }
    }
    room(distinct);
    for (int i = 0; i < distinct; i++) {
      values[i] = min + used[i];
      weights[i] = direct[used[i]];
      direct[used[i]] = 0;
    }
    listed = distinct;
  }

  /** False where there are too many different values to go on. */
  private boolean countHashed(long[] block, int count, int stride) {
    distinct = 0;
    boolean fits = true;
    for (int i = 0; i < count && fits; i += stride) {
      long value = block[i];
      int at = hash(value) & CAPACITY - 1;
      while (counts[at] != 0 && keys[at] != value) {
        at = at + 1 & CAPACITY - 1;
      }
      if (counts[at]++ == 0) {
        keys[at] = value;
        used[distinct++] = at;
        fits = distinct < MAX_HASHED;
      }
    }
    if (!fits && stride == 1) {
      for (int i = 0; i < distinct; i++) {
        counts[used[i]] = 0;
      }
    }
    return fits;
  }

  private void list(int weight, int least) {
    room(distinct);
    for (int i = 0; i < distinct; i++) {
      int at = used[i];
      if (counts[at] >= least) {
        values[listed] = keys[at];
        weights[listed++] = (long) counts[at] * weight;
      }
      counts[at] = 0;
    }
  }

  private void room(int size) {
    if (values.length < size) {
      values = new long[2 * size];
      weights = new long[2 * size];
    }
  }

  /** True where {@link #distinct} and the counts are exact. */
  boolean exact() {
    return exact;
  }

  /** Different values, where {@link #exact}. */
  int distinct() {
    return distinct;
  }

  /** All values ascending, where {@link #exact}. */
  long[] ascending() {
    long[] sorted = Arrays.copyOf(values, listed);
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * The most frequent values, most frequent first, equals by value.
   *
   * @param most how many at most
   * @param counted filled with how often each occurs, about
   */
  long[] frequent(int most, long[] counted) {
    long threshold = threshold(most);
    long[][] top = new long[listed][];
    int n = 0;
    for (int i = 0; i < listed; i++) {
      if (weights[i] >= threshold) {
        top[n++] = new long[] {weights[i], values[i]};
      }
    }
    Arrays.sort(
        top, 0, n, (a, b) -> a[0] != b[0] ? Long.compare(b[0], a[0]) : Long.compare(a[1], b[1]));
    int size = Math.min(n, most);
    long[] result = new long[size];
    for (int i = 0; i < size; i++) {
      result[i] = top[i][1];
      counted[i] = top[i][0];
    }
    return result;
  }

  /** A count that about {@code most} values reach, so that few need sorting. */
  private long threshold(int most) {
    int[] reached = new int[64]; // values by the width of their count
    for (int i = 0; i < listed; i++) {
      reached[BitPacking.width(weights[i])]++;
    }
    int sum = 0;
    for (int w = 63; w > 0; w--) {
      sum += reached[w];
      if (sum >= most) {
        return 1L << (w - 1);
      }
    }
    return 1;
  }
}
