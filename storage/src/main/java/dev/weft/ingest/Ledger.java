package dev.weft.ingest;

import dev.weft.error.WarningSink;
import dev.weft.store.DurableFiles;
import dev.weft.store.SealedLines;
import dev.weft.store.StoreLayout;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was imported, so that nothing is imported twice by mistake. Entries lie in the file of the
 * day on which their first flow starts: a source's first chunk tells where to look, and an import
 * of an hour touches the ledger of a day however old the store is.
 *
 * <p>An entry is a line of tab-separated fields, sealed ({@link SealedLines}): SHA-256 in hex,
 * bytes, flows, id of the import, time of the import, name of the source (form-urlencoded). Sources
 * without flows have none. A damaged line is passed over with a warning.
 */
final class Ledger {
  private static final long DAY_MILLIS = 24 * StoreLayout.HOUR_MILLIS;
  private static final int FIELDS = 6;

  /**
   * An imported source.
   *
   * @param day day on which its first flow starts, since the epoch; names the file it stands in
   * @param digest SHA-256 of its bytes, in hex
   */
  record Entry(
      long day, String digest, long bytes, long flows, String importId, Instant time, String name) {
    String line() {
      return String.join(
          "\t",
          digest,
          Long.toString(bytes),
          Long.toString(flows),
          importId,
          time.toString(),
          URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    static @Nullable Entry parse(long day, String line) {
      String[] f = line.split("\t", -1);
      if (f.length != FIELDS) {
        return null;
      }
      try {
        return new Entry(
            day,
            f[0],
            Long.parseLong(f[1]),
            Long.parseLong(f[2]),
            f[3],
            Instant.parse(f[4]),
            URLDecoder.decode(f[5], StandardCharsets.UTF_8));
      } catch (IllegalArgumentException | DateTimeException e) {
        return null;
      }
    }
  }

  private final StoreLayout layout;
  private final WarningSink warnings;

  Ledger(StoreLayout layout, WarningSink warnings) {
    this.layout = layout;
    this.warnings = warnings;
  }

  static long day(long firstStart) {
    return Math.floorDiv(firstStart, DAY_MILLIS);
  }

  /** The entries of a day. */
  List<Entry> read(long day) throws IOException {
    Path file = layout.ledgerOfDay(day);
    List<Entry> entries = new ArrayList<>();
    List<String> lines = SealedLines.read(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = SealedLines.unseal(lines.get(i));
      Entry e = line == null ? null : Entry.parse(day, line);
      if (e != null) {
        entries.add(e);
      } else {
        warnings.warn(
            "%s: line %d is damaged and passed over; the source it named may be imported a second time; 'weft verify --repair' sets it aside"
                .formatted(file, i + 1));
      }
    }
    return entries;
  }

  /**
   * The first hour from a start on, within its day, of which a repair has set damaged flows aside,
   * so that the store may lack some of a source that it counts as imported; null where there is
   * none.
   */
  @Nullable Instant repairedHour(long firstStart) {
    long end = (day(firstStart) + 1) * DAY_MILLIS;
    long hour = Math.floorDiv(firstStart, StoreLayout.HOUR_MILLIS) * StoreLayout.HOUR_MILLIS;
    for (; hour < end; hour += StoreLayout.HOUR_MILLIS) {
      Path flows = layout.flows().relativize(layout.hourFolder(hour));
      if (Files.isDirectory(layout.damaged().resolve(flows.toString()))) {
        return Instant.ofEpochMilli(hour);
      }
    }
    return null;
  }

  /** The entry with this content; null where there is none. */
  @Nullable Entry find(long day, String digest) throws IOException {
    for (Entry e : read(day)) {
      if (e.digest().equals(digest)) {
        return e;
      }
    }
    return null;
  }

  /** Adds entries that are not there yet; the store is locked by the caller. */
  void add(List<Entry> entries) throws IOException {
    Map<Long, Set<String>> byDay = new TreeMap<>();
    for (Entry e : entries) {
      byDay.computeIfAbsent(e.day(), d -> new LinkedHashSet<>()).add(SealedLines.seal(e.line()));
    }
    for (Map.Entry<Long, Set<String>> day : byDay.entrySet()) {
      Path file = layout.ledgerOfDay(day.getKey());
      Set<String> fresh = day.getValue();
      fresh.removeAll(new HashSet<>(SealedLines.read(file)));
      if (!fresh.isEmpty()) {
        Path folder = file.getParent();
        if (folder != null) {
          DurableFiles.makeFolders(folder);
        }
        String text = String.join("\n", fresh) + "\n";
        DurableFiles.append(file, text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
