package dev.weft.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weft.error.WarningSink;
import dev.weft.ingest.FlowMultiset;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import dev.weft.partition.PartitionChecker;
import dev.weft.store.HourSegments;
import dev.weft.store.StoreHours;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreVerifier;
import dev.weft.store.WeftStore;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Stores of few flows in many segments, and what tests ask of them. */
final class SmallStores {
  /** What tests import: so few rows that hundreds of imports take seconds. */
  static final ImportOptions OPTIONS =
      ImportOptions.defaults().withThreads(1).withMemoryBytes(1 << 20).withBlockRows(64);

  private SmallStores() {}

  /** Imports random flows of some hours, a sensor or two and two types, several times. */
  static void fill(Path store, long seed, int imports, int rows, int hours) throws IOException {
    RandomFlows flows = RandomFlows.of(seed).withPartitions(hours, 1, 2);
    FlowRows all = flows.rows(imports * rows);
    for (int i = 0; i < imports; i++) {
      List<Integer> part = new ArrayList<>();
      for (int r = 0; r < rows; r++) {
        part.add(i * rows + r);
      }
      add(store, all.pick(part));
    }
  }

  static void add(Path store, FlowRows rows) throws IOException {
    ImportResult result =
        new Importer(store, OPTIONS, WarningSink.NONE, ImportProgress.NONE)
            .importFlows("random", new RowSource(rows));
    assertNull(result.stopped());
  }

  static Map<String, Integer> content(Path store) throws IOException {
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      return FlowMultiset.of(opened).lines();
    }
  }

  static List<String> findings(Path store) throws IOException {
    List<String> findings = new ArrayList<>();
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      StoreVerifier.verify(
          opened,
          1,
          PartitionChecker.Depth.VALUES,
          f -> findings.add(f.message()),
          StoreVerifier.Progress.NONE);
    }
    return findings;
  }

  static List<HourSegments> hours(Path store) throws IOException {
    List<HourSegments> found = new ArrayList<>();
    for (StoreHours.Hour hour : StoreHours.all(new StoreLayout(store))) {
      found.add(HourSegments.read(hour.folder()));
    }
    return found;
  }

  /** Every partition is one segment, and nothing else lies in the store. */
  static void assertCompact(Path store) throws IOException {
    for (HourSegments hour : hours(store)) {
      assertNull(MergePlan.next(hour, 64, java.util.Set.of()));
      assertEquals(List.of(), hour.replaced());
    }
    assertEquals(List.of(), findings(store));
    try (Stream<Path> left = Files.list(store.resolve("staging"))) {
      assertEquals(0, left.count());
    }
  }

  static Compactor compactor(Path store, MaintenanceStep.Listener steps) {
    return new Compactor(
        store, Compactor.KEEP_MILLIS, 3, WarningSink.NONE, MaintenanceProgress.NONE, steps);
  }

  static Expirer expirer(Path store, MaintenanceStep.Listener steps) {
    return new Expirer(store, WarningSink.NONE, MaintenanceProgress.NONE, steps);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
