package dev.weft.silk;

import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;

/** Cuts a set of addresses into the fewest CIDR blocks, as SiLK does. */
public final class CidrBlocks {
  private static final int MAPPED_BITS = 96;

  private CidrBlocks() {}

  /** Takes a block: its lowest address and the bits of 128 that all its addresses share. */
  @FunctionalInterface
  public interface Sink<E extends Exception> {
    void block(long high, long low, int bits) throws E;
  }

  /**
   * Gives every block, ascending; the whole space as two halves, as SiLK has no block of 0 bits.
   */
  public static <E extends Exception> void forEach(IpRanges set, Sink<E> sink) throws E {
    for (int i = 0; i < set.count(); i++) {
      IpAddress low = set.low(i);
      IpAddress end = set.high(i);
      while (true) {
        int bits = Math.max(1, 128 - trailingZeros(low));
        IpAddress high = IpRanges.prefixHigh(low, bits);
        while (high.compareTo(end) > 0) {
          high = IpRanges.prefixHigh(low, ++bits);
        }
        sink.block(low.high(), low.low(), bits);
        if (high.equals(end)) {
          break;
        }
        low = new IpAddress(high.low() == -1 ? high.high() + 1 : high.high(), high.low() + 1);
      }
    }
  }

  /** The length of a block in the family of its addresses. */
  public static int prefix(long high, long low, int bits) {
    return IpAddress.isIpv4(high, low) && bits >= MAPPED_BITS ? bits - MAPPED_BITS : bits;
  }

  /** A block as text: {@code 10.0.0.0/8}, {@code 192.0.2.1}. */
  public static String text(long high, long low, int bits) {
    IpAddress first = new IpAddress(high, low);
    return bits == 128 ? first.toString() : first + "/" + prefix(high, low, bits);
  }

  private static int trailingZeros(IpAddress a) {
    return a.low() != 0
        ? Long.numberOfTrailingZeros(a.low())
        : 64 + Long.numberOfTrailingZeros(a.high());
  }
}
