package dev.weft.batch;

import dev.weft.flow.IpAddress;

/**
 * Least and greatest value of a column in some rows, as unsigned 128-bit numbers for addresses and
 * signed longs in the low halves for all other columns. Bounds may be wider than the values.
 */
public record Zone(long minHigh, long minLow, long maxHigh, long maxLow) {
  /** A zone of a long column. */
  public static Zone ofLongs(long min, long max) {
    return new Zone(0, min, 0, max);
  }

  /** A zone of an address column. */
  public static Zone ofAddresses(IpAddress min, IpAddress max) {
    return new Zone(min.high(), min.low(), max.high(), max.low());
  }

  /** Nothing known of a long column. */
  public static final Zone ANY_LONG = ofLongs(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Nothing known of an address column. */
  public static final Zone ANY_ADDRESS = new Zone(0, 0, -1, -1);
}
