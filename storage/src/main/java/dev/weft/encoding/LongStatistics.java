package dev.weft.encoding;

/** What two passes over the values tell. Immutable. */
public final class LongStatistics {
  private static final int WIDTHS = 65; // 0 to 64

  private final int count;
  private final long min;
  private final long max;
  private final boolean sorted;
  private final long unit;
  private final int[] widths;

  private LongStatistics(int count, long min, long max, boolean sorted, long unit, int[] widths) {
    this.count = count;
    this.min = min;
    this.max = max;
    this.sorted = sorted;
    this.unit = unit;
    this.widths = widths;
  }

  /** Looks at the first {@code count} values, at least one. */
  public static LongStatistics of(long[] values, int count) {
    long min = values[0];
    long max = values[0];
    long before = values[0];
    boolean sorted = true;
    for (int i = 1; i < count; i++) {
      long v = values[i];
      min = Math.min(min, v);
      max = Math.max(max, v);
      sorted &= v >= before;
      before = v;
    }
    return new LongStatistics(
        count, min, max, sorted, unit(values, count, min), widths(values, count, min));
  }

  /** Four counters a width, since adding to the one just added to has to wait for it. */
  private static int[] widths(long[] values, int count, long min) {
    int[] counters = new int[4 * WIDTHS];
    int i = 0;
    for (; i < count - 3; i += 4) {
      counters[BitPacking.width(values[i] - min)]++;
      counters[WIDTHS + BitPacking.width(values[i + 1] - min)]++;
      counters[2 * WIDTHS + BitPacking.width(values[i + 2] - min)]++;
      counters[3 * WIDTHS + BitPacking.width(values[i + 3] - min)]++;
    }
    for (; i < count; i++) {
      counters[BitPacking.width(values[i] - min)]++;
    }
    int[] widths = new int[WIDTHS];
    for (int w = 0; w < WIDTHS; w++) {
      widths[w] =
          counters[w] + counters[WIDTHS + w] + counters[2 * WIDTHS + w] + counters[3 * WIDTHS + w];
    }
    return widths;
  }

  /** Greatest common divisor of the offsets, found to be 1 after a few values of most columns. */
  private static long unit(long[] values, int count, long min) {
    long unit = 0;
    for (int i = 0; i < count && unit != 1; i++) {
      unit = divisor(values[i] - min, unit); // one division where it is a multiple
    }
    return unit;
  }

  private static long divisor(long a, long b) {
    long larger = a;
    long smaller = b;
    while (smaller != 0) {
      long rest = Long.remainderUnsigned(larger, smaller);
      larger = smaller;
      smaller = rest;
    }
    return larger;
  }

  /** Values, at least 1. */
  public int count() {
    return count;
  }

  /** Least value, signed. */
  public long min() {
    return min;
  }

  /** Greatest value, signed. */
  public long max() {
    return max;
  }

  /** True where no value is below the one before. */
  public boolean sorted() {
    return sorted;
  }

  /**
   * Greatest number that divides all offsets from the least value; 0 where all values are equal.
   */
  public long unit() {
    return unit;
  }

  /** Bits of the greatest offset from the least value, 0 to 64. */
  public int width() {
    return BitPacking.width(max - min);
  }

  /** How many values have an offset from the least one of exactly so many bits, 0 to 64; a copy. */
  int[] widths() {
    return widths.clone();
  }
}
