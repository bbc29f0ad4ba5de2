package dev.weft.operator;

import java.util.Arrays;

/**
 * How many bytes each column of stored rows takes: 0 where all values are 0 (never the first
 * column), 4 where they are unsigned 32-bit numbers, else 8.
 */
final class RowFormat {
  private static final long UPPER_HALF = 0xFFFF_FFFF_0000_0000L;

  private final int[] widths;

  private RowFormat(int[] widths) {
    this.widths = widths;
  }

  /** The format in which every row fits. */
  static RowFormat widest(int columns) {
    int[] widths = new int[columns];
    Arrays.fill(widths, Long.BYTES);
    return new RowFormat(widths);
  }

  /** The narrowest format for rows 0 to count - 1. */
  static RowFormat of(long[][] columns, int count) {
    int[] widths = new int[columns.length];
    for (int c = 0; c < widths.length; c++) {
      long seen = seen(columns[c], count);
      widths[c] = seen == 0 && c > 0 ? 0 : (seen & UPPER_HALF) == 0 ? Integer.BYTES : Long.BYTES;
    }
    return new RowFormat(widths);
  }

  /** The narrowest format for the rows of both. */
  RowFormat union(RowFormat other) {
    int[] both = widths.clone();
    for (int c = 0; c < both.length; c++) {
      both[c] = Math.max(both[c], other.widths[c]);
    }
    return new RowFormat(both);
  }

  int columns() {
    return widths.length;
  }

  int width(int column) {
    return widths[column];
  }

  int rowBytes() {
    return Arrays.stream(widths).sum();
  }

  private long misfit(int column) {
    return switch (widths[column]) {
      case 0 -> -1;
      case Integer.BYTES -> UPPER_HALF;
      default -> 0;
    };
  }

  private static long seen(long[] column, int count) {
    long seen = 0;
    for (int i = 0; i < count; i++) {
      seen |= column[i];
    }
    return seen;
  }

  /** True where all rows 0 to count - 1 fit. */
  boolean fits(long[][] columns, int count) {
    for (int c = 0; c < widths.length; c++) {
      long misfit = misfit(c);
      if (misfit != 0 && (seen(columns[c], count) & misfit) != 0) {
        return false;
      }
    }
    return true;
  }

  /** True where a row fits. */
  boolean fitsRow(long[][] columns, int row) {
    long misfits = 0;
    for (int c = 0; c < widths.length; c++) {
      misfits |= columns[c][row] & misfit(c);
    }
    return misfits == 0;
  }
}
