package dev.weft.encoding;

/**
 * Bits of rows in whole little-endian 64-bit words, with the number of ones before any row in
 * constant time. The counts are made in {@link #open}, not stored. Not thread-safe.
 */
final class RankedBits {
  private byte[] bytes = new byte[0];
  private int offset;
  private int rows;
  private int[] before = new int[1]; // ones before each word, and of all

  /** Bytes of the bits of {@code rows} rows. */
  static long bytes(int rows) {
    return (rows + 63L) / 64 * 8;
  }

  void open(byte[] bytes, int offset, int rows) throws EncodingException {
    this.bytes = bytes;
    this.offset = offset;
    this.rows = rows;
    int words = (rows + 63) >>> 6;
    if (before.length < words + 1) {
      before = new int[words + 1];
    }
    int ones = 0;
    for (int w = 0; w < words; w++) {
      before[w] = ones;
      ones += Long.bitCount(word(w));
    }
    before[words] = ones;
    if ((rows & 63) != 0 && word(words - 1) >>> (rows & 63) != 0) {
      throw new EncodingException("bits of rows: expected zeros behind row " + rows);
    }
  }

  /** Ones of all rows. */
  int ones() {
    return before[(rows + 63) >>> 6];
  }

  boolean get(int row) {
    return (bytes[offset + (row >>> 3)] >>> (row & 7) & 1) != 0;
  }

  /** Ones among the rows below {@code row}, which may be the number of rows. */
  int rank(int row) {
    int w = row >>> 6;
    return (row & 63) == 0 ? before[w] : before[w] + Long.bitCount(word(w) & (1L << row) - 1);
  }

  long word(int w) {
    return (long) BitPacking.LONG.get(bytes, offset + 8 * w);
  }
}
