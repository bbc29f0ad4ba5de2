package dev.weft.store;

import dev.weft.flow.LongRanges;

/**
 * What a query says about partition keys.
 *
 * @param times start times, milliseconds since the epoch
 * @param sensors sensor ids
 * @param flowtypes flowtype ids
 */
public record KeyBounds(LongRanges times, LongRanges sensors, LongRanges flowtypes) {
  /** Every partition. */
  public static final KeyBounds ALL = new KeyBounds(LongRanges.ALL, LongRanges.ALL, LongRanges.ALL);

  /** True where every sensor and flowtype is within the bounds. */
  boolean isAnyKey() {
    return sensors.equals(LongRanges.ALL) && flowtypes.equals(LongRanges.ALL);
  }
}
