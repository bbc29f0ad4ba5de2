package dev.weft.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Points in time as people type them on the command line: UTC, down to the second. */
final class UtcTime {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})(?:[T :](\\d{1,2})(?::(\\d{2})(?::(\\d{2}))?)?)?Z?");

  private UtcTime() {}

  /**
   * Reads {@code 2026-11-01}, {@code 2026-11-01T06}, {@code "2026-11-01 06:30"}, and SiLK's {@code
   * 2026/11/01:06}.
   *
   * @return ms since the epoch
   * @throws IllegalArgumentException telling what is wrong and what is right
   */
  static long parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no date; expected as 2026-11-01 or 2026-11-01T06:00 (UTC)");
    }
    try {
      return LocalDateTime.of(
              number(m, 1), number(m, 3), number(m, 4), number(m, 5), number(m, 6), number(m, 7))
          .toInstant(ZoneOffset.UTC)
          .toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no date of the calendar: " + e.getMessage(), e);
    }
  }

  /** Makes a command's option a point in time, ms since the epoch. */
  static final class Converter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static int number(Matcher m, int group) {
    String digits = m.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** {@code 2026-11-01T06:00:00.120Z to 2026-11-01T06:00:07.001Z}. */
  static String span(long first, long last) {
    return Instant.ofEpochMilli(first) + " to " + Instant.ofEpochMilli(last);
  }

  /** {@code 2026-11-01 06:00}. */
  static String minute(long millis) {
    LocalDateTime t = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000), 0, ZoneOffset.UTC);
    return t.toLocalDate() + " " + t.toLocalTime().withSecond(0).withNano(0);
  }
}
