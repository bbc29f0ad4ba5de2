package dev.weft.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.error.WarningSink;
import dev.weft.ingest.FlowMultiset;
import dev.weft.store.WeftStore;
import dev.weft.testing.RandomFlows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clock that jumps between imports, compaction and expiry: all that is there looks as if it had
 * been made far in the past or the future.
 */
class ClockJumpTest {
  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofDays(3650),
          Duration.ofDays(-3650),
          Duration.ofHours(2),
          Duration.ofHours(-2),
          Duration.ofSeconds(6),
          Duration.ofSeconds(-6));

  @TempDir private Path folder;

  /** Gives all files and folders the time that a clock off by so much would have given them. */
  private static void jump(Path store, Duration by) throws IOException {
    FileTime time = FileTime.from(Instant.now().plus(by));
    try (Stream<Path> all = Files.walk(store)) {
      for (Path p : all.toList()) {
        Files.setLastModifiedTime(p, time);
      }
    }
  }

  private static long flows(Map<String, Integer> content) {
    return content.values().stream().mapToLong(n -> n).sum();
  }

  private static long read(WeftStore store) throws IOException {
    return flows(FlowMultiset.of(store).lines());
  }

  @Test
  void nothingIsLostOrSeenTwiceBeforeAndAfterAJump() throws IOException {
    for (int i = 0; i < JUMPS.size(); i++) {
      Path store = folder.resolve("store" + i);
      String about = "after a jump by " + JUMPS.get(i);
      SmallStores.fill(store, 5, 3, 100, 2);
      try (WeftStore open = WeftStore.open(store, WarningSink.NONE)) { // keeps its listings
        assertEquals(300, read(open), about);
        jump(store, JUMPS.get(i));
        assertEquals(300, read(open), about);
        SmallStores.fill(store, 6, 2, 100, 2);
        assertEquals(500, read(open), about);
        jump(store, JUMPS.get(i).negated());
        SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
        assertEquals(500, read(open), about);
        jump(store, JUMPS.get(i));
        SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
        SmallStores.fill(store, 7, 1, 100, 2);
        assertEquals(600, read(open), about);
        long start = RandomFlows.FIRST_HOUR + RandomFlows.HOUR;
        SmallStores.expirer(store, MaintenanceStep.Listener.NONE).run(start);
        assertEquals(flows(SmallStores.content(store)), read(open), about);
      }
      assertEquals(List.of(), SmallStores.findings(store), about);
    }
  }
}
