package dev.weft.maintenance;

import dev.weft.error.WarningSink;
import dev.weft.flow.IpAddress;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import dev.weft.partition.PartitionChecker;
import dev.weft.store.HourSegments;
import dev.weft.store.StoreFinding;
import dev.weft.store.StoreVerifier;
import dev.weft.store.WeftStore;
import dev.weft.testing.RandomFlows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is done to small stores while their file system fails, and what has to be there afterwards:
 * sources of a few flows each, imported, merged, expired, repaired.
 */
abstract class Work {
  /** What is acknowledged, as it is. */
  interface Ledger {
    void acknowledged(int part);
  }

  static final int SOURCES = 3;
  private static final int ROWS = 8;
  private static final long CUT = RandomFlows.FIRST_HOUR + RandomFlows.HOUR;

  final List<Path> sources = new ArrayList<>();
  final List<Map<String, Integer>> parts = new ArrayList<>(); // the flows of each source

  /**
   * @param folder gets the sources, and stores for a while
   */
  Work(Path folder, Random random) throws IOException {
    for (int i = 0; i < SOURCES; i++) {
      Path file = folder.resolve("source" + i + ".txt");
      Files.write(file, lines(random, i));
      sources.add(file);
      Path alone = folder.resolve("alone" + i);
      require(importAll(alone, List.of(file)).isComplete(), "a source alone");
      parts.add(SmallStores.content(alone));
    }
  }

  /** Every kind of work, by its name. */
  static Work of(String name, Path folder, Random random) throws IOException {
    return switch (name) {
      case "import" -> new Importing(folder, random);
      case "compact" -> new Compacting(folder, random);
      case "expire" -> new Expiring(folder, random);
      case "repair" -> new Repairing(folder, random);
      default -> throw new IllegalArgumentException(name);
    };
  }

  static final List<String> NAMES = List.of("import", "compact", "expire", "repair");

  private static List<String> lines(Random random, int source) {
    List<String> lines = new ArrayList<>();
    lines.add("sIP,dIP,sPort,dPort,protocol,packets,bytes,sTime,duration,sensor,type");
    for (int i = 0; i < ROWS; i++) {
      long start = RandomFlows.FIRST_HOUR + random.nextInt(2 * (int) RandomFlows.HOUR);
      lines.add(
          "%s,%s,%d,%d,6,%d,%d,%s,%d.5,S%d,%s"
              .formatted(
                  IpAddress.ofIpv4(random.nextInt()),
                  IpAddress.ofIpv4(random.nextInt()),
                  source,
                  random.nextInt(65536),
                  1 + random.nextInt(9),
                  40 + random.nextInt(9000),
                  time(start),
                  random.nextInt(60),
                  source % 2,
                  random.nextBoolean() ? "in" : "out"));
    }
    return lines;
  }

  private static String time(long millis) {
    LocalDateTime t = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    return "%04d/%02d/%02dT%02d:%02d:%02d.%03d"
        .formatted(
            t.getYear(),
            t.getMonthValue(),
            t.getDayOfMonth(),
            t.getHour(),
            t.getMinute(),
            t.getSecond(),
            t.getNano() / 1_000_000);
  }

  static ImportResult importAll(Path store, List<Path> files) throws IOException {
    return new Importer(store, SmallStores.OPTIONS, WarningSink.NONE, ImportProgress.NONE)
        .importPaths(files, null);
  }

  /** Throws what an import tells went wrong. */
  private static void importOrThrow(Path store, Path file) throws IOException {
    ImportResult result = importAll(store, List.of(file));
    if (result.stopped() != null) {
      throw new IOException(result.stopped());
    }
    if (!result.isComplete()) {
      throw new IOException(result.failed().toString());
    }
  }

  static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  /** Fills the store as it is before. */
  abstract void prepare(Path store) throws IOException;

  /** Does it, telling what it has done. */
  abstract void on(Path store, Ledger ledger) throws IOException;

