package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionBuffersTest {
  private final ScanStatistics statistics = new ScanStatistics();

  @Test
  void everyRowComesBackFromThePartitionOfItsHash() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 12; round++) {
      long memory = round % 2 == 0 ? 1L << 30 : 1 + random.nextInt(4_000_000);
      roundTrip(random, memory, "seed " + seed + " round " + round + " memory " + memory);
    }
    assertTrue(statistics.bytesSpilled.sum() > 0);
  }

  private void roundTrip(Random random, long memory, String where) throws IOException {
    ScanOptions options = ScanOptions.DEFAULTS.withMemoryBytes(memory);
    try (QueryContext context = new QueryContext(options, new QueryControl(), statistics)) {
      int columns = 1 + random.nextInt(4);
      int level = random.nextInt(PartitionBuffers.LEVELS);
      boolean skewed = random.nextBoolean();
      PartitionBuffers buffers = new PartitionBuffers(context, columns, level);
      List<String> expected = new ArrayList<>();
      int batches = 1 + random.nextInt(100);
      int[] bits = new int[columns];
      for (int b = 0; b < batches; b++) {
        if (b % 10 == 0) {
          for (int c = 0; c < columns; c++) {
            bits[c] = new int[] {0, 1, 20, 32, 33, 64}[random.nextInt(6)];
          }
        }
        int count = random.nextInt(Batch.ROWS + 1);
        long[][] rows = new long[columns][Batch.ROWS];
        long[] hashes = new long[Batch.ROWS];
        for (int i = 0; i < count; i++) {
          for (int c = 0; c < columns; c++) {
            boolean rare = random.nextInt(500) == 0;
            rows[c][i] = rare ? random.nextLong() : value(random, bits[c]);
          }
          hashes[i] = skewed && random.nextBoolean() ? 0 : KeyHash.mix(rows[0][i]);
          expected.add(row(partition(hashes[i], level), rows, i));
        }
        buffers.add(rows, hashes, count);
      }
      List<String> actual = new ArrayList<>();
      long[] counted = new long[1];
      for (int p = 0; p < PartitionBuffers.PARTITIONS; p++) {
        int partition = p;
        counted[0] += buffers.rows(p);
        buffers.read(
            p,
            new long[columns][Batch.ROWS],
            (rows, count) -> {
              for (int i = 0; i < count; i++) {
                actual.add(row(partition, rows, i));
              }
            });
      }
      assertEquals(expected.size(), counted[0], where);
      expected.sort(null);
      actual.sort(null);
      assertEquals(expected, actual, where);
      buffers.release();
      assertEquals(0, context.budget.used(), where);
    }
  }

  private static long value(Random random, int bits) {
    return bits == 0 ? 0 : random.nextLong() >>> 64 - bits;
  }

  private static int partition(long hash, int level) {
    int shift = 64 - PartitionBuffers.BITS * (level + 1);
    return (int) (hash >>> shift) & PartitionBuffers.PARTITIONS - 1;
  }

  private static String row(int partition, long[][] rows, int i) {
    return partition + ":" + Arrays.toString(Arrays.stream(rows).mapToLong(c -> c[i]).toArray());
  }
}
