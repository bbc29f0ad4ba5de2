package dev.weft.silk;

import dev.weft.flow.Site;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What the name of a repository file tells, {@code FLOWTYPE-SENSOR_YYYYMMDD.HH[.SUFFIX]}.
 *
 * @param flowtype flowtype id; {@link Site#UNKNOWN_FLOWTYPE} if the site lacks it
 * @param sensor sensor id; {@link Site#UNKNOWN_SENSOR} if the site lacks it
 * @param hour start of the hour, ms since the epoch; {@link #NO_HOUR} where the name tells none
 */
public record SilkFileName(int flowtype, int sensor, long hour) {
  /** {@link #hour} of a name that is not a repository file's. */
  public static final long NO_HOUR = Long.MIN_VALUE;

  /** A name that tells nothing. */
  public static final SilkFileName UNKNOWN =
      new SilkFileName(Site.UNKNOWN_FLOWTYPE, Site.UNKNOWN_SENSOR, NO_HOUR);

  private static final int FIRST_DAY = 19700101;
  private static final int LAST_DAY = 20380118;

  /**
   * Reads a file name as SiLK does for files of legacy headers: the flowtype is the shortest known
   * one before a {@code -}; an unknown sensor leaves the flowtype known; a part that does not fit
   * leaves all unknown.
   *
   * @param name last component of a path
   */
  public static SilkFileName parse(String name, Site site) {
    for (int dash = name.indexOf('-'); dash >= 0; dash = name.indexOf('-', dash + 1)) {
      Site.FlowType type = site.typeOfFlowtype(name.substring(0, dash));
      if (type != null) {
        int underscore = name.indexOf('_', dash + 1);
        long hour = underscore < 0 ? NO_HOUR : hour(name, underscore + 1);
        if (hour == NO_HOUR) {
          return UNKNOWN;
        }
        Site.Sensor sensor = site.sensorNamed(name.substring(dash + 1, underscore));
        return new SilkFileName(
            type.id(), sensor == null ? Site.UNKNOWN_SENSOR : sensor.id(), hour);
      }
    }
    return UNKNOWN;
  }

  /**
   * The hour that a name of this shape tells whatever the site calls its types and sensors; {@link
   * #NO_HOUR} for other names.
   */
  public static long hourOf(String name) {
    int dash = name.indexOf('-');
    int underscore = dash < 1 ? -1 : name.indexOf('_', dash + 1);
    while (underscore >= 0) { // a flowtype may have underscores, and dashes, too
      long hour = hour(name, underscore + 1);
      if (hour != NO_HOUR) {
        return hour;
      }
      underscore = name.indexOf('_', underscore + 1);
    }
    return NO_HOUR;
  }

  /** Reads {@code YYYYMMDD.HH}, followed by the end or a dot. */
  private static long hour(String name, int at) {
    int end = at + 11;
    if (name.length() < end
        || name.charAt(at + 8) != '.'
        || name.length() > end && name.charAt(end) != '.') {
      return NO_HOUR;
    }
    int date = number(name, at, 8);
    int hour = number(name, at + 9, 2);
    if (date < FIRST_DAY || date > LAST_DAY || hour < 0 || hour > 23) {
      return NO_HOUR;
    }
    try {
      return LocalDate.of(date / 10000, date / 100 % 100, date % 100)
          .atTime(hour, 0)
          .toInstant(ZoneOffset.UTC)
          .toEpochMilli();
    } catch (DateTimeException e) {
      return NO_HOUR;
    }
  }

  private static int number(String text, int at, int length) {
    int value = 0;
    for (int i = at; i < at + length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
