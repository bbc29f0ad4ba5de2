package dev.weft.encoding;

import dev.weft.flow.LongRanges;
import java.io.IOException;

/**
 * Random access to the longs of one encoded block. Opened anew for each block; not thread-safe.
 *
 * <p>{@link #open} checks everything that the other verbs rely on: they never fail, whatever the
 * bytes.
 */
public abstract class LongDecoder {
  /** A decoder, already open, of rows that all hold one value. */
  public static LongDecoder ofConstant(long value) {
    return ConstantEncoding.of(value);
  }

  /**
   * Takes a block.
   *
   * @param bytes stay untouched while the block is read; {@link BitPacking#PADDING} more bytes are
   *     readable behind {@code offset + length}
   * @param rows number of values, at least 1
   * @throws EncodingException where no encoder wrote these bytes
   * @throws IOException where another column that tells this one can't be read
   */
  public abstract void open(byte[] bytes, int offset, int length, int rows) throws IOException;

  /** Puts the values of the rows from, from + 1, ... at {@code out[outFrom]} and on. */
  public abstract void read(int from, int count, long[] out, int outFrom);

  /** True promises that all rows hold one value. */
  boolean isConstant() {
    return false;
  }

  /** The value of one row. */
  public abstract long get(int row);

  /**
   * Finds the rows among {@code from} to {@code from + count - 1} whose value is in a set, where
   * that takes clearly less than to read them all: most of them are ruled out together.
   *
   * @param out at least {@code count} long; gets the rows less {@code from}, ascending
   * @return how many, or -1 where reading is as good; then {@code out} may hold anything
   */
  public int match(int from, int count, LongRanges values, int[] out) {
    return -1;
  }

  /**
   * Puts the value of row {@code from + rows[i]} at {@code out[rows[i]]} for i from 0 to count - 1;
   * may fill places between them too.
   *
   * @param rows ascending
   */
  public void readSelected(int from, int[] rows, int count, long[] out) {
    if (count == 0) {
      return;
    }
    int first = rows[0];
    int span = rows[count - 1] + 1 - first;
    if (count > span >>> 3) { // about where one value at a time costs as much as all of them
      read(from + first, span, out, first);
      return;
    }
    readFew(from, rows, count, out);
  }

  /** As {@link #readSelected}, of rows so few that most of those between them stay unread. */
  void readFew(int from, int[] rows, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[rows[i]] = get(from + rows[i]);
    }
  }
}