  /** Looks whether the store is as it may be; then works on to the end, and looks again. */
  abstract void check(Path store, Set<Integer> acknowledged) throws IOException;

  /** Finds what the store holds, each source's flows once or not at all, nothing else. */
  final Set<Integer> whole(Path store, Set<Integer> acknowledged) throws IOException {
    Map<String, Integer> found = SmallStores.content(store);
    Set<Integer> whole = new HashSet<>();
    Map<String, Integer> sum = new HashMap<>();
    for (int i = 0; i < SOURCES; i++) {
      if (found.keySet().containsAll(parts.get(i).keySet())) {
        whole.add(i);
        parts.get(i).forEach((line, n) -> sum.merge(line, n, Integer::sum));
      }
    }
    require(whole.containsAll(acknowledged), acknowledged + " acknowledged, found " + whole);
    require(
        sum.equals(found),
        "%d lines found, %d of whole sources".formatted(found.size(), sum.size()));
    return whole;
  }

  /** Nothing is wrong but, after a power cut, the end of a ledger, which a repair sets aside. */
  static void verify(Path store) throws IOException {
    List<StoreFinding> findings = findings(store);
    findings.removeIf(f -> f.kind() == StoreFinding.Kind.LEFTOVER);
    Set<Path> ledgers = new HashSet<>();
    for (StoreFinding f : findings) {
      require(f.message().contains("/ledger/"), f.message());
      ledgers.add(f.file());
    }
    if (!ledgers.isEmpty()) {
      new Repairer(store, WarningSink.NONE).repair(ledgers);
      require(findings(store).stream().noneMatch(StoreFinding::isFault), "damage after a repair");
    }
  }

