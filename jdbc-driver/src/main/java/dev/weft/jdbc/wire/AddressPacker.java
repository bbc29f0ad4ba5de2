package dev.weft.jdbc.wire;

import dev.weft.flow.IpAddress;
import java.util.Arrays;

/** Addresses, as numbers of 128 bits. */
public final class AddressPacker extends ColumnPacker {
  private static final int IPV4 = 4;
  private static final int ANY = 16;

  private long[] highs = {};
  private long[] lows = {};
  private int width;

  /** The upper 64 bits, by row; as many as there is room for. */
  public long[] highs() {
    return highs;
  }

  /** The lower 64 bits, by row; as many as there is room for. */
  public long[] lows() {
    return lows;
  }

  @Override
  void grow(int room) {
    highs = Arrays.copyOf(highs, room);
    lows = Arrays.copyOf(lows, room);
  }

  @Override
  Packing prepare(int rows) {
    long other = 0; // a bit where some address is no IPv4 address
    boolean[] nulls = nulls();
    for (int i = 0; i < rows; i++) {
      other |= nulls[i] ? 0 : highs[i] | (lows[i] ^ IpAddress.IPV4_LOW) >>> 32;
    }
    width = other == 0 ? IPV4 : ANY;
    return Packing.ADDRESS;
  }

  @Override
  void copy(int from, int to) {
    highs[to] = highs[from];
    lows[to] = lows[from];
  }

  @Override
  void writeValues(WireWriter out, int rows) {
    out.rawByte(width);
    int at = out.room(rows * width);
    byte[] bytes = out.array();
    for (int i = 0; i < rows; i++) {
      if (width == IPV4) {
        PackedNumbers.putInt(bytes, at + IPV4 * i, Integer.reverseBytes((int) lows[i]));
      } else {
        PackedNumbers.putLong(bytes, at + ANY * i, Long.reverseBytes(highs[i]));
        PackedNumbers.putLong(bytes, at + ANY * i + Long.BYTES, Long.reverseBytes(lows[i]));
      }
    }
  }
}
