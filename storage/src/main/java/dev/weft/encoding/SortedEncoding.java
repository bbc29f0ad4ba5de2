package dev.weft.encoding;

import java.io.IOException;

/**
 * Ascending values after Elias and Fano: the lower bits of each offset from the first value as they
 * are, the upper bits as steps counted in unary. Takes at most two bits a value more than the
 * binary logarithm of the mean step, with access to any row.
 *
 * <p>Layout: first value (signed varint), width of the lower bits (u8, 0 to 63), greatest of the
 * upper bits' numbers (varint), lower bits as in {@link BitPacking}, then a bit string in whole
 * 64-bit words: the bit {@code upper(i) + i} is 1 for each row i, all others are 0.
 */
final class SortedEncoding {
  private static final int SAMPLE = 128; // rows from one known place in the bit string to the next

  private SortedEncoding() {}

  /** About the bits of a row number among {@code count} of which {@code marked} are listed. */
  static int bitsOfRow(int count, int marked) {
    return marked == 0 ? 0 : 2 + BitPacking.width(count / marked) - 1;
  }

  private static int lowWidth(int count, long range) {
    return Math.max(0, BitPacking.width(Long.divideUnsigned(range, count)) - 1);
  }

  private static long upperBits(int count, long range, int width) {
    return (count + (range >>> width) + 1 + 63) / 64 * 64;
  }

  /** The bits taken. */
  static long bits(int count, long range) {
    int width = lowWidth(count, range);
    return (long) count * width + upperBits(count, range, width) + 40;
  }

  static void encode(long[] values, int count, ByteSink out) {
    long base = values[0];
    long range = values[count - 1] - base;
    int width = lowWidth(count, range);
    out.signed(base);
    out.u8(width);
    out.varint(range >>> width);
    BitPacking.pack(values, count, base, width, out);
    int at = out.reserve((int) (upperBits(count, range, width) / 8));
    byte[] bytes = out.array();
    for (int i = 0; i < count; i++) {
      int bit = (int) (values[i] - base >>> width) + i;
      bytes[at + (bit >>> 3)] |= (byte) (1 << (bit & 7));
    }
  }

  static final class Decoder extends LongDecoder {
    private byte[] bytes = new byte[0];
    private int lowOffset;
    private int upperOffset;
    private int width;
    private long base;
    private int[] sampledWord = new int[1]; // word that holds the bit of every SAMPLEth row
    private int[] sampledOnes = new int[1]; // rows before that word

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws IOException {
      ByteSource in = new ByteSource(bytes, offset, length);
      base = in.signed();
      width = in.u8();
      if (width > 63) {
        throw new EncodingException("width: expected 0 to 63, found " + width);
      }
      long greatest = in.varint(Integer.MAX_VALUE / 2, "upper bits");
      this.bytes = bytes;
      lowOffset = in.skip(BitPacking.bytes(rows, width));
      int words = (int) ((rows + greatest + 1 + 63) / 64);
      upperOffset = in.skip(8L * words);
      in.finish();
      if (sampledWord.length < rows / SAMPLE + 1) {
        sampledWord = new int[rows / SAMPLE + 1];
        sampledOnes = new int[rows / SAMPLE + 1];
      }
      int ones = 0;
      int sampled = 0;
      for (int w = 0; w < words; w++) {
        int after = ones + Long.bitCount(word(w));
        if (sampled * SAMPLE < after && sampled < sampledWord.length) {
          sampledWord[sampled] = w;
          sampledOnes[sampled++] = ones;
        }
        ones = after;
      }
      if (ones != rows) {
        throw new EncodingException("upper bits: expected " + rows + " rows, found " + ones);
      }
    }

    private long word(int w) {
      return (long) BitPacking.LONG.get(bytes, upperOffset + 8 * w);
    }

    /** Place of the one that has {@code before} ones below it. */
    private static int select(long word, int before) {
      long rest = word;
      for (int i = 0; i < before; i++) {
        rest &= rest - 1;
      }
      return Long.numberOfTrailingZeros(rest);
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      if (count == 0) {
        return;
      }
      BitPacking.unpack(bytes, lowOffset, width, from, count, base, out, outFrom);
      int bit = place(from);
      int w = bit >>> 6;
      long word = word(w) & -1L << bit;
      int to = outFrom;
      int end = outFrom + count;
      while (to < end) { // the place of each one less the number of its row is the upper part
        int stop = Math.min(end, to + Long.bitCount(word));
        long start = (w << 6) - from + outFrom;
        for (; to + 4 <= stop; to += 4) { // by hand: loops of few rounds are not unrolled
          long two = word & word - 1;
          long three = two & two - 1;
          long four = three & three - 1;
          long upper = start - to;
          out[to] += upper + Long.numberOfTrailingZeros(word) << width;
          out[to + 1] += upper - 1 + Long.numberOfTrailingZeros(two) << width;
          out[to + 2] += upper - 2 + Long.numberOfTrailingZeros(three) << width;
          out[to + 3] += upper - 3 + Long.numberOfTrailingZeros(four) << width;
          word = four & four - 1;
        }
        for (; to < stop; to++) {
          out[to] += start - to + Long.numberOfTrailingZeros(word) << width;
          word &= word - 1;
        }
        word = to < end ? word(++w) : 0;
      }
    }

    /** Place of a row's bit. */
    private int place(int row) {
      int w = sampledWord[row / SAMPLE];
      int ahead = row - sampledOnes[row / SAMPLE];
      long word = word(w);
      int ones = Long.bitCount(word);
      while (ones <= ahead) {
        ahead -= ones;
        word = word(++w);
        ones = Long.bitCount(word);
      }
      return 64 * w + select(word, ahead);
    }

    @Override
    public long get(int row) {
      long upper = place(row) - row;
      return base + (upper << width) + BitPacking.get(bytes, lowOffset, row, width);
    }
  }
}
