package dev.weft.cli;

import dev.weft.error.QueryException;
import java.util.Locale;

/** Numbers as people read them. */
final class Sizes {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

  private Sizes() {}

  /** {@code 12 bytes}, {@code 3.4 MB}; units of 1000. */
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    String pattern = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, pattern, value, UNITS[unit]);
  }

  /**
   * Bytes of a size such as {@code 256m} or {@code 2g}; units of 1024.
   *
   * @throws QueryException if it is none
   */
  static long parse(String size) {
    if (!size.matches("[0-9]{1,9}[kKmMgG]?")) {
      throw new QueryException("expected a size such as 256m or 2g, found \"" + size + "\"");
    }
    char unit = Character.toLowerCase(size.charAt(size.length() - 1));
    int shift = unit == 'k' ? 10 : unit == 'm' ? 20 : unit == 'g' ? 30 : 0;
    return Long.parseLong(shift == 0 ? size : size.substring(0, size.length() - 1)) << shift;
  }

  /** {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  static String time(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  /** {@code 1,234,567}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 file}, {@code 1,234 files}. */
  static String count(long count, String thing) {
    return count(count) + " " + thing + (count == 1 ? "" : "s");
  }
}
