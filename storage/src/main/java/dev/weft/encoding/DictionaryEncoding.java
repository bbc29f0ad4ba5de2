package dev.weft.encoding;

import java.io.IOException;
import java.util.Arrays;

/**
 * The different values, ascending, and for each row the number of its value among them.
 *
 * <p>Layout: number of values (varint, 2 to 65,536), part of the values, codes as in {@link
 * BitPacking} in as many bits as the last code needs. A part is what {@link
 * LongEncoder#encodeNested} writes.
 */
final class DictionaryEncoding {
  static final int MAX_VALUES = 65_536;

  private DictionaryEncoding() {}

  /** About the bits taken. */
  static long bits(int count, int values, long range) {
    long perValue = Math.min(BitPacking.width(range), 64) + 1;
    long list =
        values < 2 ? perValue : Math.min(values * perValue, SortedEncoding.bits(values, range));
    return (long) count * BitPacking.width(values - 1) + list + 48;
  }

  /**
   * @param dictionary all different values, ascending
   */
  static void encode(long[] values, int count, long[] dictionary, LongEncoder parts, ByteSink out) {
    int size = dictionary.length;
    out.varint(size);
    parts.encodeNested(dictionary, size, out);
    long[] codes = parts.borrow(count);
    CodeTable table = new CodeTable(dictionary, size);
    for (int i = 0; i < count; i++) {
      codes[i] = table.code(values[i]);
    }
    BitPacking.pack(codes, count, 0, BitPacking.width(size - 1), out);
    parts.giveBack(codes);
  }

  static final class Decoder extends LongDecoder {
    private final LongReader valueReader;
    private byte[] bytes = new byte[0];
    private int offset;
    private int width;
    private long[] values = new long[2];

    Decoder(int depth) {
      valueReader = new LongReader(depth + 1);
    }

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws IOException {
      ByteSource in = new ByteSource(bytes, offset, length);
      int size = in.varint(MAX_VALUES, "values of a dictionary");
      if (size < 2 || size > rows) {
        throw new EncodingException(
            "values of a dictionary: expected 2 to " + rows + ", found " + size);
      }
      width = BitPacking.width(size - 1);
      if (values.length < 1 << width) {
        values = new long[1 << width];
      }
      valueReader.openNested(in, bytes, size).read(0, size, values, 0);
      Arrays.fill(values, size, 1 << width, values[size - 1]); // any code finds a value
      this.bytes = bytes;
      this.offset = in.skip(BitPacking.bytes(rows, width));
      in.finish();
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      BitPacking.look(bytes, offset, width, from, count, values, out, outFrom);
    }

    @Override
    public long get(int row) {
      return values[(int) BitPacking.get(bytes, offset, row, width)];
    }
  }
}
