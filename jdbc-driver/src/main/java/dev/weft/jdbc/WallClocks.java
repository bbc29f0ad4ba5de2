package dev.weft.jdbc;

import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * UTC wall clocks as {@link Timestamp}s that show the same in the JVM's zone. The shift between the
 * two is looked up once for neighbouring times; a zone that the JVM changes to while it is in use
 * counts from the next quarter of an hour on. For use by one thread.
 */
final class WallClocks {
  /** Milliseconds; a zone does not change its offset twice within it. */
  private static final long SPAN = 900_000;

  private long start;
  private long end;
  private long shift;

  /** As {@link Timestamp#valueOf(LocalDateTime)} of the wall clock. */
  Timestamp timestamp(long millis) {
    if (millis < start || millis >= end) {
      look(Math.floorDiv(millis, SPAN) * SPAN);
      if (start == end) {
        return plain(millis);
      }
    }
    return new Timestamp(millis + shift);
  }

  /** Learns the shift of a span; leaves none where it changes within. */
  private void look(long first) {
    long last = first + SPAN - 1;
    long firstShift = plain(first).getTime() - first;
    boolean steady = plain(last).getTime() - last == firstShift;
    start = first;
    end = steady ? first + SPAN : first;
    shift = firstShift;
  }

  private static Timestamp plain(long millis) {
    return Timestamp.valueOf(clock(millis));
  }

  /** The wall clock of UTC. */
  static LocalDateTime clock(long millis) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(millis, 1000L),
        (int) Math.floorMod(millis, 1000L) * 1_000_000,
        ZoneOffset.UTC);
  }
}
