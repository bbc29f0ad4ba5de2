package dev.weft.encoding;

import dev.weft.flow.LongRanges;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Frequent values, and for each row the number of its value among them; the few rows with another
 * value are listed.
 *
 * <p>Layout: number of frequent values (varint, 1 to 65,536), part of these in the order of their
 * codes, number of other rows (varint), {@link SparseRows} of these, codes of all rows as in {@link
 * BitPacking} in as many bits as the last code needs (any code in the other rows), part of the
 * other rows' values. A part is what {@link LongEncoder#encodeNested} writes.
 */
final class DictionaryEncoding {
  static final int MAX_VALUES = 65_536;

  private DictionaryEncoding() {}

  /** About the bits taken where no row has another value. */
  static long bits(int count, int values, long range) {
    long perValue = Math.min(BitPacking.width(range), 64) + 1;
    long list =
        values < 2 ? perValue : Math.min(values * perValue, SortedEncoding.bits(values, range));
    return (long) count * BitPacking.width(values - 1) + list + 64;
  }

  /**
   * Appends the encoded values.
   *
   * @param frequent different values in the order of their codes
   */
  static void encode(long[] values, int count, long[] frequent, LongEncoder parts, ByteSink out) {
    int size = frequent.length;
    CodeTable table = new CodeTable(frequent, size);
    long[] codes = parts.borrow(count);
    long[] others = parts.borrow(count);
    long[] rows = parts.borrow(count);
    int otherCount = 0;
    for (int i = 0; i < count; i++) { // no branch: always store, keep what is another value
      int code = table.code(values[i]);
      codes[i] = Math.max(code, 0);
      others[otherCount] = values[i];
      rows[otherCount] = i;
      otherCount += code >>> 31;
    }
    out.varint(size);
    parts.encodeNested(frequent, size, out);
    out.varint(otherCount);
    SparseRows.encode(rows, otherCount, count, parts, out);
    BitPacking.pack(codes, count, 0, BitPacking.width(size - 1), out);
    parts.encodeNested(others, otherCount, out);
    parts.giveBack(rows);
    parts.giveBack(others);
    parts.giveBack(codes);
  }

  static final class Decoder extends LongDecoder {
    private static final int MOST_A_ROW = 32; // other rows that cost as much as to look for one

    private final LongReader valueReader;
    private final LongReader otherReader;
    private final SparseRows otherRows = new SparseRows();
    private LongDecoder others = ConstantEncoding.NO_ROWS;
    private byte[] bytes = new byte[0];
    private int offset;
    private int width;
    private long[] values = new long[2];
    private long[] scratch = new long[0];
    private @Nullable LongRanges asked; // the set that the next field tells of
    private boolean frequentPass;

    Decoder(int depth) {
      valueReader = new LongReader(depth + 1);
      otherReader = new LongReader(depth + 1);
    }

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws IOException {
      ByteSource in = new ByteSource(bytes, offset, length);
      int size = in.varint(MAX_VALUES, "values of a dictionary");
      if (size < 1 || size > rows) {
        throw new EncodingException(
            "values of a dictionary: expected 1 to " + rows + ", found " + size);
      }
      width = BitPacking.width(size - 1);
      if (values.length < 1 << width) {
        values = new long[1 << width];
      }
      valueReader.openNested(in, bytes, size).read(0, size, values, 0);
      Arrays.fill(values, size, 1 << width, values[size - 1]); // any code finds a value
      int otherCount = in.varint(rows, "other rows");
      otherRows.open(in, bytes, otherCount, rows);
      this.bytes = bytes;
      this.offset = in.skip(BitPacking.bytes(rows, width));
      others = otherReader.openNested(in, bytes, otherCount);
      asked = null;
      in.finish();
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      if (width == 0) {
        Arrays.fill(out, outFrom, outFrom + count, values[0]);
      } else {
        BitPacking.look(bytes, offset, width, from, count, values, out, outFrom);
      }
      putOthers(from, otherRows.rank(from), otherRows.rank(from + count), out, outFrom);
    }

    /** Puts the values of the other rows of ranks first to end - 1. */
    private void putOthers(int from, int first, int end, long[] out, int outFrom) {
      if (first == end) {
        return;
      }
      readOthers(first, end);
      int[] at = otherRows.rows(from, first, end);
      for (int i = 0; i < end - first; i++) {
        out[outFrom + at[i]] = scratch[i];
      }
    }

    private void readOthers(int first, int end) {
      if (scratch.length < end - first) {
        scratch = new long[Math.max(2 * scratch.length, end - first)];
      }
      others.read(first, end - first, scratch, 0);
    }

    @Override
    void readFew(int from, int[] rows, int count, long[] out) {
      int begin = from + rows[0];
      int first = otherRows.rank(begin);
      int end = otherRows.rank(from + rows[count - 1] + 1);
      if (end - first > MOST_A_ROW * count) {
        super.readFew(from, rows, count, out);
        return;
      }
      for (int i = 0; i < count; i++) {
        out[rows[i]] = values[(int) BitPacking.get(bytes, offset, from + rows[i], width)];
      }
      putOthers(begin, first, end, out, rows[0]);
    }

    /** Where no frequent value is in the set, only the other rows are looked at. */
    @Override
    public int match(int from, int count, LongRanges values, int[] out) {
      if (values != asked) {
        asked = values;
        frequentPass = false;
        for (int code = 0; code < 1 << width; code++) {
          frequentPass |= values.contains(this.values[code]);
        }
      }
      if (frequentPass) {
        return -1;
      }
      int first = otherRows.rank(from);
      int end = otherRows.rank(from + count);
      readOthers(first, end);
      int[] at = otherRows.rows(from, first, end);
      int n = 0;
      for (int i = 0; i < end - first; i++) {
        out[n] = at[i];
        n += values.contains(scratch[i]) ? 1 : 0;
      }
      return n;
    }

    @Override
    public long get(int row) {
      int rank = otherRows.rank(row);
      return otherRows.contains(row, rank)
          ? others.get(rank)
          : values[(int) BitPacking.get(bytes, offset, row, width)];
    }
  }
}
