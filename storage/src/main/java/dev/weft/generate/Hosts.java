package dev.weft.generate;

import dev.weft.flow.IpAddress;

/**
 * The hosts a sensor sees: few busy ones and many rare ones. Addresses are functions of a rank, so
 * nothing is stored.
 */
final class Hosts {
  private static final long IPV6_INSIDE = 0x2001_0DB8_0000_0000L;
  private static final long IPV6_OUTSIDE = 0x2A00_0000_0000_0000L;

  private final int sensor;
  private final int inside;
  private final int outside;
  private final boolean even;

  /**
   * @param inside number of hosts behind the sensor
   * @param outside number of hosts it may meet on the other side
   * @param even true draws every host alike, false few often and many rarely
   */
  Hosts(int sensor, int inside, int outside, boolean even) {
    this.sensor = sensor;
    this.inside = inside;
    this.outside = outside;
    this.even = even;
  }

  int insideRank(Random64 random) {
    return even ? random.below(inside) : random.skewed(inside);
  }

  int outsideRank(Random64 random) {
    return even ? random.below(outside) : random.skewed(outside);
  }

  int insideCount() {
    return inside;
  }

  /**
   * Lower half of an inside IPv4 host: 10.sensor/16, its /24s filled one after the other; all of
   * 10/8 where there are too many hosts for that.
   */
  long insideIpv4(int rank) {
    long host =
        inside <= 0xFFFF
            ? (long) (sensor & 0xFF) << 16 | (rank * 37L & 0xFFFF)
            : Random64.mix(rank + 0x5EED) & 0xFF_FFFF;
    return IpAddress.IPV4_LOW | 10L << 24 | host;
  }

  /** Lower half of an outside IPv4 host in public space. */
  static long outsideIpv4(int rank) {
    long bits = Random64.mix(rank);
    long first = 1 + (bits >>> 40 & 0xFFFF) % 223;
    if (first == 10 || first == 127 || first == 172 || first == 192) {
      first += 1; // not among private networks and loopback
    }
    return IpAddress.IPV4_LOW | first << 24 | bits & 0xFF_FFFF;
  }

  /** Upper half of an IPv6 host. */
  long ipv6High(boolean isInside, int rank) {
    return isInside
        ? IPV6_INSIDE | (long) (sensor & 0xFFFF) << 16 | rank >>> 6 & 0xFF
        : IPV6_OUTSIDE | (Random64.mix(rank >>> 3) & 0xFFF) << 32 | Random64.mix(rank) & 0xFFFF;
  }

  /** Lower half of an IPv6 host. */
  long ipv6Low(boolean isInside, int rank) {
    return isInside || (rank & 3) != 0 ? Random64.mix(~(long) rank) : rank & 0xFF | 1;
  }
}
