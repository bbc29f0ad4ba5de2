package dev.weft.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testing.RandomFlows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compaction and expiry broken off at every step: by a failing disk, and by a kill. */
class MaintenanceFaultTest {
  private static final long SECOND = RandomFlows.FIRST_HOUR + RandomFlows.HOUR;

  @TempDir Path folder;
  private Path store;
  private Map<String, Integer> flows = Map.of();
  private Map<String, Integer> late = Map.of(); // what is left after the expiry

  /** What is done to a store. */
  private interface Work {
    void on(Path store, MaintenanceStep.Listener steps) throws IOException;
  }

  private static final Work COMPACT = (store, steps) -> SmallStores.compactor(store, steps).run();
  private static final Work EXPIRE =
      (store, steps) -> SmallStores.expirer(store, steps).run(SECOND);

  @BeforeEach
  void fill() throws IOException {
    store = folder.resolve("store");
    SmallStores.fill(store, 3, 4, 40, 2);
    flows = SmallStores.content(store);
    Path expired = folder.resolve("expired");
    SmallStores.copy(store, expired);
    EXPIRE.on(expired, MaintenanceStep.Listener.NONE);
    late = SmallStores.content(expired);
    assertTrue(!late.isEmpty() && late.size() < flows.size());
  }

  /** Runs the work as often as it has steps, each time with a disk that fails at another one. */
  private int failAtEveryStep(Work work, Map<String, Integer> end) throws IOException {
    for (int at = 1; ; at++) {
      Path copy = folder.resolve("fail" + at);
      SmallStores.copy(store, copy);
      int[] left = {at};
      MaintenanceStep.Listener full =
          step -> {
            if (--left[0] == 0) {
              throw new IOException("No space left on device");
            }
          };
      if (passes(work, copy, full, left)) {
        return at - 1;
      }
      assertBetween(copy, end);
      work.on(copy, MaintenanceStep.Listener.NONE);
      assertEquals(end, SmallStores.content(copy));
      assertEquals(List.of(), SmallStores.findings(copy));
    }
  }

  private static boolean passes(Work work, Path store, MaintenanceStep.Listener steps, int[] left)
      throws IOException {
    try {
      work.on(store, steps);
      return true;
    } catch (IOException e) {
      assertEquals(0, left[0]);
      assertEquals("No space left on device", e.getMessage());
      return false;
    }
  }

  /** Keeps the store as a kill would leave it at every step, and goes on from there. */
  private int killAtEveryStep(Work work, Map<String, Integer> end) throws IOException {
    List<Path> killed = new ArrayList<>();
    work.on(
        store,
        step -> {
          Path copy = folder.resolve("killed" + killed.size());
          SmallStores.copy(store, copy);
          killed.add(copy);
        });
    for (Path copy : killed) {
      assertBetween(copy, end);
      work.on(copy, MaintenanceStep.Listener.NONE);
      assertEquals(end, SmallStores.content(copy), copy.toString());
      SmallStores.findings(copy).forEach(f -> assertEquals("", f));
      try (var left = Files.list(copy.resolve("staging"))) {
        assertEquals(0, left.count());
      }
    }
    return killed.size();
  }

  /** What is neither as before nor as after is that of some of the hours. */
  private void assertBetween(Path copy, Map<String, Integer> end) throws IOException {
    Map<String, Integer> found = SmallStores.content(copy);
    assertTrue(found.equals(flows) || found.equals(end), () -> found.size() + " in " + copy);
  }

  @Test
  void compactionThatFailsAtAnyStepLosesAndDoublesNothing() throws IOException {
    assertTrue(failAtEveryStep(COMPACT, flows) > 30);
  }

  @Test
  void compactionThatIsKilledAtAnyStepLosesAndDoublesNothing() throws IOException {
    assertTrue(killAtEveryStep(COMPACT, flows) > 30);
    SmallStores.assertCompact(store);
  }

  @Test
  void expiryThatFailsAtAnyStepRemovesWholeHoursOnly() throws IOException {
    assertEquals(4, failAtEveryStep(EXPIRE, late));
  }

  @Test
  void expiryThatIsKilledAtAnyStepRemovesWholeHoursOnly() throws IOException {
    assertEquals(4, killAtEveryStep(EXPIRE, late));
  }

  @Test
  void aCompactionWhoseHourExpiresMeanwhileDropsItsWork() throws IOException {
    Path expiring = store;
    SmallStores.compactor(
            store,
            step -> {
              if (step == MaintenanceStep.MERGE_WRITTEN) {
                EXPIRE.on(expiring, MaintenanceStep.Listener.NONE);
              }
            })
        .run();
    assertEquals(late, SmallStores.content(store));
    SmallStores.assertCompact(store);
  }

  @Test
  void aCompactionBehindAnotherDropsItsWork() throws IOException {
    boolean[] done = {false};
    SmallStores.compactor(
            store,
            step -> {
              if (step == MaintenanceStep.MERGE_WRITTEN && !done[0]) {
                done[0] = true;
                COMPACT.on(store, MaintenanceStep.Listener.NONE);
              }
            })
        .run();
    assertEquals(flows, SmallStores.content(store));
    SmallStores.assertCompact(store);
  }
}
