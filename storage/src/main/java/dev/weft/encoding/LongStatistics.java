package dev.weft.encoding;

/** What two passes over the values tell. Immutable. */
public final class LongStatistics {
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
    int[] widths = new int[65];
    for (int i = 0; i < count; i++) {
      widths[BitPacking.width(values[i] - min)]++;
    }
    return new LongStatistics(count, min, max, sorted, unit(values, count, min), widths);
  }

  /** Greatest common divisor of the offsets, found to be 1 after a few values of most columns. */
  private static long unit(long[] values, int count, long min) {
    long unit = 0;
    for (int i = 0; i < count && unit != 1; i++) {
      unit = divisor(unit, values[i] - min);
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
