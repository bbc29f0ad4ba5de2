package dev.weft.silk;

import dev.weft.flow.LongRanges;
import dev.weft.silk.PathFormat.Kind;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The hours that files below a directory may have: those of a set of times, as far as the names on
 * the way to the directory leave open. Immutable.
 *
 * @param year as the path tells; -1 where it has not yet; so are month, day and hour
 */
record FileHours(LongRanges times, int year, int month, int day, int hour) {
  /** First millisecond of the first hour that a file name can tell. */
  static final long FIRST = 0;

  /** Last millisecond of the last such hour, 2038-01-18T23. */
  static final long LAST = LocalDate.of(2038, 1, 19).toEpochDay() * 86_400_000L - 1;

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2038;
  private static final long HOUR_MS = 3_600_000;

  FileHours(LongRanges times) {
    this(times, -1, -1, -1, -1);
  }

  /** The least and greatest value that a path can tell of a unit. */
  static int least(Kind unit) {
    return unit == Kind.YEAR ? FIRST_YEAR : unit == Kind.HOUR ? 0 : 1;
  }

  static int greatest(Kind unit) {
    return switch (unit) {
      case YEAR -> LAST_YEAR;
      case MONTH -> 12;
      case DAY -> 31;
      case HOUR -> 23;
      case LITERAL, CLASS, TYPE, FLOWTYPE, FLOWTYPE_ID, SENSOR, SENSOR_ID ->
          throw new IllegalArgumentException(unit + " is no unit of time");
    };
  }

  boolean dayIsKnown() {
    return year >= 0 && month >= 0 && day >= 0;
  }

  /** These hours with a unit told; null where none is left. */
  @Nullable FileHours with(Kind unit, int value) {
    int known =
        switch (unit) {
          case YEAR -> year;
          case MONTH -> month;
          case DAY -> day;
          case HOUR -> hour;
          case LITERAL, CLASS, TYPE, FLOWTYPE, FLOWTYPE_ID, SENSOR, SENSOR_ID -> -1;
        };
    if (known >= 0 && known != value) {
      return null;
    }
    FileHours narrowed =
        new FileHours(
            times,
            unit == Kind.YEAR ? value : year,
            unit == Kind.MONTH ? value : month,
            unit == Kind.DAY ? value : day,
            unit == Kind.HOUR ? value : hour);
    return narrowed.any() ? narrowed : null;
  }

  /** True where the times have any of these hours; a path that skips a unit gets the doubt. */
  private boolean any() {
    boolean isDate = !dayIsKnown() || day <= YearMonth.of(year, month).lengthOfMonth();
    return isDate && (year < 0 || times.intersects(first(), last()));
  }

  /** First millisecond that the units told from the year on leave. */
  private long first() {
    if (year < 0) {
      return FIRST;
    }
    long start = millis(LocalDate.of(year, Math.max(month, 1), month < 0 ? 1 : Math.max(day, 1)));
    return dayIsKnown() && hour >= 0 ? start + hour * HOUR_MS : start;
  }

  /** Last millisecond that the units told from the year on leave. */
  private long last() {
    if (year < 0) {
      return LAST;
    }
    if (month < 0) {
      return millis(LocalDate.of(year + 1, 1, 1)) - 1;
    }
    if (day < 0) {
      return millis(LocalDate.of(year, month, 1).plusMonths(1)) - 1;
    }
    return first() + (hour < 0 ? 24 * HOUR_MS : HOUR_MS) - 1;
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** True where the path told nothing that contradicts an hour (ms since the epoch). */
  boolean mayHold(long start) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(start, 24 * HOUR_MS));
    return (year < 0 || year == date.getYear())
        && (month < 0 || month == date.getMonthValue())
        && (day < 0 || day == date.getDayOfMonth())
        && (hour < 0 || hour == Math.floorMod(start, 24 * HOUR_MS) / HOUR_MS);
  }

  /** Hours of the times that the path allows, at most {@code limit} + 1 of them looked at. */
  long count(int limit) {
    return starts(limit).length;
  }

  /** Starts of those hours, ascending. */
  long[] all() {
    return starts(Integer.MAX_VALUE - 1);
  }

  private long[] starts(int limit) {
    LongStream.Builder starts = LongStream.builder();
    long next = Math.max(first(), FIRST); // a path that tells the day leaves 24 hours, not decades
    long end = Math.min(last(), LAST);
    int n = 0;
    for (int i = 0; i < times.count() && next <= end && n <= limit; i++) {
      long low = Math.max(next, Math.max(times.low(i), FIRST) / HOUR_MS * HOUR_MS);
      for (; low <= Math.min(times.high(i), end) && n <= limit; low += HOUR_MS) {
        next = low + HOUR_MS;
        if (mayHold(low)) {
          starts.add(low);
          n++;
        }
      }
    }
    return starts.build().toArray();
  }
}
