package dev.weft.testing;

import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.util.Random;

/**
 * Seeded random flows: skewed hosts, ports and counters, some extreme values, over a few hours,
 * sensors and types.
 *
 * @param seed equal seeds give equal flows
 * @param hosts number of different addresses, at least 1
 * @param ipv6Share share of hosts that are IPv6, 0 to 1
 * @param hours number of hours the starts lie in, at least 1
 * @param sensors number of sensors (ids from 0), at least 1
 * @param types number of flowtypes (ids from 0), at least 1
 */
public record RandomFlows(
    long seed, int hosts, double ipv6Share, int hours, int sensors, int types) {
  /** Start of the first hour: 2026-01-15T09:00:00Z. */
  public static final long FIRST_HOUR = 1_768_467_600_000L;

  public static final long HOUR = 3_600_000L;

  private static final int[] PORTS = {53, 80, 443, 22, 25, 123, 3306, 5432, 1433, 1521, 8080};
  private static final int[] PROTOCOLS = {6, 6, 6, 6, 17, 17, 17, 1, 58, 47};

  /** Few hosts, a tenth IPv6, three hours, two sensors, three types. */
  public static RandomFlows of(long seed) {
    return new RandomFlows(seed, 50, 0.1, 3, 2, 3);
  }

  public RandomFlows withHosts(int hosts) {
    return new RandomFlows(seed, hosts, ipv6Share, hours, sensors, types);
  }

  public RandomFlows withIpv6Share(double share) {
    return new RandomFlows(seed, hosts, share, hours, sensors, types);
  }

  public RandomFlows withPartitions(int hours, int sensors, int types) {
    return new RandomFlows(seed, hosts, ipv6Share, hours, sensors, types);
  }

  /** Host number i; the same number is the same address for equal seeds. */
  public IpAddress host(int i) {
    // near seeds give near first numbers: spread them, or no host would ever be IPv6
    Random r = new Random((seed * 31 + i) * 0x9E37_79B9_7F4A_7C15L);
    if (r.nextDouble() < ipv6Share) {
      long high = 0x2001_0db8_0000_0000L | r.nextInt(4);
      return new IpAddress(r.nextInt(4) == 0 ? r.nextLong() : high, r.nextLong());
    }
    return IpAddress.ofIpv4(r.nextInt(3) == 0 ? r.nextInt() : 0x0A00_0000L | r.nextInt(1 << 16));
  }

  /** So many flows, in no order. */
  public FlowRows rows(int count) {
    Random r = new Random(seed);
    IpAddress[] addresses = new IpAddress[hosts];
    for (int i = 0; i < hosts; i++) {
      addresses[i] = host(i);
    }
    long[][] h = new long[FlowColumn.count()][0];
    long[][] l = new long[FlowColumn.count()][count];
    for (FlowColumn c : FlowColumn.values()) {
      if (c.isAddress()) {
        h[c.ordinal()] = new long[count];
      }
    }
    for (int i = 0; i < count; i++) {
      boolean ipv6 = false;
      for (FlowColumn c : FlowColumn.values()) {
        if (c.isAddress()) {
          double skew = r.nextDouble();
          IpAddress a = addresses[(int) (skew * skew * hosts)];
          if (c == FlowColumn.NHIP && r.nextInt(4) != 0) {
            a = IpAddress.ofIpv4(0);
          }
          h[c.ordinal()][i] = a.high();
          l[c.ordinal()][i] = a.low();
          ipv6 |= !a.isIpv4();
        } else {
          l[c.ordinal()][i] = value(c, r);
        }
      }
      l[FlowColumn.IP_VERSION.ordinal()][i] = ipv6 || r.nextInt(20) == 0 ? 6 : 4;
      l[FlowColumn.ETIME.ordinal()][i] =
          l[FlowColumn.STIME.ordinal()][i] + l[FlowColumn.DURATION.ordinal()][i];
    }
    return new FlowRows(count, h, l);
  }

  private long value(FlowColumn column, Random r) {
    return switch (column) {
      case SPORT, DPORT -> r.nextInt(3) == 0 ? r.nextInt(65536) : PORTS[r.nextInt(PORTS.length)];
      case PROTOCOL -> PROTOCOLS[r.nextInt(PROTOCOLS.length)];
      case PACKETS -> 1 + (long) Math.pow(2, r.nextDouble() * 16);
      case BYTES -> 40 + (long) Math.pow(2, r.nextDouble() * 32);
      case FLAGS, INITIAL_FLAGS, SESSION_FLAGS -> r.nextInt(2) == 0 ? 0x1B : r.nextInt(256);
      case STIME -> FIRST_HOUR + HOUR * r.nextInt(hours) + r.nextInt((int) HOUR);
      case DURATION -> r.nextInt(3) == 0 ? 0 : r.nextInt(1_800_000);
      case SENSOR -> r.nextInt(sensors);
      case FLOWTYPE -> r.nextInt(types);
      case APPLICATION -> r.nextInt(2) == 0 ? 0 : PORTS[r.nextInt(PORTS.length)];
      case ATTRIBUTES -> r.nextInt(16) << 3;
      case IN_INTERFACE, OUT_INTERFACE -> r.nextInt(10) == 0 ? 0xFFFF_FFFFL : r.nextInt(8);
      case SIP, DIP, NHIP, IP_VERSION, ETIME -> 0;
    };
  }
}
