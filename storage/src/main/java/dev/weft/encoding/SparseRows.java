package dev.weft.encoding;

import java.util.Arrays;

/**
 * The numbers of a few rows among many. Opened anew for each block; not thread-safe.
 *
 * <p>Rows are told by segments of 256. Layout, nothing at all where no row is listed: width of the
 * counts (u8, 0 to 9), for each segment how many of its rows are listed as in {@link BitPacking},
 * then for each listed row, ascending, its number in its segment (u8).
 */
final class SparseRows {
  private static final int SEGMENT_BITS = 8;
  private static final int SEGMENT = 1 << SEGMENT_BITS;
  private static final int MAX_COUNT_WIDTH = 9;

  private byte[] bytes = new byte[0];
  private int offset; // of the listed rows' numbers
  private int listed;
  private int[] before = new int[1]; // rows listed before each segment, and all of them
  private long[] counts = new long[0];
  private int[] rows = new int[0];

  private static int segments(int count) {
    return (count + SEGMENT - 1) >>> SEGMENT_BITS;
  }

  /** About the bits taken by {@code listed} of {@code count} rows. */
  static long bits(int count, long listed) {
    if (listed == 0) {
      return 0;
    }
    int segments = segments(count);
    int countWidth = BitPacking.width(2 * listed / segments) + 1;
    return 8 + 8 * listed + (long) segments * countWidth;
  }

  /**
   * Appends row numbers.
   *
   * @param rows ascending; the first {@code listed} are taken
   * @param count of all rows
   */
  static void encode(long[] rows, int listed, int count, LongEncoder parts, ByteSink out) {
    if (listed == 0) {
      return;
    }
    int segments = segments(count);
    long[] counts = parts.borrow(segments);
    Arrays.fill(counts, 0, segments, 0);
    long most = 0;
    for (int i = 0; i < listed; i++) {
      int segment = (int) rows[i] >>> SEGMENT_BITS;
      counts[segment]++;
      most = Math.max(most, counts[segment]);
    }
    int width = BitPacking.width(most);
    out.u8(width);
    BitPacking.pack(counts, segments, 0, width, out);
    parts.giveBack(counts);
    int at = out.reserve(listed);
    byte[] bytes = out.array();
    for (int i = 0; i < listed; i++) {
      bytes[at + i] = (byte) rows[i];
    }
  }

  /**
   * Takes what {@link #encode} wrote.
   *
   * @param listed rows that must be listed
   * @param count of all rows
   */
  void open(ByteSource in, byte[] bytes, int listed, int count) throws EncodingException {
    this.bytes = bytes;
    this.listed = listed;
    if (listed == 0) {
      return;
    }
    int segments = segments(count);
    if (before.length <= segments) {
      before = new int[segments + 1];
      counts = new long[segments];
    }
    int width = in.u8();
    if (width > MAX_COUNT_WIDTH) {
      throw new EncodingException("width of row counts: expected 0 to 9, found " + width);
    }
    int countsOffset = in.skip(BitPacking.bytes(segments, width));
    BitPacking.unpack(bytes, countsOffset, width, 0, segments, 0, counts, 0);
    offset = in.skip(listed);
    int sum = 0;
    for (int s = 0; s < segments; s++) {
      before[s] = sum;
      sum += (int) counts[s];
    }
    before[segments] = sum;
    if (sum != listed) {
      throw new EncodingException("listed rows: expected " + listed + ", found " + sum);
    }
    checkAscending(segments, count);
  }

  private void checkAscending(int segments, int count) throws EncodingException {
    for (int s = 0; s < segments; s++) {
      int last = -1;
      boolean ascending = true;
      for (int i = before[s]; i < before[s + 1]; i++) {
        int row = bytes[offset + i] & 0xFF;
        ascending &= row > last;
        last = row;
      }
      if (!ascending || (s << SEGMENT_BITS) + last >= count) {
        throw new EncodingException(
            "rows listed in segment " + s + ": expected ascending numbers below " + count);
      }
    }
  }

  /** Listed rows below {@code row}, which may be the number of rows. */
  int rank(int row) {
    if (listed == 0) {
      return 0;
    }
    int segment = row >>> SEGMENT_BITS;
    int at = before[segment];
    int within = row & SEGMENT - 1;
    if (within != 0) {
      int end = before[segment + 1];
      while (at < end && (bytes[offset + at] & 0xFF) < within) {
        at++;
      }
    }
    return at;
  }

  /** True where a row is listed; {@code rank} is its {@link #rank}. */
  boolean contains(int row, int rank) {
    return listed > 0
        && rank < before[(row >>> SEGMENT_BITS) + 1]
        && (bytes[offset + rank] & 0xFF) == (row & SEGMENT - 1);
  }

  /**
   * The rows of ranks {@code first} to {@code end - 1}, each less {@code from}. The array is valid
   * until the next call.
   *
   * @param from its {@link #rank} is {@code first}
   */
  int[] rows(int from, int first, int end) {
    if (rows.length < end - first) {
      rows = new int[Math.max(end - first, 2 * rows.length)];
    }
    int[] out = rows;
    int segment = from >>> SEGMENT_BITS;
    for (int i = first; i < end; segment++) {
      int start = (segment << SEGMENT_BITS) - from;
      int stop = Math.min(end, before[segment + 1]);
      for (; i < stop; i++) {
        out[i - first] = start + (bytes[offset + i] & 0xFF);
      }
    }
    return out;
  }
}
