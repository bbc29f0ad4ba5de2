package dev.weft.encoding;

/**
 * What one pass over the values tells.
 *
 * @param count values, at least 1
 * @param min least, signed
 * @param max greatest, signed
 * @param sorted true where no value is below the one before
 */
public record LongStatistics(int count, long min, long max, boolean sorted) {
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
    return new LongStatistics(count, min, max, sorted);
  }
}
