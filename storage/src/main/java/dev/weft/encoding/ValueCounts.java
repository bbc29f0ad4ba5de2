package dev.weft.encoding;

import java.util.Arrays;

/**
 * How often the values of a block occur: exactly where they lie close together or are few, else
 * from a sample of every sixteenth row. Reused from block to block; not thread-safe.
 */
final class ValueCounts {
  private static final int MAX_DIRECT = 1 << 16;
  private static final int MAX_HASHED = 1 << 12; // different values, before a sample must do
  private static final int STRIDE = 16;

  // all zeros between calls; they grow with the blocks, as most partitions are small
  private int[] direct = new int[0];
  private long[] keys = new long[0];
  private int[] counts = new int[0];
  private int[] used = new int[0]; // places taken, in the order of their values' first rows
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
    int count = s.count();
    if (used.length <= count) {
      used = new int[count + 1];
    }
    long range = s.max() - s.min();
    if (range >= 0 && range < Math.min(MAX_DIRECT, 8L * count)) {
      if (direct.length <= range) {
        direct = new int[(int) Math.min(MAX_DIRECT, 2 * range + 1)];
      }
      countDirect(block, s);
      return;
    }
    int capacity = 4 * Integer.highestOneBit(Math.min(count, MAX_HASHED));
    if (counts.length < capacity) {
      keys = new long[capacity];
      counts = new int[capacity];
    }
    if (countHashed(block, count, 1)) {
      list(1, 1);
    } else {
      exact = false;
      countHashed(block, count, STRIDE);
      list(STRIDE, 3);
    }
  }

  private void countDirect(long[] block, LongStatistics s) {
    long min = s.min();
    int count = s.count();
    int different = 0;
    for (int i = 0; i < count; i++) { // no branch: always store, keep where it is new
      int at = (int) (block[i] - min);
      used[different] = at;
      different += direct[at]++ == 0 ? 1 : 0;
    }
    distinct = different;
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
    int mask = counts.length - 1;
    distinct = 0;
    boolean fits = true;
    for (int i = 0; i < count && fits; i += stride) {
      long value = block[i];
      int at = hash(value) & mask;
      while (counts[at] != 0 && keys[at] != value) {
        at = at + 1 & mask;
      }
      if (counts[at]++ == 0) {
        keys[at] = value;
        used[distinct++] = at;
        fits = distinct <= MAX_HASHED;
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
   * The most frequent values, most frequent first, of equals the one that comes first in the block.
   *
   * @param most how many at most
   * @param counted filled with how often each occurs, about
   */
  long[] frequent(int most, long[] counted) {
    long threshold = threshold(most);
    long[] chosen = new long[listed];
    int n = 0;
    for (int i = 0; i < listed; i++) {
      // by count, then in the order of the values' first rows, in one long that sorts fast
      chosen[n] = -weights[i] << 32 | i;
      n += weights[i] >= threshold ? 1 : 0;
    }
    Arrays.sort(chosen, 0, n);
    int size = Math.min(n, most);
    long[] result = new long[size];
    for (int i = 0; i < size; i++) {
      int index = (int) chosen[i];
      result[i] = values[index];
      counted[i] = weights[index];
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
