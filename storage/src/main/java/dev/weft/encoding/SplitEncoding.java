package dev.weft.encoding;

import dev.weft.flow.LongRanges;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a few frequent values as short codes, the other rows, which are many, in another
 * encoding.
 *
 * <p>Layout, a part being what {@link LongEncoder#encodeNested} writes: number of frequent values
 * (varint, 1 to 256), part of these values in the order of their codes, a bit a row in whole 64-bit
 * words, 1 for an other row; codes of the frequent rows as in {@link BitPacking} in as many bits as
 * the last code needs; part of the other rows' values.
 */
final class SplitEncoding {
  static final int MAX_VALUES = 256;

  private SplitEncoding() {}

  static void encode(long[] values, int count, long[] frequent, LongEncoder parts, ByteSink out) {
    int size = frequent.length;
    CodeTable table = new CodeTable(frequent, size);
    long[] codes = parts.borrow(count);
    long[] others = parts.borrow(count);
    long[] rows = parts.borrow(count);
    int otherCount = 0;
    int coded = 0;
    for (int i = 0; i < count; i++) { // no branch: always store, keep where it belongs
      int code = table.code(values[i]);
      int isOther = code >>> 31;
      codes[coded] = code;
      others[otherCount] = values[i];
      rows[otherCount] = i;
      coded += 1 - isOther;
      otherCount += isOther;
    }
    out.varint(size);
    parts.encodeNested(frequent, size, out);
    int at = out.reserve((int) RankedBits.bytes(count));
    byte[] bytes = out.array();
    for (int i = 0; i < otherCount; i++) {
      bytes[at + (int) (rows[i] >>> 3)] |= (byte) (1 << (rows[i] & 7));
    }
    BitPacking.pack(codes, coded, 0, BitPacking.width(size - 1), out);
    parts.encodeNested(others, otherCount, out);
    parts.giveBack(rows);
    parts.giveBack(others);
    parts.giveBack(codes);
  }

  static final class Decoder extends LongDecoder {
    private final LongReader valueReader;
    private final LongReader otherReader;
    private final RankedBits marks = new RankedBits();
    private final long[] values = new long[MAX_VALUES];
    private byte[] bytes = new byte[0];
    private int offset;
    private int width;
    private LongDecoder others = ConstantEncoding.NO_ROWS;
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
      int size = in.varint(MAX_VALUES, "frequent values");
      if (size == 0) {
        throw new EncodingException("frequent values: expected at least 1, found 0");
      }
      valueReader.openNested(in, bytes, size).read(0, size, values, 0);
      Arrays.fill(values, size, MAX_VALUES, values[0]); // any code finds a value
      marks.open(bytes, in.skip(RankedBits.bytes(rows)), rows);
      int otherCount = marks.ones();
      width = BitPacking.width(size - 1);
      this.bytes = bytes;
      this.offset = in.skip(BitPacking.bytes(rows - otherCount, width));
      others = otherReader.openNested(in, bytes, otherCount);
      asked = null;
      in.finish();
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      int firstOther = marks.rank(from);
      int otherCount = marks.rank(from + count) - firstOther;
      int coded = count - otherCount;
      if (width == 0) {
        Arrays.fill(out, outFrom, outFrom + count, values[0]);
      } else {
        BitPacking.look(
            bytes, offset, width, from - firstOther, coded, values, out, outFrom + otherCount);
        marks.spread(from, count, coded, out, outFrom);
      }
      if (otherCount > 0) {
        if (scratch.length < otherCount) {
          scratch = new long[Math.max(count, otherCount)];
        }
        others.read(firstOther, otherCount, scratch, 0);
        marks.scatter(from, otherCount, scratch, out, outFrom);
      }
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
      int firstOther = marks.rank(from);
      int otherCount = marks.rank(from + count) - firstOther;
      if (frequentPass) {
        return -1;
      }
      int n = otherCount == 0 ? 0 : others.match(firstOther, otherCount, values, out);
      if (n > 0) {
        marks.rowsOf(from, out, n);
      }
      return n;
    }

    @Override
    public long get(int row) {
      int before = marks.rank(row);
      return marks.get(row)
          ? others.get(before)
          : values[(int) BitPacking.get(bytes, offset, row - before, width)];
    }
  }
}
