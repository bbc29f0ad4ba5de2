package dev.weft.ingest;

import dev.weft.flow.FlowAttributes;
import dev.weft.flow.IpAddress;
import dev.weft.flow.TcpFlags;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Values out of the bytes of a text cell, without blanks around. What is no value of its kind
 * throws {@link BadValue}, which says what was expected.
 */
final class TextValues {
  /** A cell is not what its column holds. */
  static final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    BadValue(String expected) {
      super(expected, null, false, false);
    }

    /** Names what belongs there. */
    String expected() {
      String message = getMessage();
      return message == null ? "another value" : message;
    }
  }

  private static final String TIME =
      "a time as 2024/02/29T23:59:59.123, 2024-02-29 23:59:59.123, 02/29/2024 23:59:59 or seconds"
          + " since 1970";
  private static final long FIRST_TIME = -62_135_596_800_000L; // 0001-01-01
  private static final long LAST_TIME = 253_402_300_799_999L; // 9999-12-31T23:59:59.999
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1000 - 1;

  private TextValues() {}

  /** A whole number from 0 to {@code max}. */
  static long number(byte[] b, int from, int to, long max) throws BadValue {
    long n = 0;
    boolean sound = from < to && to - from <= 20;
    for (int i = from; i < to && sound; i++) {
      int digit = b[i] - '0';
      sound = digit >= 0 && digit <= 9 && n <= (max - digit) / 10;
      n = 10 * n + digit;
    }
    if (!sound) {
      throw new BadValue("a number from 0 to " + max);
    }
    return n;
  }

  static boolean isNumber(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return false;
      }
    }
    return from < to;
  }

  /** The 32 bits of a dotted quad, parts with or without zeros before them; -1 for other text. */
  static long quad(byte[] b, int from, int to) {
    long bits = 0;
    int part = 0;
    int digits = 0;
    int dots = 0;
    for (int i = from; i < to; i++) {
      int c = b[i];
      if (c >= '0' && c <= '9' && digits < 3) {
        part = 10 * part + c - '0';
        digits++;
      } else if (c == '.' && digits > 0 && part < 256 && dots < 3) {
        bits = bits << 8 | part;
        part = 0;
        digits = 0;
        dots++;
      } else {
        return -1;
      }
    }
    return dots == 3 && digits > 0 && part < 256 ? bits << 8 | part : -1;
  }

  /** An address as IPv6 text or as a decimal number, up to 4294967295 IPv4 and above IPv6. */
  static IpAddress address(byte[] b, int from, int to) throws BadValue {
    String text = text(b, from, to);
    if (isNumber(b, from, to) && to - from < 40) {
      BigInteger n = new BigInteger(text);
      if (n.bitLength() <= 32) {
        return IpAddress.ofIpv4(n.longValue());
      }
      if (n.bitLength() <= 128) {
        return new IpAddress(n.shiftRight(64).longValue(), n.longValue());
      }
    }
    IpAddress a = IpAddress.tryParse(text);
    if (a == null) {
      throw new BadValue("an address as 192.0.2.1, 2001:db8::1 or a decimal number");
    }
    return a;
  }

  /** TCP flags as letters, with or without blanks between, or as a number. */
  static long flags(byte[] b, int from, int to) throws BadValue {
    if (isNumber(b, from, to)) {
      return number(b, from, to, 255);
    }
    try {
      return from == to ? 0 : TcpFlags.parse(text(b, from, to));
    } catch (IllegalArgumentException e) {
      throw new BadValue("TCP flags as the letters " + TcpFlags.LETTERS + " or a number");
    }
  }

  /** Attributes as letters, or a number of which the bits that have letters count. */
  static long attributes(byte[] b, int from, int to) throws BadValue {
    if (isNumber(b, from, to)) {
      return number(b, from, to, 255) & FlowAttributes.MASK;
    }
    try {
      return from == to ? 0 : FlowAttributes.parse(text(b, from, to));
    } catch (IllegalArgumentException e) {
      throw new BadValue("attributes as the letters TCFS");
    }
  }

  /** Seconds with up to three decimals that count, as milliseconds, not negative. */
  static long duration(byte[] b, int from, int to) throws BadValue {
    if (from == to || b[from] == '-') {
      throw new BadValue("a duration in seconds, 0 or more");
    }
    return seconds(b, from, to, "a duration in seconds");
  }

  /** A time in UTC as milliseconds since the epoch. */
  static long time(byte[] b, int from, int to) throws BadValue {
    boolean epoch = from < to;
    for (int i = from; i < to && epoch; i++) {
      epoch = b[i] >= '0' && b[i] <= '9' || b[i] == '.' || i == from && b[i] == '-';
    }
    long millis = epoch ? seconds(b, from, to, TIME) : calendarTime(b, from, to);
    if (millis < FIRST_TIME || millis > LAST_TIME) { // SQL has no other years to show
      throw new BadValue("a time in the years 1 to 9999");
    }
    return millis;
  }

  /** Decimals beyond the third are cut towards the past. */
  private static long seconds(byte[] b, int from, int to, String expected) throws BadValue {
    boolean negative = b[from] == '-';
    int i = negative ? from + 1 : from;
    long whole = 0;
    int digits = 0;
    while (i < to && b[i] >= '0' && b[i] <= '9' && whole < MAX_SECONDS / 10) {
      whole = 10 * whole + b[i++] - '0';
      digits++;
    }
    int point = i;
    long millis = digits == 0 ? -1 : fraction(b, i, to);
    if (millis < 0) {
      throw new BadValue(expected);
    }
    if (!negative) {
      return 1000 * whole + millis;
    }
    boolean cut = false;
    for (int k = point + 4; k < to; k++) {
      cut |= b[k] != '0';
    }
    return -(1000 * whole + millis) - (cut ? 1 : 0);
  }

  /** Milliseconds of {@code .123456} or of nothing; -1 for other text. */
  private static long fraction(byte[] b, int from, int to) {
    if (from == to) {
      return 0;
    }
    if (b[from] != '.') {
      return -1;
    }
    long millis = 0;
    for (int i = from + 1; i < to; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return -1;
      }
      if (i <= from + 3) {
        millis = 10 * millis + b[i] - '0';
      }
    }
    for (int i = to - from - 1; i < 3; i++) {
      millis *= 10;
    }
    return millis;
  }

  private static long calendarTime(byte[] b, int from, int to) throws BadValue {
    int end = to > from && b[to - 1] == 'Z' ? to - 1 : to;
    int[] parts = new int[6]; // date in the order written, then hours, minutes, seconds
    int count = 0;
    int firstLength = 0;
    int i = from;
    while (count < 6) {
      int start = i;
      while (i < end && b[i] >= '0' && b[i] <= '9' && i - start < 9) {
        parts[count] = 10 * parts[count] + b[i++] - '0';
      }
      if (i == start) {
        throw new BadValue(TIME);
      }
      firstLength = count == 0 ? i - start : firstLength;
      count++;
      if (i == end || b[i] == '.' && count == 6) {
        break;
      }
      if (!isSeparator(b[i++], count)) {
        throw new BadValue(TIME);
      }
    }
    long millis = count == 6 ? fraction(b, i, end) : i == end && count >= 3 ? 0 : -1;
    boolean monthFirst = firstLength < 3;
    int year = monthFirst ? parts[2] : parts[0];
    int month = monthFirst ? parts[0] : parts[1];
    int day = monthFirst ? parts[1] : parts[2];
    boolean sound =
        millis >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= LocalDate.of(year, month, 1).lengthOfMonth()
            && parts[3] < 24
            && parts[4] < 60
            && parts[5] < 60;
    if (!sound) {
      throw new BadValue(TIME);
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return days * DAY_MILLIS + 1000L * (3600 * parts[3] + 60 * parts[4] + parts[5]) + millis;
  }

  private static boolean isSeparator(byte c, int partsBefore) {
    return switch (partsBefore) {
      case 1, 2 -> c == '/' || c == '-';
      case 3 -> c == 'T' || c == ' ' || c == ':';
      default -> c == ':';
    };
  }

  static String text(byte[] b, int from, int to) {
    return new String(b, from, to - from, StandardCharsets.UTF_8);
  }

  /** The cell for a message: at most 40 characters. */
  static String shown(byte[] b, int from, int to) {
    if (from == to) {
      return "nothing";
    }
    String cell = text(b, from, Math.min(to, from + 40));
    return "'" + cell + (to - from > 40 ? "..." : "") + "'";
  }
}
