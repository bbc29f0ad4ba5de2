package dev.weft.encoding;

/**
 * A mark a row, with the number of marked rows before any row in constant time: on disk a bit a row
 * in whole little-endian 64-bit words. The counts are made when it is opened, not stored. Not
 * thread-safe.
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

  /** Takes a bit a row. */
  void open(byte[] bytes, int offset, int rows) throws EncodingException {
    this.bytes = bytes;
    this.offset = offset;
    this.rows = rows;
    count();
    if ((rows & 63) != 0 && word(rows >>> 6) >>> (rows & 63) != 0) {
      throw new EncodingException("bits of rows: expected zeros behind row " + rows);
    }
  }

  private void count() {
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
  }

  /** Marked rows of all. */
  int ones() {
    return before[(rows + 63) >>> 6];
  }

  boolean get(int row) {
    return bit(row) != 0;
  }

  /** 1 for a marked row, else 0. */
  int bit(int row) {
    return bytes[offset + (row >>> 3)] >>> (row & 7) & 1;
  }

  /** Marked rows below {@code row}, which may be the number of rows. */
  int rank(int row) {
    int w = row >>> 6;
    return (row & 63) == 0 ? before[w] : before[w] + Long.bitCount(word(w) & (1L << row) - 1);
  }

  /** The marks of the 64 rows from {@code 64 * w} on. */
  long word(int w) {
    return (long) BitPacking.LONG.get(bytes, offset + 8 * w);
  }

  /**
   * Spreads values, which stand at the end of their place in {@code out}, over the rows without a
   * mark; rows with a mark get any value.
   *
   * @param unmarked values, the first at {@code out[outFrom + count - unmarked]}
   */
  void spread(int from, int count, int unmarked, long[] out, int outFrom) {
    if (unmarked == 0 || unmarked == count) {
      return;
    }
    int last = outFrom + count - 1;
    int source = outFrom + count - unmarked; // never before the row that is written
    int to = outFrom;
    int end = from + count;
    for (int row = from; row < end; ) {
      int stop = Math.min(end, (row | 63) + 1);
      long word = word(row >>> 6) >>> row;
      if (word == 0) {
        System.arraycopy(out, source, out, to, stop - row);
        source += stop - row;
        to += stop - row;
      } else if (source + 63 <= last) {
        for (int i = row; i < stop; i++) { // no branch a row, marks in a register
          out[to++] = out[source];
          source += (int) ~word & 1;
          word >>>= 1;
        }
      } else {
        for (int i = row; i < stop; i++) { // behind the last value: any value
          out[to++] = out[Math.min(source, last)];
          source += (int) ~word & 1;
          word >>>= 1;
        }
      }
      row = stop;
    }
  }

  /**
   * Turns numbers of marked rows, counted from row {@code from} on, into row numbers less {@code
   * from}.
   *
   * @param numbers ascending; the first {@code count} are turned
   */
  void rowsOf(int from, int[] numbers, int count) {
    int w = from >>> 6;
    long word = word(w) & -1L << from;
    int behind = 0; // marked rows from the first on that lie before the word
    for (int i = 0; i < count; i++) {
      int marked = Long.bitCount(word);
      while (numbers[i] - behind >= marked) {
        behind += marked;
        word = word(++w);
        marked = Long.bitCount(word);
      }
      long rest = word;
      for (int skip = numbers[i] - behind; skip > 0; skip--) {
        rest &= rest - 1;
      }
      numbers[i] = (w << 6) + Long.numberOfTrailingZeros(rest) - from;
    }
  }

  /** Puts values at the rows with a mark among {@code from, from + 1, ...}, in their order. */
  void scatter(int from, int marked, long[] values, long[] out, int outFrom) {
    int w = from >>> 6;
    long word = marked == 0 ? 0 : word(w) & -1L << from;
    int next = 0;
    while (next < marked) {
      int start = outFrom - from + (w << 6);
      int stop = next + Math.min(marked - next, Long.bitCount(word));
      for (; next + 4 <= stop; next += 4) { // by hand: loops of few rounds are not unrolled
        long two = word & word - 1;
        long three = two & two - 1;
        long four = three & three - 1;
        out[start + Long.numberOfTrailingZeros(word)] = values[next];
        out[start + Long.numberOfTrailingZeros(two)] = values[next + 1];
        out[start + Long.numberOfTrailingZeros(three)] = values[next + 2];
        out[start + Long.numberOfTrailingZeros(four)] = values[next + 3];
        word = four & four - 1;
      }
      for (; next < stop; next++) {
        out[start + Long.numberOfTrailingZeros(word)] = values[next];
        word &= word - 1;
      }
      word = next < marked ? word(++w) : 0;
    }
  }
}
