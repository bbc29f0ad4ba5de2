package dev.weft.encoding;

import java.io.IOException;

/**
 * Frame of reference: each value as its unsigned offset from the least one, all in the bits that
 * the greatest offset needs.
 *
 * <p>Layout: least value (signed varint), width (u8, 0 to 64), the offsets as in {@link
 * BitPacking}.
 */
final class PackedEncoding {
  private PackedEncoding() {}

  static void encode(long[] values, int count, long min, long max, ByteSink out) {
    int width = BitPacking.width(max - min);
    out.signed(min);
    out.u8(width);
    BitPacking.pack(values, count, min, width, out);
  }

  static final class Decoder extends LongDecoder {
    private byte[] bytes = new byte[0];
    private int offset;
    private int width;
    private long base;

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws IOException {
      ByteSource in = new ByteSource(bytes, offset, length);
      base = in.signed();
      width = in.u8();
      if (width > 64) {
        throw new EncodingException("width: expected 0 to 64, found " + width);
      }
      this.bytes = bytes;
      this.offset = in.skip(BitPacking.bytes(rows, width));
      in.finish();
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      BitPacking.unpack(bytes, offset, width, from, count, base, out, outFrom);
    }

    @Override
    public long get(int row) {
      return base + BitPacking.get(bytes, offset, row, width);
    }
  }
}
