package dev.weft.maintenance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.partition.PartitionChecker;
import dev.weft.store.HourSegments.Segment;
import dev.weft.store.StoreFinding;
import dev.weft.store.StoreVerifier;
import dev.weft.store.WeftStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairerTest {
  @TempDir Path folder;
  private Path store;
  private Map<String, Integer> flows = Map.of();

  @BeforeEach
  void fill() throws IOException {
    store = folder.resolve("store");
    SmallStores.fill(store, 9, 1, 1000, 1); // two segments of several blocks of 64 flows
    flows = SmallStores.content(store);
  }

  private static Set<Path> faulty(Path store) throws IOException {
    Set<Path> faulty = new HashSet<>();
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      StoreVerifier.verify(
          opened,
          1,
          PartitionChecker.Depth.VALUES,
          f -> {
            if (f.kind() == StoreFinding.Kind.DAMAGED || f.kind() == StoreFinding.Kind.MISPLACED) {
              faulty.add(f.file());
            }
          },
          StoreVerifier.Progress.NONE);
    }
    return faulty;
  }

  private static List<RepairResult> repair(Path store) throws IOException {
    return new Repairer(store, WarningSink.NONE).repair(faulty(store));
  }

  private static byte[] damage(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 16;
    Files.write(file, bytes);
    return bytes;
  }

  private static long count(Map<String, Integer> lines) {
    return lines.values().stream().mapToLong(n -> n).sum();
  }

  @Test
  void theSoundBlocksStayAndTheDamagedFileIsSetAsideWhole() throws IOException {
    Segment victim = SmallStores.hours(store).get(0).current().get(0);
    byte[] damaged = damage(victim.file(), 40);
    RepairResult result = repair(store).get(0);
    assertEquals(64, result.lost());
    assertTrue(result.kept() > 0 && result.maxStime() >= result.minStime());
    assertEquals(1000 - 64, count(SmallStores.content(store)));
    SmallStores.content(store).forEach((line, n) -> assertTrue(n <= flows.getOrDefault(line, 0)));
    Path aside = result.setAside();
    assertNotNull(aside);
    assertArrayEquals(damaged, Files.readAllBytes(aside));
    assertEquals(List.of(), SmallStores.findings(store));
    assertEquals(List.of(), repair(store));
  }

  @Test
  void aFileWithoutAFooterIsSetAside() throws IOException {
    Segment victim = SmallStores.hours(store).get(0).current().get(0);
    byte[] cut = damage(victim.file(), (int) Files.size(victim.file()) - 2);
    RepairResult result = repair(store).get(0);
    assertEquals(-1, result.lost());
    assertNotNull(result.setAside());
    assertArrayEquals(cut, Files.readAllBytes(result.setAside()));
    assertEquals(List.of(), SmallStores.findings(store));
  }

  @Test
  @SuppressWarnings("try")
  void nothingIsLostWhileWhatADamagedMergedSegmentWasMadeOfIsThere() throws IOException {
    SmallStores.fill(store, 10, 1, 1000, 1);
    flows = SmallStores.content(store);
    try (WeftStore reader = WeftStore.open(store, WarningSink.NONE);
        Closeable pin = reader.pin()) {
      SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
    }
    for (Segment s : SmallStores.hours(store).get(0).current()) {
      damage(s.file(), 40);
    }
    for (RepairResult result : repair(store)) {
      assertEquals(0, result.lost());
    }
    assertEquals(flows, SmallStores.content(store));
    assertEquals(List.of(), SmallStores.findings(store));
  }

  @Test
  void aSegmentInAForeignHourIsSetAside() throws IOException {
    Segment one = SmallStores.hours(store).get(0).current().get(0);
    Path foreign = store.resolve("flows/2001/02/03/04").resolve(one.file().getFileName());
    Files.createDirectories(foreign.getParent());
    Files.move(one.file(), foreign);
    assertTrue(repair(store).get(0).lost() > 0);
    assertEquals(List.of(), SmallStores.findings(store));
  }

  @Test
  void aRepairThatIsKilledAtAnyStepIsEndedByTheNext() throws IOException {
    Segment victim = SmallStores.hours(store).get(0).current().get(0);
    byte[] damaged = damage(victim.file(), 40);
    List<Path> killed = new ArrayList<>();
    Set<Path> faulty = faulty(store);
    new Repairer(
            store,
            WarningSink.NONE,
            step -> {
              Path copy = folder.resolve("killed" + killed.size());
              SmallStores.copy(store, copy);
              killed.add(copy);
            })
        .repair(faulty);
    Map<String, Integer> end = SmallStores.content(store);
    assertEquals(4, killed.size());
    for (Path copy : killed) {
      repair(copy);
      SmallStores.compactor(copy, MaintenanceStep.Listener.NONE).run();
      assertEquals(end, SmallStores.content(copy));
      Path aside =
          copy.resolve("damaged")
              .resolve(store.resolve("flows").relativize(victim.file()).toString());
      assertArrayEquals(damaged, Files.readAllBytes(aside));
      assertEquals(List.of(), SmallStores.findings(copy));
    }
  }
}
