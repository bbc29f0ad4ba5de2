package dev.weft.encoding;

import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Values that come again in the same order, as those of pollers, beacons and periodic scans do:
 * offsets from the least value in whole bytes, compressed with LZ4. No encoding that looks at each
 * value alone sees such repetition.
 *
 * <p>Chosen for at least {@link #MIN_ROWS} values where a sample finds runs that came before and
 * the result is at least a fifth smaller than the best other encoding; of ascending values the
 * steps are looked at, as part of {@link DeltaEncoding}.
 *
 * <p>Layout: least value (signed varint), bytes of an offset (u8, 1 to 8), an LZ4 block of the
 * offsets, little-endian, one behind the other.
 */
final class Lz4Encoding {
  static final int MIN_ROWS = 256;

  private static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();
  private static final LZ4SafeDecompressor DECOMPRESSOR =
      LZ4Factory.safeInstance().safeDecompressor();

  private static final int SAMPLE_ROWS = 1 << 14;
  private static final int RUN = 16; // values that must come again to count as a run
  private static final int TABLE_BITS = 12;

  private Lz4Encoding() {}

  /** True where at least a quarter of the runs in the first rows stood there before. */
  static boolean repeats(long[] values, int count) {
    int end = Math.min(count, SAMPLE_ROWS) - RUN;
    int[] last = new int[1 << TABLE_BITS]; // row + 1 after the last four values of this hash
    int runs = 0;
    int found = 0;
    long hash = 0;
    for (int i = 0; i < end; i++) {
      hash = (hash << 16) + values[i] * 0x9E37_79B9_7F4A_7C15L; // the fifth last is shifted out
      int slot = (int) (hash * 0xD6E8_FEB8_6659_FD93L >>> (64 - TABLE_BITS));
      if (i % RUN == 0) {
        int before = last[slot];
        runs++;
        found +=
            before > 0 && Arrays.equals(values, before - 1, before - 1 + RUN, values, i, i + RUN)
                ? 1
                : 0;
      }
      last[slot] = i + 1;
    }
    return 4 * found >= runs;
  }

  static void encode(long[] values, LongStatistics s, ByteSink out) {
    int count = s.count();
    int size = Math.max(1, (s.width() + 7) / 8);
    ByteSink plain = new ByteSink();
    BitPacking.pack(values, count, s.min(), 8 * size, plain);
    out.signed(s.min());
    out.u8(size);
    int at = out.reserve(COMPRESSOR.maxCompressedLength(plain.size()));
    int length =
        COMPRESSOR.compress(plain.array(), 0, plain.size(), out.array(), at, out.size() - at);
    out.truncate(at + length);
  }

  static final class Decoder extends LongDecoder {
    private byte[] plain = new byte[0];
    private int width;
    private long base;

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws EncodingException {
      ByteSource in = new ByteSource(bytes, offset, length);
      base = in.signed();
      int size = in.u8();
      if (size < 1 || size > Long.BYTES) {
        throw new EncodingException("bytes of an offset: expected 1 to 8, found " + size);
      }
      width = 8 * size;
      int expected = rows * size;
      if (plain.length < expected + BitPacking.PADDING) {
        plain = new byte[expected + BitPacking.PADDING];
      }
      int compressed = in.remaining();
      int found;
      try { // never writes past what these rows take
        found = DECOMPRESSOR.decompress(bytes, in.skip(compressed), compressed, plain, 0, expected);
      } catch (LZ4Exception e) {
        throw new EncodingException(
            "expected an LZ4 block of " + expected + " bytes: " + e.getMessage());
      }
      if (found != expected) {
        throw new EncodingException("LZ4 block: expected " + expected + " bytes, found " + found);
      }
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      BitPacking.unpack(plain, 0, width, from, count, base, out, outFrom);
    }

    @Override
    public long get(int row) {
      return base + BitPacking.get(plain, 0, row, width);
    }
  }
}
