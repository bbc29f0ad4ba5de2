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

  /**
   * @param inside number of hosts behind the sensor, at most 65,000
   * @param outside number of hosts it may meet on the other side
   */
  Hosts(int sensor, int inside, int outside) {
    this.sensor = sensor;
    this.inside = inside;
    this.outside = outside;
  }

  int insideRank(Random64 random) {
    return random.skewed(inside);
  }

  int outsideRank(Random64 random) {
    return random.skewed(outside);
  }

  int insideCount() {
    return inside;
  }

  /** Lower half of an inside IPv4 host: 10.sensor/16, spread over its /24s. */
  long insideIpv4(int rank) {
    long host = Random64.mix(rank * 2L + 1) & 0xFF;
    return IpAddress.IPV4_LOW
        | 10L << 24
        | (long) (sensor & 0xFF) << 16
        | (rank >>> 4 & 0xFFL) << 8
        | (rank & 0xFL) << 4 & 0xF0
        | host & 0xF;
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
