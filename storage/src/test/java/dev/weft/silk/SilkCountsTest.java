package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.ChunkReader;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files of real traffic hold as many flows as SiLK says. */
class SilkCountsTest {
  private static final WarningSink NO_WARNING =
      message -> {
        throw new AssertionError(message);
      };

  private static long count(Path path) throws IOException {
    long count = 0;
    try (SilkFlowFile file = SilkFlowFile.open(path, Site.EMPTY, NO_WARNING)) {
      for (int block = 0; block < file.blocks(); block++) {
        count += count(file, block);
      }
    }
    return count;
  }

  private static long count(SilkFlowFile file, int block) throws IOException {
    long count = 0;
    try (ChunkReader reader = file.read(block)) {
      for (int n = reader.next(); n > 0; n = reader.next()) {
        count += n;
      }
    }
    return count;
  }

  @Test
  void capturesHaveTheirFlows() throws IOException {
    Map<String, Long> flat =
        Map.of(
            "backscatter", 4771L,
            "bacnet-host", 21285L,
            "dns", 2945L,
            "ftp-home", 1063L,
            "modicon", 4193L,
            "tls-browse", 3084L,
            "zoo-flows", 16374L,
            "zoo-packets", 85836L);
    for (Map.Entry<String, Long> e : flat.entrySet()) {
      Path path = SharedData.path("captures/silk/flat/" + e.getKey() + ".rw");
      assertEquals(e.getValue(), count(path), e.getKey());
    }
    List<Path> hours;
    try (Stream<Path> all = Files.walk(SharedData.path("captures/silk/data"))) {
      hours = all.filter(p -> p.toString().matches(".*_\\d{8}\\.\\d\\d(\\.gz)?")).toList();
    }
    assertEquals(141, hours.size());
    long flows = 0;
    for (Path hour : hours) {
      flows += count(hour);
    }
    assertEquals(37341, flows);
  }

  @Test
  void theSuiteHasItsFlows() throws IOException {
    Path data = SharedData.path("silk-suite/data");
    assertEquals(501_876, count(data.resolve("data.rwf")));
    assertEquals(501_876, count(data.resolve("data-v6.rwf")));
    assertEquals(258_887, count(data.resolve("scandata.rwf")));
    assertEquals(0, count(data.resolve("empty.rwf")));
  }

  @Test
  void blocksReadSideBySideHaveTheFlowsOfTheWhole() throws IOException {
    Path path = SharedData.path("silk-suite/data/data.rwf");
    try (SilkFlowFile file = SilkFlowFile.open(path, Site.EMPTY, NO_WARNING)) {
      assertEquals(8, file.blocks());
      AtomicLong flows = new AtomicLong();
      IntStream.range(0, file.blocks())
          .parallel()
          .forEach(
              block -> {
                try {
                  flows.addAndGet(count(file, block));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      assertEquals(501_876, flows.get());
      assertTrue(file.bytesRead() >= Files.size(path), file.bytesRead() + " bytes");
    }
  }
}
