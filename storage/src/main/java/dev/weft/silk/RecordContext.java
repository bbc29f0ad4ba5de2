package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.HeaderEntry.PackedFile;
import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the records of one file need beside their own bytes. Shared by all readers of the file.
 *
 * @param hour ms since the epoch that start times of hourly formats count from
 * @param sensor sensor of all flows where records don't have their own
 * @param flowtype likewise
 * @param swapIcmp true where the bytes of an ICMP type and code found in the source port are
 *     exchanged
 * @param clipped set when the one warning about clipped numbers is given
 */
record RecordContext(
    String file,
    RecordLayout layout,
    boolean bigEndian,
    long hour,
    long sensor,
    long flowtype,
    boolean swapIcmp,
    WarningSink warnings,
    AtomicBoolean clipped) {

  /**
   * Puts together what the header and, if it is a legacy one, the file's name tell.
   *
   * @throws dev.weft.error.UnsupportedFormatException where the file holds no flows Weft reads
   */
  static RecordContext of(SilkHeader header, Site site, WarningSink warnings)
      throws CorruptFileException {
    RecordLayout layout = RecordLayout.of(header.file(), header.format(), header.recordVersion());
    if (header.recordSize() != 0 && header.recordSize() != layout.size()) {
      throw new CorruptFileException(
          header.file(),
          12,
          header.formatName()
              + " version "
              + header.recordVersion()
              + ": record size "
              + layout.size()
              + " (or 0) expected, "
              + header.recordSize()
              + " found");
    }
    PackedFile packed = header.first(PackedFile.class);
    long hour = 0;
    long sensor = Site.UNKNOWN_SENSOR;
    long flowtype = Site.UNKNOWN_FLOWTYPE;
    if (packed != null) {
      hour = layout.hourly() ? packed.hour() : 0;
      sensor = packed.sensor();
      flowtype = layout.hourly() ? packed.flowtype() : flowtype;
    }
    if (header.isLegacy() && layout.hourly()) {
      SilkFileName told = SilkFileName.parse(lastPart(header.file()), site);
      sensor = told.sensor();
      flowtype = told.flowtype();
      if (flowtype == Site.UNKNOWN_FLOWTYPE) {
        warnings.warn(
            header.file()
                + ": sensor and type are unknown: a file with a legacy header has them in its name,"
                + " TYPE-SENSOR_YYYYMMDD.HH, with names that silk.conf has");
      }
    } else if (packed == null && layout.hourly()) {
      warnings.warn(
          header.file()
              + ": the header lacks the packed-file entry that "
              + header.formatName()
              + " needs: sensor and type are unknown, start times count from 1970");
    }
    return new RecordContext(
        header.file(),
        layout,
        header.bigEndian(),
        hour,
        sensor,
        flowtype,
        header.isLegacy() && swapsIcmp(header.format()),
        warnings,
        new AtomicBoolean());
  }

  private static String lastPart(String file) {
    return file.substring(
        Math.max(file.lastIndexOf('/'), file.lastIndexOf(File.separatorChar)) + 1);
  }

  private static boolean swapsIcmp(int format) {
    return switch (format) {
      case FormatNames.RWFILTER,
          FormatNames.RWNOTROUTED,
          FormatNames.RWROUTED,
          FormatNames.RWSPLIT,
          FormatNames.RWWWW ->
          true;
      default -> false;
    };
  }

  /** Tells of clipped numbers, once a file. */
  void warnOfClipping() {
    if (clipped.compareAndSet(false, true)) {
      warnings.warn(
          file
              + ": some packets, bytes or interfaces are greater than SiLK 3 can hold; they read as"
              + " its greatest values, 4294967295 and 65535");
    }
  }
}
