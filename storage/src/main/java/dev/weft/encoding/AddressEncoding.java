package dev.weft.encoding;

import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.util.Arrays;

/**
 * Addresses. IPv4 rows cost what 32-bit numbers cost, also in a block that holds IPv6 rows.
 *
 * <p>Layout by {@link Encoding}, a part being length (varint), encoding id (u8) and the bytes of
 * that encoding of longs (nothing but the length, 0, of no rows):
 *
 * <ul>
 *   <li>IPV4: part of the lower 32 bits of each row.
 *   <li>IPV6: part of the upper halves, part of the lower halves.
 *   <li>MIXED_ADDRESSES: bit a row in whole 64-bit words, 1 for a row that is not IPv4; part of the
 *       lower 32 bits of the IPv4 rows; parts of the upper and of the lower halves of the others.
 * </ul>
 */
public final class AddressEncoding {
  private final LongEncoder longs;
  private long[] ipv4 = new long[0];
  private long[] highs = new long[0];
  private long[] lows = new long[0];

  /**
   * @param longs encodes the parts; may be shared within the thread
   */
  public AddressEncoding(LongEncoder longs) {
    this.longs = longs;
  }

  /**
   * Appends encoded addresses.
   *
   * @param count at least 1, at most 65,536
   * @return the encoding, which a reader must be told; never CONSTANT
   */
  public Encoding encode(long[] highs, long[] lows, int count, ByteSink out) {
    int ipv4Count = 0;
    for (int i = 0; i < count; i++) {
      ipv4Count += IpAddress.isIpv4(highs[i], lows[i]) ? 1 : 0;
    }
    room(count);
    if (ipv4Count == count) {
      for (int i = 0; i < count; i++) {
        ipv4[i] = lows[i] & 0xFFFF_FFFFL;
      }
      longs.encodeNested(ipv4, count, out);
      return Encoding.IPV4;
    }
    if (ipv4Count == 0) {
      longs.encodeNested(highs, count, out);
      longs.encodeNested(lows, count, out);
      return Encoding.IPV6;
    }
    encodeMixed(highs, lows, count, out);
    return Encoding.MIXED_ADDRESSES;
  }

  private void encodeMixed(long[] high, long[] low, int count, ByteSink out) {
    int n4 = 0;
    int n6 = 0;
    long word = 0;
    for (int i = 0; i < count; i++) {
      if (IpAddress.isIpv4(high[i], low[i])) {
        ipv4[n4++] = low[i] & 0xFFFF_FFFFL;
      } else {
        word |= 1L << i;
        highs[n6] = high[i];
        lows[n6++] = low[i];
      }
      if ((i & 63) == 63 || i == count - 1) {
        out.u64(word);
        word = 0;
      }
    }
    longs.encodeNested(ipv4, n4, out);
    longs.encodeNested(highs, n6, out);
    longs.encodeNested(lows, n6, out);
  }

  private void room(int count) {
    if (ipv4.length < count) {
      ipv4 = new long[count];
      highs = new long[count];
      lows = new long[count];
    }
  }

  /** Reads what {@link AddressEncoding} wrote. Opened anew for each block; not thread-safe. */
  public static final class Decoder {
    private final LongReader ipv4Reader = new LongReader(1);
    private final LongReader highReader = new LongReader(1);
    private final LongReader lowReader = new LongReader(1);
    private final RankedBits bits = new RankedBits();
    private Encoding encoding = Encoding.IPV4;
    private LongDecoder ipv4 = ConstantEncoding.NO_ROWS;
    private LongDecoder highs = ipv4;
    private LongDecoder lows = ipv4;
    private long[] scratch = new long[0];

    /** See {@link LongDecoder#open}. */
    public void open(Encoding encoding, byte[] bytes, int offset, int length, int rows)
        throws IOException {
      this.encoding = encoding;
      ByteSource in = new ByteSource(bytes, offset, length);
      switch (encoding) {
        case IPV4 -> ipv4 = ipv4Reader.openNested(in, bytes, rows);
        case IPV6 -> {
          highs = highReader.openNested(in, bytes, rows);
          lows = lowReader.openNested(in, bytes, rows);
        }
        case MIXED_ADDRESSES -> {
          bits.open(bytes, in.skip(RankedBits.bytes(rows)), rows);
          ipv4 = ipv4Reader.openNested(in, bytes, rows - bits.ones());
          highs = highReader.openNested(in, bytes, bits.ones());
          lows = lowReader.openNested(in, bytes, bits.ones());
        }
        default ->
            throw new EncodingException("expected an encoding of addresses, found " + encoding);
      }
      in.finish();
    }

    /** True where every row is IPv4. */
    public boolean allIpv4() {
      return encoding == Encoding.IPV4;
    }

    /** Puts the rows from, from + 1, ... at {@code outFrom} and on. */
    public void read(int from, int count, long[] outHighs, long[] outLows, int outFrom) {
      if (encoding == Encoding.IPV4) {
        ipv4.read(from, count, outLows, outFrom);
        asIpv4(outLows, outFrom, count);
        Arrays.fill(outHighs, outFrom, outFrom + count, 0);
      } else if (encoding == Encoding.IPV6) {
        highs.read(from, count, outHighs, outFrom);
        lows.read(from, count, outLows, outFrom);
      } else {
        readMixed(from, count, outHighs, outLows, outFrom);
      }
    }

    private void readMixed(int from, int count, long[] outHighs, long[] outLows, int outFrom) {
      int first6 = bits.rank(from);
      int n6 = bits.rank(from + count) - first6;
      int n4 = count - n6;
      ipv4.read(from - first6, n4, outLows, outFrom + n6);
      asIpv4(outLows, outFrom + n6, n4);
      bits.spread(from, count, n4, outLows, outFrom);
      Arrays.fill(outHighs, outFrom, outFrom + count, 0);
      if (scratch.length < n6) {
        scratch = new long[Math.max(count, n6)];
      }
      lows.read(first6, n6, scratch, 0);
      bits.scatter(from, n6, scratch, outLows, outFrom);
      highs.read(first6, n6, scratch, 0);
      bits.scatter(from, n6, scratch, outHighs, outFrom);
    }

    /** Makes lower halves of numbers. */
    private static void asIpv4(long[] lows, int from, int count) {
      for (int i = from; i < from + count; i++) {
        lows[i] = IpAddress.IPV4_LOW | lows[i] & 0xFFFF_FFFFL;
      }
    }

    /** As {@link LongDecoder#readSelected}. */
    public void readSelected(int from, int[] rows, int count, long[] outHighs, long[] outLows) {
      if (count == 0) {
        return;
      }
      int first = rows[0];
      int span = rows[count - 1] + 1 - first;
      if (count > span >>> 3) {
        read(from + first, span, outHighs, outLows, first);
        return;
      }
      for (int i = 0; i < count; i++) {
        int row = from + rows[i];
        boolean is4 = encoding == Encoding.IPV4;
        int rank = row;
        if (encoding == Encoding.MIXED_ADDRESSES) {
          int before = bits.rank(row);
          is4 = !bits.get(row);
          rank = is4 ? row - before : before;
        }
        outHighs[rows[i]] = is4 ? 0 : highs.get(rank);
        outLows[rows[i]] =
            is4 ? IpAddress.IPV4_LOW | ipv4.get(rank) & 0xFFFF_FFFFL : lows.get(rank);
      }
    }
  }
}
