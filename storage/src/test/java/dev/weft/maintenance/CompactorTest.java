package dev.weft.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.ingest.FlowMultiset;
import dev.weft.store.FlowFile;
import dev.weft.store.HourSegments;
import dev.weft.store.HourSegments.Segment;
import dev.weft.store.KeyBounds;
import dev.weft.store.WeftStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactorTest {
  @TempDir Path folder;
  private Path store;
  private Map<String, Integer> flows = Map.of();

  @BeforeEach
  void importInManyParts() throws IOException {
    store = folder.resolve("store");
    SmallStores.fill(store, 1, 7, 200, 2);
    flows = SmallStores.content(store);
  }

  private static CompactResult compact(Path store, long keepMillis) throws IOException {
    return new Compactor(store, keepMillis, WarningSink.NONE, MaintenanceProgress.NONE).run();
  }

  private static CompactResult compact(Path store) throws IOException {
    return compact(store, Compactor.KEEP_MILLIS);
  }

  @Test
  void everyPartitionBecomesOneSegmentOfTheSameFlows() throws IOException {
    CompactResult result = compact(store);
    assertEquals(2 * 2 * 7, result.merged());
    assertEquals(2 * 2, result.made());
    assertEquals(result.merged(), result.deleted());
    assertTrue(result.bytesAfter() < result.bytesBefore());
    assertEquals(flows, SmallStores.content(store));
    SmallStores.assertCompact(store);
    CompactResult again = compact(store);
    assertEquals(0, again.merged() + again.deleted() + again.kept());
  }

  @Test
  void moreSegmentsThanFitAreMergedInSteps() throws IOException {
    CompactResult result = SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
    assertTrue(result.made() > 4, "made " + result.made());
    assertEquals(flows, SmallStores.content(store));
    SmallStores.assertCompact(store);
  }

  @Test
  void mergedFlowsAreInOrderOfStart() throws IOException {
    compact(store);
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      for (FlowFile file : opened.files(KeyBounds.ALL, WarningSink.NONE)) {
        try (OpenFlowFile open = file.open(WarningSink.NONE)) {
          for (int b = 1; b < open.blocks(); b++) {
            long before = open.zone(b - 1, dev.weft.flow.FlowColumn.STIME).maxLow();
            assertTrue(before <= open.zone(b, dev.weft.flow.FlowColumn.STIME).minLow());
          }
        }
      }
    }
  }

  @Test
  @SuppressWarnings("try")
  void aReaderGoesOnWithWhatItListedAndOthersSeeEachFlowOnce() throws IOException {
    try (WeftStore reader = WeftStore.open(store, WarningSink.NONE);
        Closeable pin = reader.pin()) {
      List<FlowFile> listed = reader.files(KeyBounds.ALL, WarningSink.NONE);
      CompactResult result = compact(store);
      assertEquals(0, result.deleted());
      assertEquals(result.merged(), result.kept());
      assertEquals(flows, SmallStores.content(store));
      assertEquals(flows, FlowMultiset.of(reader).lines());
      FlowMultiset seen = new FlowMultiset();
      for (FlowFile file : listed) {
        try (OpenFlowFile open = file.open(WarningSink.NONE)) {
          seen.add(open, Site.EMPTY);
        }
      }
      assertEquals(flows, seen.lines());
      assertEquals(result.merged(), SmallStores.findings(store).size());
    }
    CompactResult later = compact(store);
    assertEquals(0, later.made());
    assertEquals(28, later.deleted());
    assertEquals(flows, SmallStores.content(store));
    SmallStores.assertCompact(store);
  }

  @Test
  @SuppressWarnings("try")
  void aReaderThatTakesTooLongIsToldSoAndGetsNoWrongAnswer() throws IOException {
    try (WeftStore reader = WeftStore.open(store, WarningSink.NONE);
        Closeable pin = reader.pin()) {
      List<FlowFile> listed = reader.files(KeyBounds.ALL, WarningSink.NONE);
      assertEquals(28, compact(store, -1).deleted());
      IOException e =
          assertThrows(IOException.class, () -> listed.get(0).open(WarningSink.NONE).close());
      assertTrue(String.valueOf(e.getMessage()).contains("was merged into"), e.getMessage());
      assertEquals(flows, FlowMultiset.of(reader).lines());
    }
  }

  @Test
  @SuppressWarnings("try")
  void replacedSegmentsMayGoInAnyOrder() throws IOException {
    try (WeftStore reader = WeftStore.open(store, WarningSink.NONE);
        Closeable pin = reader.pin()) {
      SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
    }
    List<Segment> replaced = new ArrayList<>();
    for (HourSegments hour : SmallStores.hours(store)) {
      replaced.addAll(hour.replaced());
    }
    assertTrue(replaced.stream().anyMatch(s -> s.name().isMerged()));
    replaced.sort((a, b) -> Boolean.compare(b.name().isMerged(), a.name().isMerged()));
    for (Segment s : replaced) {
      Files.delete(s.file());
      assertEquals(flows, SmallStores.content(store), "without " + s.file());
    }
  }

  @Test
  void aDamagedSegmentKeepsItsPartitionAsItIs() throws IOException {
    Segment victim = SmallStores.hours(store).get(0).current().get(3);
    byte[] bytes = Files.readAllBytes(victim.file());
    bytes[40] ^= 4;
    Files.write(victim.file(), bytes);
    List<String> warnings = new ArrayList<>();
    CompactResult result =
        new Compactor(store, Compactor.KEEP_MILLIS, warnings::add, MaintenanceProgress.NONE).run();
    assertEquals(1, result.damaged());
    assertEquals(3, result.made());
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains(victim.file().toString()), warnings.get(0));
    bytes[40] ^= 4;
    Files.write(victim.file(), bytes);
    assertEquals(flows, SmallStores.content(store));
  }

  @Test
  @SuppressWarnings("try")
  void whatADamagedMergedSegmentWasMadeOfCountsAgainWhileItIsThere() throws IOException {
    try (WeftStore reader = WeftStore.open(store, WarningSink.NONE);
        Closeable pin = reader.pin()) {
      compact(store);
      for (HourSegments hour : SmallStores.hours(store)) {
        for (Segment s : hour.current()) {
          byte[] bytes = Files.readAllBytes(s.file());
          bytes[bytes.length - 40] ^= 1;
          Files.write(s.file(), bytes);
        }
      }
      FlowMultiset seen = new FlowMultiset();
      int damaged = 0;
      for (HourSegments hour : SmallStores.hours(store)) {
        assertEquals(List.of(), hour.replaced());
        damaged += (int) hour.current().stream().filter(s -> s.name().isMerged()).count();
      }
      assertEquals(4, damaged);
    }
    assertNotEquals(List.of(), SmallStores.findings(store));
  }

  @Test
  void onlyHoursBeforeTheTimeAreCompacted() throws IOException {
    long second = dev.weft.testing.RandomFlows.FIRST_HOUR + 3_600_000;
    CompactResult result =
        new Compactor(store, Compactor.KEEP_MILLIS, WarningSink.NONE, MaintenanceProgress.NONE)
            .run(second + 3_599_999);
    assertEquals(1, result.hours());
    assertEquals(2, result.made());
    assertEquals(flows, SmallStores.content(store));
  }
}
