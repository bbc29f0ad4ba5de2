package dev.weft.encoding;

import java.io.IOException;
import java.util.Arrays;

/**
 * All rows equal. Layout inside another encoding: the value as a signed varint. A whole block that
 * is constant takes no bytes at all: its value stands in the footer.
 */
final class ConstantEncoding {
  /** Stands for a part of no rows: nobody reads a row of it. */
  static final LongDecoder NO_ROWS = new Decoder();

  private ConstantEncoding() {}

  /** A decoder of rows that all hold a value that is known from elsewhere. */
  static LongDecoder of(long value) {
    Decoder decoder = new Decoder();
    decoder.value = value;
    return decoder;
  }

  static void encode(long value, ByteSink out) {
    out.signed(value);
  }

  static final class Decoder extends LongDecoder {
    private long value;

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws IOException {
      ByteSource in = new ByteSource(bytes, offset, length);
      value = in.signed();
      in.finish();
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      Arrays.fill(out, outFrom, outFrom + count, value);
    }

    @Override
    boolean isConstant() {
      return true;
    }

    @Override
    public long get(int row) {
      return value;
    }
  }
}
