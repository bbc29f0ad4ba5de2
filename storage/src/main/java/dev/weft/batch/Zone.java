package dev.weft.batch;

import dev.weft.flow.FirstOctets;
import dev.weft.flow.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Least and greatest value of a column in some rows, as unsigned 128-bit numbers for addresses and
 * signed longs in the low halves for all other columns. Bounds may be wider than the values.
 *
 * @param octets with which octets addresses begin that are all IPv4, or more; null where nothing is
 *     known of it
 */
public record Zone(
    long minHigh, long minLow, long maxHigh, long maxLow, @Nullable FirstOctets octets) {
  /** Nothing known of a long column. */
  public static final Zone ANY_LONG = ofLongs(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Nothing known of an address column. */
  public static final Zone ANY_ADDRESS = new Zone(0, 0, -1, -1, null);

  /** A zone of a long column. */
  public static Zone ofLongs(long min, long max) {
    return new Zone(0, min, 0, max, null);
  }

  /** A zone of an address column. */
  public static Zone ofAddresses(IpAddress min, IpAddress max) {
    return new Zone(min.high(), min.low(), max.high(), max.low(), null);
  }

  /** The same bounds of addresses that are all IPv4, with more known of them. */
  public Zone with(FirstOctets known) {
    return new Zone(minHigh, minLow, maxHigh, maxLow, known);
  }

  /** True where both bounds, and so all addresses, are IPv4. */
  public boolean allIpv4() {
    return IpAddress.isIpv4(minHigh, minLow) && IpAddress.isIpv4(maxHigh, maxLow);
  }

  /** The zone of the rows of two address zones. */
  public Zone unionOfAddresses(Zone o) {
    Zone min = IpAddress.compare(minHigh, minLow, o.minHigh, o.minLow) <= 0 ? this : o;
    Zone max = IpAddress.compare(maxHigh, maxLow, o.maxHigh, o.maxLow) >= 0 ? this : o;
    FirstOctets both = octets == null || o.octets == null ? null : octets.union(o.octets);
    return new Zone(min.minHigh, min.minLow, max.maxHigh, max.maxLow, both);
  }
}
