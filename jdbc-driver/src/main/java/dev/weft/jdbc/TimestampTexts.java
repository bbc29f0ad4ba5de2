package dev.weft.jdbc;

import java.nio.charset.StandardCharsets;
import org.apache.calcite.avatica.util.DateTimeUtils;

/**
 * Timestamps as text, {@code yyyy-MM-dd HH:mm:ss.SSS}, as Calcite writes them. The day is written
 * once for all timestamps of it that follow each other. For use by one thread.
 */
final class TimestampTexts {
  private static final long DAY = 86_400_000;
  private static final int DATE_LENGTH = 10;
  private static final int MOST_DIGITS = 3;

  /** Nobody's flows are farther from 1970, in milliseconds: some 2000 years. */
  private static final long FAR = 1L << 46;

  private final byte[] text = "0000-00-00 00:00:00.000".getBytes(StandardCharsets.ISO_8859_1);
  private long day = Long.MIN_VALUE;

  /**
   * @param millis since the epoch
   * @param digits of the second's fraction
   */
  String of(long millis, int digits) {
    long wantedDay = Math.floorDiv(millis, DAY);
    if (millis < -FAR || millis > FAR || digits > MOST_DIGITS || !write(wantedDay)) {
      return DateTimeUtils.unixTimestampToString(millis, digits);
    }
    int time = (int) (millis - wantedDay * DAY);
    int seconds = time / 1000;
    two(11, seconds / 3600);
    two(14, seconds / 60 % 60);
    two(17, seconds % 60);
    int fraction = time % 1000;
    text[20] = (byte) ('0' + fraction / 100);
    two(21, fraction % 100);
    int length = digits == 0 ? 19 : 20 + digits;
    return new String(text, 0, length, StandardCharsets.ISO_8859_1);
  }

  private boolean write(long wantedDay) {
    if (day != wantedDay) {
      byte[] date =
          DateTimeUtils.unixDateToString((int) wantedDay).getBytes(StandardCharsets.ISO_8859_1);
      if (date.length != DATE_LENGTH) {
        return false;
      }
      System.arraycopy(date, 0, text, 0, DATE_LENGTH);
      day = wantedDay;
    }
    return true;
  }

  private void two(int at, int value) {
    text[at] = (byte) ('0' + value / 10);
    text[at + 1] = (byte) ('0' + value % 10);
  }
}
