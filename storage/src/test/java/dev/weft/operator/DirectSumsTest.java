package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DirectSumsTest {
  private static final long MEMORY = 1 << 26;

  private static DirectSums make(int bits, int sums, MemoryBudget budget) {
    List<Accumulator> accumulators = new ArrayList<>();
    accumulators.add(Accumulator.of(AggregateFunction.COUNT, ValueKind.LONG, true));
    for (int s = 0; s < sums; s++) {
      accumulators.add(Accumulator.of(AggregateFunction.SUM, ValueKind.LONG, false));
    }
    KeyLayout layout =
        KeyLayout.narrow(
            List.of(ValueKind.LONG), new boolean[1], List.of(new KeyRange(0, (1L << bits) - 1)));
    return Objects.requireNonNull(DirectSums.of(layout, accumulators, true, budget));
  }

  @Test
  void rowsAndSumsAreThoseOfAPlainMap() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      int bits = 1 + random.nextInt(18);
      int sums = random.nextInt(8);
      MemoryBudget budget = new MemoryBudget(MEMORY);
      Map<Long, List<Long>> expected = new TreeMap<>();
      DirectSums[] workers = {make(bits, sums, budget), make(bits, sums, budget)};
      for (int batch = random.nextInt(8); batch >= 0; batch--) {
        assertTrue(add(workers[random.nextInt(2)], random, bits, sums, expected));
      }
      assertTrue(workers[0].merge(workers[1]));
      assertEquals(expected, groups(workers[0]), "seed " + seed);
      assertEquals(Map.of(), groups(workers[1]));
      workers[0].release();
      workers[1].release();
      assertEquals(0, budget.used());
    }
  }

  private static boolean add(
      DirectSums target,
      SplittableRandom random,
      int bits,
      int sums,
      Map<Long, List<Long>> expected) {
    int count = 1 + random.nextInt(Batch.ROWS);
    int[] rows = random.nextBoolean() ? null : new int[count];
    for (int i = 0; rows != null && i < count; i++) {
      rows[i] = random.nextInt(Batch.ROWS);
    }
    long[] keys = new long[Batch.ROWS];
    LongVector[] arguments = new LongVector[sums];
    for (int s = 0; s < sums; s++) {
      arguments[s] = new LongVector(Batch.ROWS);
      Arrays.setAll(
          arguments[s].values, i -> random.nextLong() >> 16 + random.nextInt(48)); // both signs
    }
    for (int i = 0; i < count; i++) {
      keys[i] = random.nextLong() >>> Long.SIZE - bits;
      List<Long> group = expected.computeIfAbsent(keys[i], k -> zeros(1 + sums));
      group.set(0, group.get(0) + 1);
      for (int s = 0; s < sums; s++) {
        group.set(1 + s, group.get(1 + s) + arguments[s].values[rows == null ? i : rows[i]]);
      }
    }
    return target.add(keys, rows, count, arguments);
  }

  private static List<Long> zeros(int count) {
    return new ArrayList<>(Collections.nCopies(count, 0L));
  }

  private static Map<Long, List<Long>> groups(DirectSums sums) {
    Map<Long, List<Long>> found = new TreeMap<>();
    DirectSums.Groups groups = sums.newGroups();
    for (int p = 0; p < sums.pages(); p++) {
      int n = sums.list(p, groups);
      for (int i = 0; i < n; i++) {
        List<Long> values = new ArrayList<>(List.of(groups.rows()[i]));
        for (long[] column : groups.values()) {
          values.add(column[i]);
        }
        found.put(groups.keys()[i], values);
      }
    }
    return found;
  }

  @Test
  void valuesThatMightWrapAreRefusedAndNotAdded() {
    DirectSums sums = make(3, 1, new MemoryBudget(MEMORY));
    LongVector large = new LongVector(Batch.ROWS);
    Arrays.fill(large.values, Long.MIN_VALUE);
    assertFalse(sums.add(new long[Batch.ROWS], null, Batch.ROWS, new LongVector[] {large}));
    assertFalse(sums.isFull());
    Arrays.fill(large.values, (1L << 48) - 1);
    int batches = 0;
    while (sums.add(new long[Batch.ROWS], null, Batch.ROWS, new LongVector[] {large})) {
      batches++;
    }
    assertTrue(sums.isFull());
    assertEquals(1 << 2, batches); // 2^48 x 2^12 x 2^2 = 2^62
    assertEquals(
        Map.of(0L, List.of(4L * Batch.ROWS, ((1L << 48) - 1) * 4 * Batch.ROWS)), groups(sums));
  }

  @Test
  void keysOverTooManyPagesAndTooLittleMemoryAreRefused() {
    SplittableRandom random = new SplittableRandom(5);
    DirectSums sums = make(24, 7, new MemoryBudget(Long.MAX_VALUE / 2));
    assertFalse(add(sums, random, 24, 7, new TreeMap<>()));
    assertTrue(sums.isFull());
    DirectSums poor = make(20, 0, new MemoryBudget(100_000));
    assertFalse(add(poor, random, 20, 0, new TreeMap<>()));
    assertTrue(poor.isFull());
  }
}
