package dev.weft.ingest;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contents that are in the store already, or were read by this import. Not thread-safe. */
final class KnownSources {
  private static final int DAYS_KEPT = 64;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Ledger ledger;
  private final Map<String, SourceUnit> own = new HashMap<>(); // by digest
  private final Set<Long> sizes = new HashSet<>(); // of these
  private final Map<Long, Map<String, Ledger.Entry>> days =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<String, Ledger.Entry>> eldest) {
          return size() > DAYS_KEPT;
        }
      };

  KnownSources(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * True where a source of this size is known that may be the same; only reading all of it tells.
   *
   * @param start start of its first flow, ms since the epoch
   */
  boolean mayBeKnown(long start, long bytes) throws IOException {
    if (sizes.contains(bytes)) {
      return true;
    }
    for (Ledger.Entry e : day(Ledger.day(start)).values()) {
      if (e.bytes() == bytes) {
        return true;
      }
    }
    return false;
  }

  /** Why a source that was read to its end need not go in; null where it must. */
  @Nullable String reasonToSkip(SourceUnit unit) throws IOException {
    if (unit.digest().isEmpty() || unit.flows() == 0) {
      return null;
    }
    SourceUnit twin = own.get(unit.digest());
    if (twin != null) {
      return "%s: the same content as %s, imported just now; use --again"
          .formatted(unit.name(), twin.name());
    }
    Ledger.Entry e = day(Ledger.day(unit.firstStart())).get(unit.digest());
    if (e == null) {
      return null;
    }
    String from = e.name().equals(unit.name()) ? "" : " from " + e.name();
    Instant repaired = ledger.repairedHour(unit.firstStart());
    String what =
        repaired == null
            ? "use --again"
            : "a repair has set flows of the hour from %s UTC aside since: to get back what it lost, import all sources of the damaged hours into a new store, for --again would add a second time what was kept"
                .formatted(TIME.format(repaired));
    return "%s: already imported on %s UTC%s; %s"
        .formatted(unit.name(), TIME.format(e.time()), from, what);
  }

  /** Keeps in mind a source that goes in. */
  void add(SourceUnit unit) {
    if (!unit.digest().isEmpty() && unit.flows() > 0) {
      own.put(unit.digest(), unit);
      sizes.add(unit.bytes());
    }
  }

  /** Sources that were given up; another import has changed the ledger. */
  void forget(Iterable<SourceUnit> units) {
    days.clear();
    for (SourceUnit u : units) {
      own.remove(u.digest());
    }
  }

  private Map<String, Ledger.Entry> day(long day) throws IOException {
    Map<String, Ledger.Entry> entries = days.get(day);
    if (entries == null) {
      entries = new HashMap<>();
      for (Ledger.Entry e : ledger.read(day)) {
        entries.put(e.digest(), e);
      }
      days.put(day, entries);
    }
    return entries;
  }
}
