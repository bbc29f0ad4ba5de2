package dev.weft.encoding;

import dev.weft.flow.LongRanges;
import java.io.IOException;

/**
 * Offsets from the least value in as many bits as most of them need; the upper bits of the few
 * larger ones stand aside.
 *
 * <p>Layout: least value (signed varint), width (u8, 0 to 63), number of exceptions (varint),
 * {@link SparseRows} of these, lower bits of all offsets as in {@link BitPacking}, part of the
 * exceptions' upper bits. A part is what {@link LongEncoder#encodeNested} writes.
 */
final class PatchedEncoding {
  private PatchedEncoding() {}

  /**
   * The width that takes the fewest bits.
   *
   * @param widths how many offsets need exactly so many bits, 0 to 64
   * @param count all of them
   */
  static int bestWidth(int[] widths, int count) {
    int greatest = greatest(widths);
    int best = greatest;
    long bestBits = Long.MAX_VALUE;
    int exceptions = 0;
    for (int width = greatest; width >= 0; width--) {
      long bits = bits(count, width, exceptions, greatest);
      if (width < 64 && bits < bestBits) {
        bestBits = bits;
        best = width;
      }
      exceptions += widths[width]; // those that one bit less does not hold
    }
    return best;
  }

  /** About the bits taken at a width. */
  static long bits(int[] widths, int count, int width) {
    int greatest = greatest(widths);
    int exceptions = 0;
    for (int w = width + 1; w <= greatest; w++) {
      exceptions += widths[w];
    }
    return bits(count, width, exceptions, greatest);
  }

  private static long bits(int count, int width, int exceptions, int greatest) {
    long bits = (long) count * width + 24;
    return exceptions == 0
        ? bits
        : bits + 50 + SparseRows.bits(count, exceptions) + (long) exceptions * (greatest - width);
  }

  private static int greatest(int[] widths) {
    int greatest = 64;
    while (greatest > 0 && widths[greatest] == 0) {
      greatest--;
    }
    return greatest;
  }

  static void encode(long[] values, LongStatistics s, int width, LongEncoder parts, ByteSink out) {
    int count = s.count();
    long[] rows = parts.borrow(count);
    long[] highs = parts.borrow(count);
    int exceptions = 0;
    for (int i = 0; i < count; i++) {
      long high = values[i] - s.min() >>> width;
      rows[exceptions] = i;
      highs[exceptions] = high;
      exceptions += high != 0 ? 1 : 0;
    }
    out.signed(s.min());
    out.u8(width);
    out.varint(exceptions);
    SparseRows.encode(rows, exceptions, count, parts, out);
    BitPacking.pack(values, count, s.min(), width, out);
    parts.encodeNested(highs, exceptions, out);
    parts.giveBack(highs);
    parts.giveBack(rows);
  }

  static final class Decoder extends LongDecoder {
    private static final int MOST_A_ROW = 32; // exceptions that cost as much as to look for one

    private final LongReader highReader;
    private final SparseRows exceptions = new SparseRows();
    private byte[] bytes = new byte[0];
    private int offset;
    private int width;
    private long base;
    private LongDecoder highs = ConstantEncoding.NO_ROWS;
    private long[] scratch = new long[0];

    Decoder(int depth) {
      highReader = new LongReader(depth + 1);
    }

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws IOException {
      ByteSource in = new ByteSource(bytes, offset, length);
      base = in.signed();
      width = in.u8();
      if (width > 63) {
        throw new EncodingException("width: expected 0 to 63, found " + width);
      }
      int count = in.varint(rows, "exceptions");
      exceptions.open(in, bytes, count, rows);
      this.bytes = bytes;
      this.offset = in.skip(BitPacking.bytes(rows, width));
      highs = highReader.openNested(in, bytes, count);
      in.finish();
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      BitPacking.unpack(bytes, offset, width, from, count, base, out, outFrom);
      addHighs(from, exceptions.rank(from), exceptions.rank(from + count), out, outFrom);
    }

    /** Adds the upper bits of the exceptions of ranks first to end - 1. */
    private void addHighs(int from, int first, int end, long[] out, int outFrom) {
      if (first == end) {
        return;
      }
      readHighs(first, end);
      int[] at = exceptions.rows(from, first, end);
      for (int i = 0; i < end - first; i++) {
        out[outFrom + at[i]] += scratch[i] << width;
      }
    }

    private void readHighs(int first, int end) {
      if (scratch.length < end - first) {
        scratch = new long[Math.max(2 * scratch.length, end - first)];
      }
      highs.read(first, end - first, scratch, 0);
    }

    @Override
    void readFew(int from, int[] rows, int count, long[] out) {
      int begin = from + rows[0];
      int first = exceptions.rank(begin);
      int end = exceptions.rank(from + rows[count - 1] + 1);
      if (end - first > MOST_A_ROW * count) {
        super.readFew(from, rows, count, out);
        return;
      }
      for (int i = 0; i < count; i++) {
        out[rows[i]] = base + BitPacking.get(bytes, offset, from + rows[i], width);
      }
      addHighs(begin, first, end, out, rows[0]);
    }

    /** Where no offset of few bits is in the set, only the exceptions are looked at. */
    @Override
    public int match(int from, int count, LongRanges values, int[] out) {
      long most = base + (1L << width) - 1;
      if (most < base || values.intersects(base, most)) {
        return -1;
      }
      int first = exceptions.rank(from);
      int end = exceptions.rank(from + count);
      readHighs(first, end);
      int[] at = exceptions.rows(from, first, end);
      int n = 0;
      for (int i = 0; i < end - first; i++) {
        long low = BitPacking.get(bytes, offset, from + at[i], width);
        out[n] = at[i];
        n += values.contains(base + low + (scratch[i] << width)) ? 1 : 0;
      }
      return n;
    }

    @Override
    public long get(int row) {
      long value = base + BitPacking.get(bytes, offset, row, width);
      int rank = exceptions.rank(row);
      return exceptions.contains(row, rank) ? value + (highs.get(rank) << width) : value;
    }
  }
}
