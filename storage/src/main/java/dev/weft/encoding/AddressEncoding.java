package dev.weft.encoding;

import dev.weft.flow.IpAddress;
import java.io.IOException;

/**
 * Addresses. IPv4 rows cost what 32-bit numbers cost, also in a block that holds IPv6 rows.
 *
 * <p>Layout by {@link Encoding}, a part being length (varint), encoding id (u8) and the bytes of
 * that encoding of longs (nothing but the length, 0, of no rows):
 *
 * <ul>
 *   <li>IPV4: part of the lower 32 bits of each row.
 *   <li>IPV6: part of the upper halves, part of the lower halves.
 *   <li>MIXED_ADDRESSES: bit a row in whole 64-bit words, 1 for an IPv4 row; part of the lower 32
 *       bits of the IPv4 rows; parts of the upper and of the lower halves of the other rows.
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
        word |= 1L << i;
        ipv4[n4++] = low[i] & 0xFFFF_FFFFL;
      } else {
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
          ipv4 = ipv4Reader.openNested(in, bytes, bits.ones());
          highs = highReader.openNested(in, bytes, rows - bits.ones());
          lows = lowReader.openNested(in, bytes, rows - bits.ones());
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
        for (int i = outFrom; i < outFrom + count; i++) {
          outHighs[i] = 0;
          outLows[i] = IpAddress.IPV4_LOW | outLows[i] & 0xFFFF_FFFFL;
        }
      } else if (encoding == Encoding.IPV6) {
        highs.read(from, count, outHighs, outFrom);
        lows.read(from, count, outLows, outFrom);
      } else {
        readMixed(from, count, outHighs, outLows, outFrom);
      }
    }

    private void readMixed(int from, int count, long[] outHighs, long[] outLows, int outFrom) {
      if (scratch.length < 3 * count) {
        scratch = new long[3 * count];
      }
      int first4 = bits.rank(from);
      int n4 = bits.rank(from + count) - first4;
      int n6 = count - n4;
      ipv4.read(first4, n4, scratch, 0);
      highs.read(from - first4, n6, scratch, n4);
      lows.read(from - first4, n6, scratch, n4 + n6);
      int next4 = 0;
      int next6 = n4;
      for (int i = 0; i < count; i++) {
        if (bits.get(from + i)) {
          outHighs[outFrom + i] = 0;
          outLows[outFrom + i] = IpAddress.IPV4_LOW | scratch[next4++] & 0xFFFF_FFFFL;
        } else {
          outHighs[outFrom + i] = scratch[next6];
          outLows[outFrom + i] = scratch[n6 + next6++];
        }
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
          is4 = bits.get(row);
          rank = is4 ? bits.rank(row) : row - bits.rank(row);
        }
        outHighs[rows[i]] = is4 ? 0 : highs.get(rank);
        outLows[rows[i]] =
            is4 ? IpAddress.IPV4_LOW | ipv4.get(rank) & 0xFFFF_FFFFL : lows.get(rank);
      }
    }
  }
}
