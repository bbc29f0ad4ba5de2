package dev.weft.store;

import dev.weft.flow.LongRanges;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the hour folders that a time range allows. A level of the tree is listed only where more
 * than two of its folders are wanted; so a query that names a day touches that day's folders only,
 * and one that names no time lists no year twice.
 */
final class HourFolders {
  /** Takes each folder, hours ascending; it may be missing. */
  interface Visitor {
    /**
     * @param hour start of the hour, ms since the epoch
     */
    void visit(long hour, Path folder) throws IOException;
  }

  private static final int GUESSED = 2; // folders tried by name without listing their parent
  private static final long LAST_DAY = Math.floorDiv(Long.MAX_VALUE, 24 * StoreLayout.HOUR_MILLIS);
  private static final long FIRST_DAY = -LAST_DAY - 1;

  private final LongRanges hours; // hours since the epoch
  private final Visitor visitor;

  private HourFolders(LongRanges hours, Visitor visitor) {
    this.hours = hours;
    this.visitor = visitor;
  }

  /**
   * Visits the folders of the hours in which a time of the ranges lies.
   *
   * @param times ms since the epoch
   */
  static void visit(Path flows, LongRanges times, Visitor visitor) throws IOException {
    if (times.isEmpty()) {
      return;
    }
    long[] pairs = new long[2 * times.count()];
    for (int i = 0; i < times.count(); i++) {
      pairs[2 * i] = Math.floorDiv(times.low(i), StoreLayout.HOUR_MILLIS);
      pairs[2 * i + 1] = Math.floorDiv(times.high(i), StoreLayout.HOUR_MILLIS);
    }
    new HourFolders(LongRanges.ofPairs(pairs), visitor).years(flows);
  }

  private void years(Path flows) throws IOException {
    LocalDate first = dayOf(hours.low(0));
    LocalDate last = dayOf(hours.high(hours.count() - 1));
    for (long year : wanted(flows, first.getYear(), last.getYear())) {
      LocalDate start = LocalDate.of((int) year, 1, 1);
      if (meets(start, start.plusYears(1))) {
        months(flows.resolve(StoreLayout.year((int) year)), (int) year);
      }
    }
  }

  private void months(Path folder, int year) throws IOException {
    LocalDate start = LocalDate.of(year, 1, 1);
    LocalDate first = firstWantedDay(start);
    LocalDate last = lastWantedDay(start.plusYears(1));
    for (long month : wanted(folder, first.getMonthValue(), last.getMonthValue())) {
      LocalDate begin = LocalDate.of(year, (int) month, 1);
      if (meets(begin, begin.plusMonths(1))) {
        days(folder.resolve(StoreLayout.two((int) month)), YearMonth.of(year, (int) month));
      }
    }
  }

  private void days(Path folder, YearMonth month) throws IOException {
    LocalDate begin = month.atDay(1);
    LocalDate first = firstWantedDay(begin);
    LocalDate last = lastWantedDay(begin.plusMonths(1));
    for (long day : wanted(folder, first.getDayOfMonth(), last.getDayOfMonth())) {
      LocalDate date = month.atDay((int) day);
      if (meets(date, date.plusDays(1))) {
        hours(folder.resolve(StoreLayout.two((int) day)), date.toEpochDay());
      }
    }
  }

  private void hours(Path folder, long day) throws IOException {
    long start = 24 * day;
    long first = Math.max(start, firstFrom(start));
    long last = Math.min(start + 23, lastBefore(start + 24));
    for (long hour : wanted(folder, first - start, last - start)) {
      if (hours.contains(start + hour)) {
        Path hourFolder = folder.resolve(StoreLayout.two((int) hour));
        visitor.visit((start + hour) * StoreLayout.HOUR_MILLIS, hourFolder);
      }
    }
  }

  /** Numbers from low to high that may have a folder, ascending. */
  private static Iterable<Long> wanted(Path folder, long low, long high) throws IOException {
    if (high - low < GUESSED) {
      List<Long> all = new ArrayList<>();
      for (long n = low; n <= high; n++) {
        all.add(n);
      }
      return all;
    }
    TreeSet<Long> found = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        long n = number(entry.getFileName().toString());
        if (n >= low && n <= high) {
          found.add(n);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return found;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** The number that a folder's name is; Long.MIN_VALUE for any other name. */
  private static long number(String name) {
    int i = name.startsWith("-") ? 1 : 0;
    if (name.length() < i + 2 || name.length() > 11) {
      return Long.MIN_VALUE;
    }
    long n = 0;
    for (int k = i; k < name.length(); k++) {
      char c = name.charAt(k);
      if (c < '0' || c > '9') {
        return Long.MIN_VALUE;
      }
      n = 10 * n + c - '0';
    }
    return i == 1 ? -n : n;
  }

  private static LocalDate dayOf(long hour) {
    long day = Math.floorDiv(hour, 24);
    return LocalDate.ofEpochDay(Math.max(FIRST_DAY, Math.min(LAST_DAY, day)));
  }

  private boolean meets(LocalDate start, LocalDate end) {
    return hours.intersects(24 * start.toEpochDay(), 24 * end.toEpochDay() - 1);
  }

  private LocalDate firstWantedDay(LocalDate start) {
    long hour = firstFrom(24 * start.toEpochDay());
    return dayOf(Math.max(24 * start.toEpochDay(), hour));
  }

  private LocalDate lastWantedDay(LocalDate end) {
    return dayOf(lastBefore(24 * end.toEpochDay()));
  }

  /** First wanted hour at or after an hour; there is one. */
  private long firstFrom(long hour) {
    for (int i = 0; i < hours.count(); i++) {
      if (hours.high(i) >= hour) {
        return Math.max(hour, hours.low(i));
      }
    }
    return hour;
  }

  /** Last wanted hour before an hour; there is one. */
  private long lastBefore(long hour) {
    for (int i = hours.count() - 1; i >= 0; i--) {
      if (hours.low(i) < hour) {
        return Math.min(hour - 1, hours.high(i));
      }
    }
    return hour - 1;
  }
}
