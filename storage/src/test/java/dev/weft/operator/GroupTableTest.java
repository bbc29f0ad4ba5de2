package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.batch.Batch;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupTableTest {
  @Test
  void aFinishingTableCombinesEqualKeysAcrossItsGrowthAndClearing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    MemoryBudget budget = new MemoryBudget(1L << 30);
    GroupTable table =
        GroupTable.finishing(
            1,
            () ->
                List.of(
                    Accumulator.of(AggregateFunction.SUM, ValueKind.LONG, true),
                    Accumulator.of(AggregateFunction.COUNT, ValueKind.LONG, true)),
            budget);
    for (int round = 0; round < 4; round++) {
      Map<Long, List<Long>> expected = new HashMap<>();
      int keys = 1 << 4 * (4 - round);
      for (int b = 0; b < 30; b++) {
        int count = random.nextInt(Batch.ROWS + 1);
        long[][] rows = new long[table.columns()][Batch.ROWS];
        long[] hashes = new long[Batch.ROWS];
        for (int i = 0; i < count; i++) {
          rows[0][i] = random.nextInt(keys);
          rows[1][i] = 1 + random.nextInt(3);
          rows[2][i] = random.nextLong();
          rows[3][i] = random.nextInt(3) - 1;
          rows[4][i] = random.nextInt(3);
          List<Long> row = List.of(rows[1][i], rows[2][i], rows[3][i], rows[4][i]);
          expected.merge(rows[0][i], row, GroupTableTest::sum);
        }
        KeyHash.of(rows, 1, count, hashes);
        assertEquals(true, table.makeRoom(count, 1 << 28));
        table.combine(rows, hashes, count, new int[Batch.ROWS]);
      }
      assertEquals(expected.size(), table.index.size(), "seed " + seed);
      assertEquals(expected, groups(table), "seed " + seed);
      table.clear();
    }
    table.release();
    assertEquals(0, budget.used());
  }

  @Test
  void aTableGrowsOnlyWhereTheOldAndTheNewFitTogether() {
    int small = 1 << 13;
    long bytes = bytesOfTable(small);
    long larger = bytesOfTable(2 * small);

    MemoryBudget tooLittle = new MemoryBudget(bytes + larger - 1);
    GroupTable refused = table(tooLittle, small);
    assertEquals(false, refused.makeRoom(small + 1, 1 << 28));
    assertEquals(bytes, tooLittle.used());
    assertEquals(true, refused.makeRoom(small, 1 << 28));

    MemoryBudget enough = new MemoryBudget(bytes + larger);
    GroupTable grown = table(enough, small);
    assertEquals(true, grown.makeRoom(small + 1, 1 << 28));
    assertEquals(larger, enough.used());
    grown.release();
    assertEquals(0, enough.used());
  }

  private static long bytesOfTable(int groups) {
    MemoryBudget budget = new MemoryBudget(1L << 40);
    table(budget, groups);
    return budget.used();
  }

  private static GroupTable table(MemoryBudget budget, int groups) {
    GroupTable table =
        GroupTable.finishing(
            1,
            () -> List.of(Accumulator.of(AggregateFunction.COUNT, ValueKind.LONG, true)),
            budget);
    assertEquals(true, table.makeRoom(groups, 1 << 28));
    return table;
  }

  /** Counts and wraps add up; a sum that wraps is carried. */
  private static List<Long> sum(List<Long> a, List<Long> b) {
    long sum = a.get(1) + b.get(1);
    long carry = ((a.get(1) ^ sum) & (b.get(1) ^ sum)) < 0 ? b.get(1) < 0 ? -1 : 1 : 0;
    return List.of(a.get(0) + b.get(0), sum, a.get(2) + b.get(2) + carry, a.get(3) + b.get(3));
  }

  private static Map<Long, List<Long>> groups(GroupTable table) {
    Map<Long, List<Long>> found = new HashMap<>();
    long[][] rows = new long[table.columns()][Batch.ROWS];
    int[] groups = new int[Batch.ROWS];
    int from = 0;
    for (int n = table.index.list(from, groups); n > 0; n = table.index.list(from, groups)) {
      from = groups[n - 1] + 1;
      table.store(groups, n, rows);
      for (int i = 0; i < n; i++) {
        found.put(rows[0][i], List.of(rows[1][i], rows[2][i], rows[3][i], rows[4][i]));
      }
    }
    return found;
  }
}
