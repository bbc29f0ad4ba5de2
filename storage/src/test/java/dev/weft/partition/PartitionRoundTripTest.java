package dev.weft.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionRoundTripTest {
  static final PartitionKey KEY = new PartitionKey(FlowBatches.HOUR, "all", "in", "S0");

  @TempDir Path folder;

  @Test
  void plausibleFlowsComeBackRowByRow() throws IOException {
    check(1, 65_536, List.of(10_000, 1, 4095), 0);
    check(2, 4096, List.of(5000, 5000), 0.3);
    check(3, 700, List.of(1, 2000), 1);
  }

  @Test
  void wildValuesComeBackRowByRow() throws IOException {
    for (int round = 0; round < 40; round++) {
      long seed = System.nanoTime();
      SplittableRandom random = new SplittableRandom(seed);
      List<Batch> batches = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        batches.add(FlowBatches.wild(random, 1 + random.nextInt(3000)));
      }
      check("seed " + seed, batches, 1 + random.nextInt(2000));
    }
  }

  private void check(long seed, int blockRows, List<Integer> sizes, double ipv6)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Batch> batches = new ArrayList<>();
    for (int n : sizes) {
      batches.add(FlowBatches.random(random, n, ipv6));
    }
    check("seed " + seed, batches, blockRows);
  }

  private void check(String what, List<Batch> batches, int blockRows) throws IOException {
    Path path = folder.resolve("p.weft");
    List<String> expected = new ArrayList<>();
    PartitionSummary summary;
    try (PartitionWriter writer = PartitionWriter.create(path, KEY, blockRows)) {
      for (Batch b : batches) {
        writer.append(b);
        expected.addAll(FlowBatches.rows(b));
      }
      summary = writer.finish();
    }
    assertEquals(expected.size(), summary.rows(), what);
    assertEquals(Files.size(path), summary.fileBytes(), what);
    try (PartitionFile file = PartitionFile.open(path, 7, 9, WarningSink.NONE)) {
      assertEquals(KEY, file.footer().key());
      assertEquals(summary, file.footer().summary());
      assertEquals(expected, FlowBatches.rows(file), what);
      for (Batch b : batches) {
        for (int i = 0; i < b.size(); i++) {
          for (FlowColumn side : List.of(FlowColumn.SIP, FlowColumn.DIP)) {
            assertTrue(
                file.mayContain(side, b.addresses(side).highs[i], b.addresses(side).lows[i]), what);
          }
        }
      }
    }
    assertEquals(List.of(), PartitionChecker.check(path, rows -> {}), what);
    Files.delete(path);
  }
}
