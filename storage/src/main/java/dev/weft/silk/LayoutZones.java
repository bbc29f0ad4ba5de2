package dev.weft.silk;

import dev.weft.batch.Zone;
import dev.weft.flow.FlowAttributes;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;

/**
 * What header and layout tell of every flow of a file: the hour and the little room that a start
 * time has after it, sensor and type, columns that the format does not store.
 */
final class LayoutZones {
  private static final long MAX_U32 = 0xFFFF_FFFFL;
  private static final IpAddress NO_IPV4 = IpAddress.ofIpv4(0);
  private static final Zone IPV4 = Zone.ofAddresses(NO_IPV4, IpAddress.ofIpv4(MAX_U32));
  private static final Zone NOTHING = Zone.ofLongs(0, 0);

  private final RecordContext context;
  private final RecordLayout layout;

  LayoutZones(RecordContext context) {
    this.context = context;
    this.layout = context.layout();
  }

  Zone zone(FlowColumn column) {
    return switch (column) {
      case SIP, DIP -> onlyIpv4() ? IPV4 : Zone.ANY_ADDRESS;
      case NHIP -> nextHop();
      case SPORT, DPORT -> Zone.ofLongs(0, 65535);
      case PROTOCOL -> layout.onlyTcp() ? Zone.ofLongs(6, 6) : Zone.ofLongs(0, 255);
      case PACKETS, BYTES -> Zone.ofLongs(0, MAX_U32);
      case FLAGS -> Zone.ofLongs(0, 255);
      case INITIAL_FLAGS, SESSION_FLAGS ->
          layout.has(Field.ATTRIBUTES) ? Zone.ofLongs(0, 255) : NOTHING;
      case STIME -> startTime();
      case DURATION -> Zone.ofLongs(0, longestDuration());
      case ETIME -> endTime();
      case SENSOR -> stored(Field.SENSOR, context.sensor(), 65535);
      case FLOWTYPE -> stored(Field.FLOWTYPE, context.flowtype(), 255);
      case APPLICATION -> stored(Field.APPLICATION, 0, 65535);
      case ATTRIBUTES -> stored(Field.ATTRIBUTES, 0, FlowAttributes.MASK);
      case IN_INTERFACE -> stored(Field.IN, 0, 65535);
      case OUT_INTERFACE -> stored(Field.OUT, 0, 65535);
      case IP_VERSION -> Zone.ofLongs(4, onlyIpv4() ? 4 : 6);
    };
  }

  /** True where every flow of the file is IPv4. */
  boolean onlyIpv4() {
    return layout.addressBytes() == 4;
  }

  private Zone stored(Field field, long otherwise, long greatest) {
    return layout.has(field) ? Zone.ofLongs(0, greatest) : Zone.ofLongs(otherwise, otherwise);
  }

  private Zone nextHop() {
    if (layout.has(Field.NHIP)) {
      return onlyIpv4() ? IPV4 : Zone.ANY_ADDRESS;
    }
    // an IPv6 record without next hop has ::
    return Zone.ofAddresses(onlyIpv4() ? NO_IPV4 : new IpAddress(0, 0), NO_IPV4);
  }

  private Zone startTime() {
    Bits millis = layout.bits(Field.START_MILLIS);
    if (millis != null && millis.mask() < 0) {
      return Zone.ANY_LONG;
    }
    long hour = context.hour();
    return upTo(hour, 1000 * greatest(Field.START_SECONDS) + greatest(Field.START_MILLIS));
  }

  private Zone endTime() {
    Zone start = startTime();
    return start == Zone.ANY_LONG
        ? start
        : upTo(start.minLow(), start.maxLow() - start.minLow() + longestDuration());
  }

  private long longestDuration() {
    long longest = 1000 * greatest(Field.DURATION_SECONDS) + greatest(Field.DURATION_MILLIS);
    return Math.min(longest, MAX_U32);
  }

  private long greatest(Field field) {
    Bits bits = layout.bits(field);
    return bits == null ? 0 : bits.mask();
  }

  /** A header can hold an hour so late that times after it wrap. */
  private static Zone upTo(long least, long span) {
    return least > Long.MAX_VALUE - span ? Zone.ANY_LONG : Zone.ofLongs(least, least + span);
  }
}
