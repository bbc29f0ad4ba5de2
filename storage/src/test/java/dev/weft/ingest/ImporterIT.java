package dev.weft.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import dev.weft.maintenance.Repairer;
import dev.weft.partition.PartitionChecker;
import dev.weft.silk.SilkConf;
import dev.weft.silk.SilkFlowFile;
import dev.weft.store.StoreVerifier;
import dev.weft.store.WeftStore;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import dev.weft.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole imports, compared flow by flow with what SiLK's files hold. */
class ImporterIT {
  @TempDir Path folder;

  private ImportResult importInto(Path store, ImportOptions options, Path... paths)
      throws IOException {
    return new Importer(store, options, WarningSink.NONE, ImportProgress.NONE)
        .importPaths(List.of(paths), null);
  }

  private static FlowMultiset decode(Path root, Site site) throws IOException {
    FlowMultiset all = new FlowMultiset();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path p : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(p) && !p.endsWith("silk.conf")) {
          try (OpenFlowFile file = SilkFlowFile.open(p, site, WarningSink.NONE)) {
            all.add(file, site);
          }
        }
      }
    }
    return all;
  }

  private void importsWhole(Path root, long flows) throws IOException {
    Path store = folder.resolve("store");
    ImportResult result = importInto(store, ImportOptions.defaults(), root);
    assertNull(result.stopped());
    assertEquals(0, result.failed().count(), () -> result.failed().toString());
    assertEquals(flows, result.flows());
    Site site = SilkConf.read(root.resolve("silk.conf"), WarningSink.NONE).site();
    FlowMultiset expected = decode(root, site);
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      FlowMultiset found = FlowMultiset.of(opened);
      assertEquals(flows, found.flows());
      assertEquals(expected.lines(), found.lines());
      assertEquals(site.sensors(), opened.site().sensors());
      assertEquals(site.types(), opened.site().types());
    }
  }

  @Test
  void aDataRootOfCapturesGoesInWhole() throws IOException {
    importsWhole(SharedData.path("captures/silk/data"), 37_341);
  }

  @Test
  void theCorpusRepositoryGoesInWhole() throws IOException {
    Path root = SharedData.path("silk/corpus/repo");
    Site site = SilkConf.read(root.resolve("silk.conf"), WarningSink.NONE).site();
    importsWhole(root, decode(root, site).flows());
  }

  private static Site capturesSite() throws IOException {
    Path conf = SharedData.path("captures/silk/data/silk.conf");
    return SilkConf.read(conf, WarningSink.NONE).site();
  }

  private FlowMultiset stored(Path store) throws IOException {
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      return FlowMultiset.of(opened);
    }
  }

  private FlowMultiset decoded(Site site, Path... files) throws IOException {
    FlowMultiset all = new FlowMultiset();
    for (Path p : files) {
      try (OpenFlowFile file = SilkFlowFile.open(p, site, WarningSink.NONE)) {
        all.add(file, site);
      }
    }
    return all;
  }

  /** Every segment is sound, in its place, and nothing else lies about. */
  private static void assertSound(Path store) throws IOException {
    List<String> findings = new ArrayList<>();
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      StoreVerifier.verify(
          opened,
          2,
          PartitionChecker.Depth.VALUES,
          f -> findings.add(f.message()),
          StoreVerifier.Progress.NONE);
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void filesThatNoDataRootOrdersGoInWhole() throws IOException {
    Path flat = SharedData.path("captures/silk/flat");
    Path store = folder.resolve("store");
    Path conf = SharedData.path("captures/silk/data/silk.conf");
    ImportResult result = importInto(store, ImportOptions.defaults().withSiteFile(conf), flat);
    assertEquals(4771 + 21_285 + 2945 + 1063 + 4193 + 3084 + 16_374 + 85_836, result.flows());
    assertEquals(8, result.files());
    assertEquals(decode(flat, capturesSite()).lines(), stored(store).lines());
    assertSound(store);
  }

  @Test
  void aTinyBudgetAndTinyBlocksLoseNothing() throws IOException {
    Path flat = SharedData.path("captures/silk/flat");
    Path store = folder.resolve("store");
    Path conf = SharedData.path("captures/silk/data/silk.conf");
    ImportOptions tiny =
        ImportOptions.defaults()
            .withSiteFile(conf)
            .withMemoryBytes(1)
            .withBlockRows(37)
            .withCommitRows(10_000);
    Path file = flat.resolve("backscatter.rw");
    Path other = flat.resolve("bacnet-host.rw");
    ImportResult result = importInto(store, tiny, file, other);
    assertNull(result.stopped());
    assertEquals(decoded(capturesSite(), file, other).lines(), stored(store).lines());
    assertSound(store);
  }

  @Test
  void aDamagedFileAmongGoodOnesLeavesNoFlow() throws IOException {
    Path good = SharedData.path("captures/silk/flat/dns.rw");
    Path alsoGood = SharedData.path("captures/silk/flat/modicon.rw");
    Path bad = folder.resolve("cut.rw");
    byte[] bytes = Files.readAllBytes(SharedData.path("captures/silk/flat/zoo-packets.rw"));
    Files.write(bad, Arrays.copyOf(bytes, bytes.length - 17));
    Path store = folder.resolve("store");
    // The budget is so small that flows of the damaged file are staged before the fault is met.
    ImportOptions tiny = ImportOptions.defaults().withMemoryBytes(1);
    ImportResult result = importInto(store, tiny, good, bad, alsoGood);
    assertEquals(2, result.files());
    assertEquals(1, result.failed().count());
    assertEquals(bad.toString(), result.failed().first().get(0).source());
    assertTrue(result.failed().first().get(0).reason().contains("byte"), result::toString);
    assertFalse(result.isComplete());
    assertEquals(decoded(Site.EMPTY, good, alsoGood).lines(), stored(store).lines());
    assertSound(store);
  }

  @Test
  void theSameContentGoesInOnceUnlessAskedForAgain() throws IOException {
    Path file = SharedData.path("captures/silk/flat/dns.rw");
    Path copy = Files.copy(file, folder.resolve("copy.rw"));
    Path store = folder.resolve("store");
    assertEquals(1, importInto(store, ImportOptions.defaults(), file).files());
    ImportResult second = importInto(store, ImportOptions.defaults(), file, copy);
    assertEquals(0, second.files());
    assertEquals(2, second.skipped().count());
    assertTrue(second.isComplete());
    String reason = second.skipped().first().get(0).reason();
    assertTrue(reason.contains("already imported on") && reason.contains("--again"), reason);
    Path zipped = folder.resolve("copy.rw.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      Files.copy(file, out);
    }
    assertEquals(1, importInto(store, ImportOptions.defaults(), zipped).skipped().count());
    assertEquals(2945, stored(store).flows());
    importInto(store, ImportOptions.defaults().withAgain(true), copy);
    assertEquals(2 * 2945, stored(store).flows());
    ImportResult twice = importInto(folder.resolve("other"), ImportOptions.defaults(), file, copy);
    assertEquals(1, twice.files());
    assertEquals(1, twice.skipped().count());
  }

  @Test
  void aSourceWhoseFlowsARepairSetAsideIsRefusedWithTheWayToGetThemBack() throws IOException {
    Path file = SharedData.path("captures/silk/flat/dns.rw");
    Path store = folder.resolve("store");
    importInto(store, ImportOptions.defaults(), file);
    List<Path> segments;
    try (Stream<Path> all = Files.walk(store.resolve("flows"))) {
      segments = all.filter(f -> f.toString().endsWith(".weft")).toList();
    }
    for (Path segment : segments) {
      byte[] bytes = Files.readAllBytes(segment);
      bytes[40] ^= 1;
      Files.write(segment, bytes);
    }
    new Repairer(store, WarningSink.NONE).repair(Set.copyOf(segments));
    assertTrue(stored(store).flows() < 2945);
    long left = stored(store).flows();
    ImportResult again = importInto(store, ImportOptions.defaults(), file);
    String reason = again.skipped().first().get(0).reason();
    assertTrue(reason.contains("already imported on"), reason);
    assertTrue(reason.contains("into a new store"), reason);
    assertEquals(left, stored(store).flows());
    importInto(folder.resolve("new"), ImportOptions.defaults(), file);
    assertEquals(2945, stored(folder.resolve("new")).flows());
  }

  @Test
  void standardInputIsSilkOrTextPlainOrGzipped() throws IOException {
    Path silk = SharedData.path("captures/silk/flat/dns.rw");
    Path text = SharedData.path("captures/silk/rwcut/modicon-default.txt");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      Files.copy(silk, out);
    }
    long[] flows = {2945, 1500, 2945};
    byte[][] streams = {Files.readAllBytes(silk), Files.readAllBytes(text), zipped.toByteArray()};
    for (int i = 0; i < streams.length; i++) {
      Path store = folder.resolve("store" + i);
      ImportResult result =
          new Importer(store, ImportOptions.defaults(), WarningSink.NONE, ImportProgress.NONE)
              .importPaths(List.of(Importer.STANDARD_INPUT), new ByteArrayInputStream(streams[i]));
      assertEquals(flows[i], result.flows());
      assertEquals(flows[i], stored(store).flows());
    }
    try (WeftStore store = WeftStore.open(folder.resolve("store1"), WarningSink.NONE)) {
      assertTrue(store.site().sensorIds().containsKey("PLC"));
    }
  }

  @Test
  void whatHoldsNoFlowsIsCountedInAFolderAndRefusedByName() throws IOException {
    Path mixed = Files.createDirectory(folder.resolve("mixed"));
    Files.copy(SharedData.path("captures/silk/flat/dns.rw"), mixed.resolve("dns.rw"));
    Files.copy(SharedData.path("silk/corpus/sets/v4-r2-none.set"), mixed.resolve("a.set"));
    Files.writeString(mixed.resolve("notes.txt"), "nothing of interest\n");
    Files.write(mixed.resolve("binary"), new byte[] {1, 2, 3});
    Files.write(mixed.resolve("empty"), new byte[0]);
    ImportResult result = importInto(folder.resolve("store"), ImportOptions.defaults(), mixed);
    assertEquals(1, result.files());
    assertEquals(4, result.noFlows().count());
    assertTrue(result.isComplete());
    ImportResult named =
        importInto(
            folder.resolve("store"),
            ImportOptions.defaults(),
            mixed.resolve("notes.txt"),
            folder.resolve("not-there"));
    assertEquals(2, named.failed().count());
    assertEquals(0, named.files());
  }

  @Test
  void importingNothingMakesAnEmptyStore() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path store = folder.resolve("store");
    assertEquals(0, importInto(store, ImportOptions.defaults(), empty).files());
    assertEquals(0, stored(store).flows());
    assertSound(store);
  }

  @Test
  void aFirstImportThatFailsLeavesNoStore() throws IOException {
    Path good = SharedData.path("captures/silk/flat/dns.rw");
    Path damaged = folder.resolve("damaged.rw");
    byte[] bytes = Files.readAllBytes(good);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length - 5));
    for (Path source : List.of(damaged, folder.resolve("not-there"))) {
      Path store = folder.resolve("store");
      assertFalse(importInto(store, ImportOptions.defaults(), source).isComplete());
      assertFalse(Files.exists(store), source.toString());

      Path laidOut = folder.resolve("laid-out");
      Files.createDirectories(laidOut.resolve("sets"));
      Files.writeString(laidOut.resolve("sets/known.set"), "x");
      assertFalse(importInto(laidOut, ImportOptions.defaults(), source).isComplete());
      try (Stream<Path> left = Files.walk(laidOut)) {
        assertEquals(
            List.of(laidOut, laidOut.resolve("sets"), laidOut.resolve("sets/known.set")),
            left.sorted().toList());
      }
    }
    Path store = folder.resolve("store");
    importInto(store, ImportOptions.defaults(), folder.resolve("damaged.rw"), good);
    importInto(store, ImportOptions.defaults(), damaged);
    assertEquals(decoded(Site.EMPTY, good).lines(), stored(store).lines());
    assertSound(store);
  }

  @Test
  void aStoreNamedAsASourceIsRefusedAndOneInAFolderPassedOver() throws IOException {
    Path good = SharedData.path("captures/silk/flat/dns.rw");
    Path store = Files.createDirectory(folder.resolve("all")).resolve("store");
    importInto(store, ImportOptions.defaults(), good);
    for (Path source : List.of(store, store.resolve("flows"))) {
      ImportResult result = importInto(store, ImportOptions.defaults(), source);
      assertFalse(result.isComplete());
      String reason = result.failed().first().get(0).reason();
      assertTrue(reason.contains("a Weft store is no source"), reason);
    }
    assertTrue(importInto(store, ImportOptions.defaults(), folder.resolve("all")).isComplete());
    assertEquals(decoded(Site.EMPTY, good).lines(), stored(store).lines());
  }

  @Test
  void hoursOfThreeDaysInterleavedInOneFileComeApart() throws IOException {
    FlowRows rows = RandomFlows.of(7).withIpv6Share(0).withPartitions(72, 3, 4).rows(30_000);
    Path file = folder.resolve("mixed.rw");
    try (GenericFile out = new GenericFile(file)) {
      out.write(batch(rows), 0, rows.size());
    }
    Path store = folder.resolve("store");
    ImportResult result =
        importInto(
            store, ImportOptions.defaults().withMemoryBytes(3L * 5000 * FlowRun.ROW_BYTES), file);
    assertEquals(30_000, result.flows());
    assertEquals(decoded(Site.EMPTY, file).lines(), stored(store).lines());
    assertSound(store);
  }

  private static Batch batch(FlowRows rows) {
    Batch batch = Batch.ofFlows(EnumSet.allOf(FlowColumn.class), rows.size());
    for (FlowColumn c : FlowColumn.values()) {
      for (int i = 0; i < rows.size(); i++) {
        if (c.isAddress()) {
          batch.addresses(c).highs[i] = rows.high(c, i);
          batch.addresses(c).lows[i] = rows.low(c, i);
        } else {
          batch.longs(c).values[i] = rows.value(c, i);
        }
      }
    }
    return batch;
  }

  @Test
  void twoImportersAtOnceBringInEachFileOnce() throws Exception {
    Path data = SharedData.path("captures/silk/data");
    Path store = folder.resolve("store");
    ImportOptions options = ImportOptions.defaults().withThreads(1).withCommitRows(2000);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<ImportResult> one = pool.submit(() -> importInto(store, options, data));
    Future<ImportResult> two = pool.submit(() -> importInto(store, options, data));
    ImportResult a = one.get();
    ImportResult b = two.get();
    pool.shutdown();
    assertNull(a.stopped());
    assertNull(b.stopped());
    assertEquals(0, a.failed().count() + b.failed().count());
    assertEquals(141, a.files() + b.files());
    assertEquals(141, a.skipped().count() + b.skipped().count());
    assertEquals(decode(data, capturesSite()).lines(), stored(store).lines());
    assertSound(store);
  }

  @Test
  void aFullDiskLeavesTheStoreAsItWas() throws IOException {
    Path before = SharedData.path("captures/silk/flat/dns.rw");
    Path file = SharedData.path("captures/silk/flat/modicon.rw");
    for (ImportStep step :
        EnumSet.of(
            ImportStep.SEGMENT_BEGUN,
            ImportStep.SEGMENT_WRITTEN,
            ImportStep.COMMIT_LOCKED,
            ImportStep.SITE_WRITTEN)) {
      Path store = folder.resolve(step.name());
      importInto(store, ImportOptions.defaults(), before);
      ImportStep.Listener full =
          reached -> {
            if (reached == step) {
              throw new IOException("No space left on device");
            }
          };
      ImportResult result =
          new Importer(store, ImportOptions.defaults(), WarningSink.NONE, ImportProgress.NONE, full)
              .importPaths(List.of(file), null);
      String stopped = String.valueOf(result.stopped());
      assertTrue(stopped.contains("No space left on device"), stopped);
      assertTrue(stopped.startsWith(store.toString()), stopped);
      assertEquals(0, result.files());
      assertEquals(decoded(Site.EMPTY, before).lines(), stored(store).lines());
      assertSound(store);
    }
  }

  @Test
  void cancellingStopsAtTheLastCommit() throws IOException {
    Path data = SharedData.path("captures/silk/data");
    Path store = folder.resolve("store");
    Importer[] importer = new Importer[1];
    importer[0] =
        new Importer(
            store,
            ImportOptions.defaults().withCommitRows(5000),
            WarningSink.NONE,
            ImportProgress.NONE,
            step -> {
              if (step == ImportStep.COMMIT_FINISHED) {
                importer[0].cancel();
              }
            });
    ImportResult result = importer[0].importPaths(List.of(data), null);
    assertEquals("cancelled", result.stopped());
    assertTrue(result.files() > 0 && result.files() < 141, result::toString);
    assertEquals(result.flows(), stored(store).flows());
    assertSound(store);
    importInto(store, ImportOptions.defaults(), data);
    assertEquals(decode(data, capturesSite()).lines(), stored(store).lines());
  }
}
