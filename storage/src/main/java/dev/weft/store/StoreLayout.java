package dev.weft.store;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Where everything lies in a Weft store. This class is the layout's specification.
 *
 * <pre>
 * DIR/weft-store                      marks a store: one line, "weft-store 1" (1 = format version)
 * DIR/silk.conf                       the site: sensors, classes, types
 * DIR/lock                            locked while silk.conf or the ledger is changed, or staging
 *                                     folders are made and recovered; its content means nothing
 * DIR/readers                         locked, shared, while segments are read; see
 *                                     {@link ReaderPins}
 * DIR/flows/YYYY/MM/DD/HH/            the segments of an hour (UTC) of flow starts
 *       CLASS.TYPE.SENSOR.SEGMENT.weft    see {@link SegmentName}
 * DIR/ledger/YYYY/MM/DD.tsv           imported sources, by the day on which their first flow starts
 * DIR/sets/, DIR/pmaps/               named IP sets, prefix maps
 * DIR/staging/ID/                     an import at work: {@code owner} (locked while it lives),
 *                                     {@code N/} the segments of its Nth commit, not yet in flows/,
 *                                     {@code commit-N} the manifest that makes them count; likewise
 *                                     a compaction's merged segments, and what expires
 * DIR/damaged/                        what a repair has set aside, in folders as those of flows/
 * </pre>
 *
 * <p>A partition (an hour, a class, a type, a sensor) is all segments with its name in its hour's
 * folder, but for those that a merged segment among them replaces ({@link HourSegments}). Each
 * segment is complete from the moment its name is there, and is never changed afterwards. Years
 * have at least four digits, and a minus sign before the year 0. Nothing lists what is in the
 * store: an hour's folder is found by calendar arithmetic.
 */
public final class StoreLayout {
  /** Format version of the layout. */
  public static final int VERSION = 1;

  /** Milliseconds of an hour. */
  public static final long HOUR_MILLIS = 3_600_000L;

  static final String MARKER = "weft-store";

  private final Path directory;

  public StoreLayout(Path directory) {
    this.directory = directory;
  }

  public Path directory() {
    return directory;
  }

  public Path marker() {
    return directory.resolve(MARKER);
  }

  public Path siteFile() {
    return directory.resolve("silk.conf");
  }

  public Path lockFile() {
    return directory.resolve("lock");
  }

  public Path readersFile() {
    return directory.resolve("readers");
  }

  /** Where a repair puts what it can't leave in place. */
  public Path damaged() {
    return directory.resolve("damaged");
  }

  public Path flows() {
    return directory.resolve("flows");
  }

  public Path sets() {
    return directory.resolve("sets");
  }

  public Path maps() {
    return directory.resolve("pmaps");
  }

  public Path staging() {
    return directory.resolve("staging");
  }

  public Path ledger() {
    return directory.resolve("ledger");
  }

  /**
   * Folder of an hour's segments.
   *
   * @param hour a start of an hour, ms since the epoch
   */
  public Path hourFolder(long hour) {
    long hours = Math.floorDiv(hour, HOUR_MILLIS);
    return dayFolder(flows(), Math.floorDiv(hours, 24)).resolve(two(Math.floorMod(hours, 24)));
  }

  /** Ledger of the sources whose first flow starts on a day (days since the epoch). */
  public Path ledgerOfDay(long day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return ledger()
        .resolve(year(date.getYear()))
        .resolve(two(date.getMonthValue()))
        .resolve(two(date.getDayOfMonth()) + ".tsv");
  }

  static Path dayFolder(Path flows, long day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return flows
        .resolve(year(date.getYear()))
        .resolve(two(date.getMonthValue()))
        .resolve(two(date.getDayOfMonth()));
  }

  static String year(int year) {
    String digits = String.valueOf(Math.abs((long) year));
    String padded = "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    return year < 0 ? "-" + padded : padded;
  }

  static String two(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }
}
