package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.LongRanges;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.Importer;
import dev.weft.partition.PartitionChecker;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What info, verify and the table of partitions say of a store and of the data root it came from.
 */
class StoreVerifierTest {
  @TempDir Path folder;
  private Path store;
  private Path root;

  @BeforeEach
  void importTheCorpus() throws IOException {
    root = SharedData.path("silk/corpus/repo");
    store = folder.resolve("store");
    new Importer(store, ImportOptions.defaults(), WarningSink.NONE, ImportProgress.NONE)
        .importPaths(List.of(root), null);
  }

  /** Verifies at both depths, which tell the same of whatever was not written wrongly. */
  private StoreVerifier.Report verify(FlowStore opened, Set<StoreFinding.Kind> kinds)
      throws IOException {
    Set<StoreFinding.Kind> quick = new TreeSet<>();
    StoreVerifier.Report checksums = verify(opened, PartitionChecker.Depth.CHECKSUMS, quick);
    Set<StoreFinding.Kind> deep = new TreeSet<>();
    StoreVerifier.Report values = verify(opened, PartitionChecker.Depth.VALUES, deep);
    assertEquals(values, checksums);
    assertEquals(deep, quick);
    kinds.addAll(deep);
    return values;
  }

  private static StoreVerifier.Report verify(
      FlowStore opened, PartitionChecker.Depth depth, Set<StoreFinding.Kind> kinds)
      throws IOException {
    return StoreVerifier.verify(
        opened, 2, depth, f -> kinds.add(f.kind()), StoreVerifier.Progress.NONE);
  }

  @Test
  void aStoreAndItsDataRootTellTheSame() throws IOException {
    try (WeftStore weft = WeftStore.open(store, WarningSink.NONE);
        SilkRoot silk = SilkRoot.open(root, null, WarningSink.NONE)) {
      StoreInfo a = StoreInfo.of(weft, 2, WarningSink.NONE);
      StoreInfo b = StoreInfo.of(silk, 2, WarningSink.NONE);
      assertTrue(a.flows() > 0);
      assertEquals(b.flows(), a.flows());
      assertEquals(b.minStime(), a.minStime());
      assertEquals(b.maxStime(), a.maxStime());
      assertEquals(b.maxEtime(), a.maxEtime());
      assertEquals(b.newestHour(), a.newestHour());
      assertEquals(b.sensors(), a.sensors());
      assertEquals(b.types(), a.types());
      Set<StoreFinding.Kind> kinds = new TreeSet<>();
      assertEquals(a.flows(), verify(weft, kinds).flows());
      assertEquals(a.flows(), verify(silk, kinds).flows());
      assertEquals(Set.of(), kinds);
      List<PartitionInfo> list = PartitionInfo.list(weft, KeyBounds.ALL, true, 2, WarningSink.NONE);
      assertEquals(
          a.flows(), list.stream().mapToLong(p -> p.records() == null ? 0 : p.records()).sum());
      assertTrue(Files.exists(store.resolve(list.get(0).file())));
    }
  }

  @Test
  void aFaultSaysWhatIsLost() throws IOException {
    Path segment;
    try (Stream<Path> files = Files.walk(store.resolve("flows"))) {
      segment =
          files
              .filter(Files::isRegularFile)
              .max(Comparator.comparingLong(f -> f.toFile().length()))
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    bytes[20] ^= 1; // in the first column
    Files.write(segment, bytes);
    List<String> messages = new ArrayList<>();
    try (WeftStore weft = WeftStore.open(store, WarningSink.NONE)) {
      StoreVerifier.verify(
          weft,
          1,
          PartitionChecker.Depth.CHECKSUMS,
          f -> messages.add(f.message()),
          StoreVerifier.Progress.NONE);
    }
    assertEquals(1, messages.size(), messages.toString());
    String message = messages.get(0);
    assertTrue(message.startsWith(segment + ", byte 12: "), message);
    assertTrue(
        message.matches(".* [\\d,]+ flows can't be read whole, which start from 2\\S+Z to 2\\S+Z"),
        message);
    assertFalse(message.contains("run weft verify"), message);
  }

  @Test
  void boundsLeaveOutOtherHoursSensorsAndTypes() throws IOException {
    try (WeftStore weft = WeftStore.open(store, WarningSink.NONE)) {
      List<FlowFile> all = weft.files(KeyBounds.ALL, WarningSink.NONE);
      FlowFile one = all.get(all.size() / 2);
      KeyBounds bounds =
          new KeyBounds(
              LongRanges.of(one.hour() + 7, one.hour() + 8),
              LongRanges.of(one.sensor(), one.sensor()),
              LongRanges.of(one.flowtype(), one.flowtype()));
      List<FlowFile> found = weft.files(bounds, WarningSink.NONE);
      assertTrue(found.stream().anyMatch(f -> f.path().equals(one.path())));
      assertTrue(
          found.stream()
              .allMatch(
                  f ->
                      f.hour() == one.hour()
                          && f.sensor() == one.sensor()
                          && f.flowtype() == one.flowtype()));
    }
  }

  @Test
  void everyKindOfFaultIsFound() throws IOException {
    Path segment;
    Path other;
    try (WeftStore weft = WeftStore.open(store, WarningSink.NONE)) {
      List<FlowFile> files = weft.files(KeyBounds.ALL, WarningSink.NONE);
      segment = files.get(0).path();
      other = files.get(1).path();
    }
    Files.writeString(segment.resolveSibling("notes.txt"), "x");
    Files.createDirectories(store.resolve("staging/left"));
    Path wrong = new StoreLayout(store).hourFolder(0);
    Files.createDirectories(wrong);
    Files.copy(other, wrong.resolve(other.getFileName()));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    Set<StoreFinding.Kind> kinds = new TreeSet<>();
    try (WeftStore weft = WeftStore.open(store, WarningSink.NONE)) {
      assertFalse(verify(weft, kinds).isSound());
    }
    assertEquals(Set.of(StoreFinding.Kind.values()), kinds);
  }

  @Test
  void whatIsNoStoreIsRefusedWithAdvice() throws IOException {
    NoSuchFileException none =
        assertThrows(
            NoSuchFileException.class,
            () -> WeftStore.open(folder.resolve("none"), WarningSink.NONE));
    assertTrue(String.valueOf(none.getMessage()).contains("weft import"));
    UnsupportedFormatException silk =
        assertThrows(
            UnsupportedFormatException.class, () -> WeftStore.open(root, WarningSink.NONE));
    assertTrue(String.valueOf(silk.getMessage()).contains("looks like a SiLK data root"));
    Files.writeString(store.resolve("weft-store"), "weft-store 2\n");
    UnsupportedFormatException newer =
        assertThrows(
            UnsupportedFormatException.class, () -> WeftStore.open(store, WarningSink.NONE));
    assertTrue(String.valueOf(newer.getMessage()).contains("weft-store 2"));
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("thesis.tex"), "x");
    IOException taken = assertThrows(IOException.class, () -> WeftStore.create(full));
    assertTrue(String.valueOf(taken.getMessage()).contains("thesis.tex"));
    assertFalse(Files.exists(full.resolve("lock")));
  }
}
