package dev.weft.partition;

/**
 * What all flows of a partition share. Names, not ids: ids are a matter of the site's
 * configuration, which may be written anew.
 *
 * @param hour start of the hour of the flows' starts, ms since the epoch, may be negative
 */
public record PartitionKey(long hour, String className, String typeName, String sensorName) {
  /** Milliseconds of an hour. */
  public static final long HOUR_MILLIS = 3_600_000;

  public PartitionKey {
    if (hour % HOUR_MILLIS != 0) {
      throw new IllegalArgumentException("hour " + hour + " is no multiple of " + HOUR_MILLIS);
    }
  }
}
