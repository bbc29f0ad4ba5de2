package dev.weft.encoding;

import java.io.IOException;

/**
 * Values that lie whole multiples of a unit above the least one, such as times that a collector
 * keeps in seconds.
 *
 * <p>Layout: least value (signed varint), unit (varint, at least 2), part of the multiples. A part
 * is what {@link LongEncoder#encodeNested} writes.
 */
final class ScaledEncoding {
  private ScaledEncoding() {}

  static void encode(long[] values, LongStatistics s, LongEncoder parts, ByteSink out) {
    out.signed(s.min());
    out.varint(s.unit());
    long[] multiples = parts.borrow(s.count());
    for (int i = 0; i < s.count(); i++) {
      multiples[i] = Long.divideUnsigned(values[i] - s.min(), s.unit());
    }
    parts.encodeNested(multiples, s.count(), out);
    parts.giveBack(multiples);
  }

  static final class Decoder extends LongDecoder {
    private final LongReader reader;
    private LongDecoder multiples = ConstantEncoding.NO_ROWS;
    private long base;
    private long unit;

    Decoder(int depth) {
      reader = new LongReader(depth + 1);
    }

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws IOException {
      ByteSource in = new ByteSource(bytes, offset, length);
      base = in.signed();
      unit = in.varint();
      multiples = reader.openNested(in, bytes, rows);
      in.finish();
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      multiples.read(from, count, out, outFrom);
      for (int i = outFrom; i < outFrom + count; i++) {
        out[i] = base + unit * out[i];
      }
    }

    @Override
    public long get(int row) {
      return base + unit * multiples.get(row);
    }
  }
}
