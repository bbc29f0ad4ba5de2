package dev.weft.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  @Test
  void sortsByPartitionThenTimeThenArrival() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      int n = 1 + random.nextInt(5000);
      int partitions = 1 << random.nextInt(18);
      int millis = 1 + random.nextInt(3_600_000);
      long[] keys = new long[n];
      for (int i = 0; i < n; i++) {
        keys[i] = RowOrder.of(random.nextInt(partitions), random.nextInt(millis), i);
      }
      long[] expected = keys.clone();
      int from = random.nextInt(n);
      Arrays.sort(expected, from, n);
      RowOrder.sort(keys, from, n, new long[n]);
      assertArrayEquals(expected, keys, "seed " + seed);
    }
  }

  @Test
  void theLargestPartsComeBack() {
    long order = RowOrder.of((1 << 21) - 1, 3_599_999, FlowRun.MAX_ROWS - 1);
    assertEquals((1 << 21) - 1, RowOrder.partition(order));
    assertEquals(FlowRun.MAX_ROWS - 1, RowOrder.row(order));
  }
}