  static List<StoreFinding> findings(Path store) throws IOException {
    List<StoreFinding> findings = new ArrayList<>();
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      StoreVerifier.verify(
          opened, 1, PartitionChecker.Depth.VALUES, findings::add, StoreVerifier.Progress.NONE);
    }
    return findings;
  }

  final Map<String, Integer> everything() {
    Map<String, Integer> sum = new TreeMap<>();
    parts.forEach(p -> p.forEach((line, n) -> sum.merge(line, n, Integer::sum)));
    return sum;
  }

  /** After all is done: every source was imported exactly once, also when it is asked for again. */
  final void finish(Path store, Map<String, Integer> end) throws IOException {
    for (int i = 0; i < 2; i++) {
      require(importAll(store, sources).isComplete(), "sources again");
      require(SmallStores.content(store).equals(end), "flows after importing all again");
      verify(store);
      SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
      require(SmallStores.content(store).equals(end), "flows after merging");
    }
    SmallStores.assertCompact(store);
  }

  /** Sources imported one after the other, then merged. */
  private static final class Importing extends Work {
    Importing(Path folder, Random random) throws IOException {
      super(folder, random);
    }

    @Override
    void prepare(Path store) throws IOException {
      require(!Files.exists(store), "a store before the first import");
    }

    @Override
    void on(Path store, Ledger ledger) throws IOException {
      for (int i = 0; i < SOURCES; i++) {
        importOrThrow(store, sources.get(i));
        ledger.acknowledged(i);
      }
      SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
    }

    @Override
    void check(Path store, Set<Integer> acknowledged) throws IOException {
      if (WeftStore.isStore(store)) {
        Importer.recover(store, WarningSink.NONE);
        whole(store, acknowledged);
        verify(store);
      } else {
        require(acknowledged.isEmpty(), "no store");
      }
      finish(store, everything());
    }
  }

  /** Segments of three imports, merged. */
  private static class Compacting extends Work {
    private static final Set<Integer> ALL = Set.of(0, 1, 2);

    Compacting(Path folder, Random random) throws IOException {
      super(folder, random);
    }

    @Override
    void prepare(Path store) throws IOException {
      for (Path file : sources) {
        importOrThrow(store, file);
      }
    }

    @Override
    void on(Path store, Ledger ledger) throws IOException {
      SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
    }

    @Override
    void check(Path store, Set<Integer> acknowledged) throws IOException {
      whole(store, ALL);
      Importer.recover(store, WarningSink.NONE);
      whole(store, ALL);
      verify(store);
      finish(store, everything());
    }
  }

  /** The first of two hours expired. */
  private static final class Expiring extends Compacting {
    private final Map<String, Integer> late;

    Expiring(Path folder, Random random) throws IOException {
      super(folder, random);
      Path store = folder.resolve("late");
      prepare(store);
      SmallStores.expirer(store, MaintenanceStep.Listener.NONE).run(CUT);
      late = SmallStores.content(store);
      require(!late.isEmpty() && late.size() < everything().size(), "hours of a random source");
    }

    @Override
    void on(Path store, Ledger ledger) throws IOException {
      SmallStores.expirer(store, MaintenanceStep.Listener.NONE).run(CUT);
      ledger.acknowledged(0);
    }

    @Override
    void check(Path store, Set<Integer> acknowledged) throws IOException {
      Map<String, Integer> found = SmallStores.content(store);
      boolean gone = found.equals(late);
      require(gone || acknowledged.isEmpty() && found.equals(everything()), "a part of an hour");
      SmallStores.expirer(store, MaintenanceStep.Listener.NONE).run(CUT);
      finish(store, late);
    }
  }

  /** One damaged segment, and a damaged ledger, repaired. */
  private static final class Repairing extends Compacting {
    private final Map<String, Integer> sound = new HashMap<>();
    private final List<byte[]> damaged = new ArrayList<>();
    private final Random random;

    Repairing(Path folder, Random random) throws IOException {
      super(folder, random);
      this.random = random;
    }

    @Override
    void prepare(Path store) throws IOException {
      super.prepare(store);
      damaged.clear();
      sound.clear();
      Path file = SmallStores.hours(store).get(0).current().get(0).file();
      byte[] bytes = Files.readAllBytes(file);
      Path moved = store.resolveSibling("moved");
      Files.move(file, moved);
      sound.putAll(SmallStores.content(store));
      Files.delete(moved);
      int at = random.nextInt(bytes.length);
      bytes[at] ^= 1;
      Files.write(file, bytes);
      damaged.add(bytes);
      if (PartitionChecker.check(file, rows -> {}).stream().allMatch(f -> f.lostFlows() == 0)) {
        sound.clear(); // only what helps to find flows is damaged
        sound.putAll(everything());
      }
    }

    @Override
    void on(Path store, Ledger ledger) throws IOException {
      repair(store);
      ledger.acknowledged(0);
    }

    private static void repair(Path store) throws IOException {
      Set<Path> files = new HashSet<>();
      findings(store).forEach(f -> files.add(f.file()));
      new Repairer(store, WarningSink.NONE).repair(files);
    }

    @Override
    void check(Path store, Set<Integer> acknowledged) throws IOException {
      if (acknowledged.isEmpty()) {
        repair(store);
      }
      require(SmallStores.content(store).equals(sound), "the sound flows");
      List<StoreFinding> findings = findings(store);
      findings.removeIf(f -> f.kind() == StoreFinding.Kind.LEFTOVER);
      require(findings.isEmpty(), "after the repair: " + findings);
      List<byte[]> aside = new ArrayList<>();
      try (var all = Files.walk(store.resolve("damaged"))) {
        for (Path p : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
          aside.add(Files.readAllBytes(p));
        }
      }
      require(aside.size() == 1, aside.size() + " files set aside");
      require(java.util.Arrays.equals(aside.get(0), damaged.get(0)), "the file set aside");
      for (HourSegments hour : SmallStores.hours(store)) {
        require(hour.others().isEmpty(), "strays");
      }
    }
  }
}
