package dev.weft.ingest;

/**
 * Sorts the rows of a {@link FlowRun} by partition and start time. A row is one long: 22 bits of
 * the partition's number in the run, 22 bits of milliseconds within the hour, 20 bits of row
 * number, from the top. Rows that start in the same millisecond keep the order they came in.
 */
final class RowOrder {
  static final int ROW_BITS = 20;
  static final int TIME_BITS = 22; // 3,600,000 < 2^22
  static final int PARTITION_SHIFT = ROW_BITS + TIME_BITS;
  static final long ROW_MASK = (1L << ROW_BITS) - 1;

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private RowOrder() {}

  /** The order of a row; {@code millis} counts from the start of the partition's hour. */
  static long of(int partition, long millis, int row) {
    return (long) partition << PARTITION_SHIFT | millis << ROW_BITS | row;
  }

  static int partition(long order) {
    return (int) (order >>> PARTITION_SHIFT);
  }

  static int row(long order) {
    return (int) (order & ROW_MASK);
  }

  /**
   * Sorts {@code keys[from..to)}, whose row numbers ascend.
   *
   * @param spare at least as long as keys; what it held is lost
   */
  static void sort(long[] keys, int from, int to, long[] spare) {
    long varying = 0; // bits in which some key differs from its neighbour
    boolean ascending = true;
    for (int i = from + 1; i < to; i++) {
      varying |= keys[i] ^ keys[i - 1];
      ascending &= keys[i] > keys[i - 1];
    }
    if (ascending) {
      return;
    }
    // Least significant digit first and stable, so the row bits need no pass of their own, and a
    // digit that is the same in all keys needs none either.
    long[] source = keys;
    long[] target = spare;
    for (int shift = ROW_BITS; shift < Long.SIZE; shift += DIGIT_BITS) {
      if ((varying >>> shift & (DIGITS - 1)) != 0) {
        scatter(source, target, from, to, shift);
        long[] swap = source;
        source = target;
        target = swap;
      }
    }
    if (source != keys) {
      System.arraycopy(source, from, keys, from, to - from);
    }
  }

  private static void scatter(long[] source, long[] target, int from, int to, int shift) {
    int[] start = new int[DIGITS + 1];
    for (int i = from; i < to; i++) {
      start[(int) (source[i] >>> shift & (DIGITS - 1)) + 1]++;
    }
    start[0] = from;
    for (int d = 1; d < DIGITS; d++) {
      start[d] += start[d - 1];
    }
    for (int i = from; i < to; i++) {
      target[start[(int) (source[i] >>> shift & (DIGITS - 1))]++] = source[i];
    }
  }
}
