package dev.weft.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import dev.weft.predicate.Predicates;
import dev.weft.scan.FlowScan;
import dev.weft.scan.FlowStream;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import dev.weft.store.FlowFile;
import dev.weft.store.KeyBounds;
import dev.weft.store.WeftStore;
import dev.weft.testing.RandomFlows;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpirerTest {
  private static final long THIRD = RandomFlows.FIRST_HOUR + 2 * RandomFlows.HOUR;

  @TempDir Path folder;

  private Path store() throws IOException {
    Path store = folder.resolve("store");
    SmallStores.fill(store, 5, 3, 300, 4);
    return store;
  }

  private static ExpireResult expire(Path store, long before) throws IOException {
    return new Expirer(store, WarningSink.NONE, MaintenanceProgress.NONE).run(before);
  }

  @Test
  void wholeHoursBeforeTheTimeGoAndAllElseStays() throws IOException {
    Path store = store();
    long[] perHour = new long[4];
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      for (FlowFile file : opened.files(KeyBounds.ALL, WarningSink.NONE)) {
        try (OpenFlowFile open = file.open(WarningSink.NONE)) {
          for (int b = 0; b < open.blocks(); b++) {
            perHour[(int) ((file.hour() - RandomFlows.FIRST_HOUR) / RandomFlows.HOUR)] +=
                open.rows(b);
          }
        }
      }
    }
    ExpireResult planned =
        new Expirer(store, WarningSink.NONE, MaintenanceProgress.NONE).plan(THIRD + 1);
    ExpireResult done = expire(store, THIRD + 1);
    assertEquals(planned, done);
    assertEquals(2, done.hours());
    assertEquals(2 * 2 * 3, done.segments());
    assertEquals(perHour[0] + perHour[1], done.flows());
    assertEquals(RandomFlows.FIRST_HOUR, done.firstHour());
    assertEquals(RandomFlows.FIRST_HOUR + RandomFlows.HOUR, done.lastHour());
    long left = SmallStores.content(store).values().stream().mapToLong(n -> n).sum();
    assertEquals(perHour[2] + perHour[3], left);
    assertEquals(0, expire(store, THIRD + 1).hours());
    assertEquals(List.of(), SmallStores.findings(store));
  }

  @Test
  void emptyFoldersOfDaysMonthsAndYearsGoToo() throws IOException {
    Path store = store();
    expire(store, Long.MAX_VALUE);
    try (var left = Files.list(store.resolve("flows"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aFileThatIsNoSegmentStays() throws IOException {
    Path store = store();
    Path hour = SmallStores.hours(store).get(0).current().get(0).file().getParent();
    Path note = Files.writeString(hour.resolve("note.txt"), "evidence of case 7");
    List<String> warnings = new ArrayList<>();
    ExpireResult done =
        new Expirer(store, warnings::add, MaintenanceProgress.NONE).run(Long.MAX_VALUE);
    assertEquals(4, done.hours());
    assertEquals(1, done.strays());
    assertTrue(Files.exists(note));
    assertEquals(1, warnings.size());
    assertEquals(Map.of(), SmallStores.content(store));
    assertEquals(0, expire(store, Long.MAX_VALUE).hours());
  }

  @Test
  void aReaderGoesOnWithOpenFilesAndIsWarnedOfOthers() throws IOException {
    Path store = store();
    long all = SmallStores.content(store).values().stream().mapToLong(n -> n).sum();
    List<String> warnings = new ArrayList<>();
    ScanOptions options = ScanOptions.DEFAULTS.withThreads(1).withWarnings(warnings::add);
    try (WeftStore reader = WeftStore.open(store, WarningSink.NONE);
        FlowStream stream =
            FlowScan.stream(
                reader,
                Predicates.ALL,
                Set.of(FlowColumn.SIP),
                options,
                new QueryControl(),
                new ScanStatistics())) {
      long seen = 0;
      var batch = stream.next();
      expire(store, Long.MAX_VALUE);
      while (batch != null) {
        seen += batch.selected();
        batch = stream.next();
      }
      assertTrue(seen > 0 && seen < all, seen + " of " + all);
      assertFalse(warnings.isEmpty());
      assertTrue(warnings.get(0).contains("expired after the query began"), warnings.get(0));
    }
  }

  @Test
  void whatExpiredIsNotImportedAgainUnlessAskedFor() throws IOException {
    Path store = folder.resolve("imported");
    List<Path> files = List.of(SharedData.path("captures/silk/flat/dns.rw"));
    ImportResult first = imported(store, files, false);
    Map<String, Integer> flows = SmallStores.content(store);
    expire(store, Long.MAX_VALUE);
    assertEquals(1, imported(store, files, false).skipped().count());
    assertEquals(Map.of(), SmallStores.content(store));
    assertEquals(first.flows(), imported(store, files, true).flows());
    assertEquals(flows, SmallStores.content(store));
  }

  private static ImportResult imported(Path store, List<Path> files, boolean again)
      throws IOException {
    return new Importer(
            store, SmallStores.OPTIONS.withAgain(again), WarningSink.NONE, ImportProgress.NONE)
        .importPaths(files, null);
  }

  @Test
  void twoAtOnceRemoveEachHourOnce() throws Exception {
    Path store = store();
    ExpireResult[] results = new ExpireResult[2];
    Thread[] threads = new Thread[2];
    for (int t = 0; t < 2; t++) {
      int me = t;
      threads[t] =
          new Thread(
              () -> {
                try {
                  results[me] = expire(store, Long.MAX_VALUE);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      threads[t].start();
    }
    for (Thread t : threads) {
      t.join();
    }
    assertEquals(4, results[0].hours() + results[1].hours());
    assertEquals(Map.of(), SmallStores.content(store));
  }
}
