package dev.weft.flow;

import org.jspecify.annotations.Nullable;

/**
 * An address of 128 bits; IPv4 is held as {@code ::ffff:a.b.c.d}. Orders as an unsigned number, so
 * IPv4 comes before every global IPv6 address, as in SiLK.
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
  /** {@link #low} of 0.0.0.0. */
  public static final long IPV4_LOW = 0xFFFF_0000_0000L;

  /** The IPv4 address of 32 bits, given in the low half of a long. */
  public static IpAddress ofIpv4(long bits) {
    return new IpAddress(0, IPV4_LOW | (bits & 0xFFFF_FFFFL));
  }

  /** True where the 128 bits lie in ::ffff:0:0/96. */
  public static boolean isIpv4(long high, long low) {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  /** Unsigned comparison of two 128-bit numbers. */
  public static int compare(long high1, long low1, long high2, long low2) {
    int c = Long.compareUnsigned(high1, high2);
    return c != 0 ? c : Long.compareUnsigned(low1, low2);
  }

  /** True where the address lies in ::ffff:0:0/96. */
  public boolean isIpv4() {
    return isIpv4(high, low);
  }

  @Override
  public int compareTo(IpAddress o) {
    return compare(high, low, o.high, o.low);
  }

  /**
   * Parses dotted quad (four decimal parts 0-255, no leading sign or blanks) or IPv6 text (RFC
   * 4291, upper or lower case, an IPv4 tail allowed, no zone).
   *
   * @return null where the text is no address
   */
  public static @Nullable IpAddress tryParse(CharSequence text) {
    return AddressText.parse(text);
  }

  /**
   * As {@link #tryParse}.
   *
   * @throws IllegalArgumentException naming the text where it is no address
   */
  public static IpAddress parse(CharSequence text) {
    IpAddress a = AddressText.parse(text);
    if (a == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no IP address; write 192.0.2.1 or 2001:db8::1");
    }
    return a;
  }

  /** Canonical text: dotted quad for ::ffff:0:0/96, else RFC 5952 as SiLK prints it. */
  @Override
  public String toString() {
    return AddressText.format(high, low);
  }
}
