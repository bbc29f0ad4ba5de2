package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.error.QueryException;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import dev.weft.testing.FlowRows;
import dev.weft.testing.FlowShape;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.RandomFlows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random plans over random flows, against the model. */
class RandomPlansTest {
  private static final int[] THREADS = {1, 2, 5};

  @Test
  void everyPlanAnswersAsTheModelWithAnyThreadsAndMemory() throws IOException {
    long base = Long.getLong("weft.seed", System.nanoTime());
    int rounds = Integer.getInteger("weft.rounds", 150);
    for (int i = 0; i < rounds; i++) {
      long seed = base + i;
      try {
        run(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dweft.seed=" + seed + " -Dweft.rounds=1", e);
      }
    }
  }

  private static void run(long seed) throws IOException {
    Random random = new Random(seed);
    int count = random.nextInt(random.nextInt(4) == 0 ? 20_000 : 600);
    FlowRows flows =
        RandomFlows.of(seed)
            .withHosts(1 + random.nextInt(Math.max(1, count)))
            .withIpv6Share(random.nextInt(3) == 0 ? 0 : random.nextDouble())
            .rows(count);
    FlowShape shape = FlowShape.random(random);
    MemoryFlowStore store = new MemoryFlowStore(flows, shape);
    RandomPlans.Typed typed = new RandomPlans(random, store).plan(1 + random.nextInt(4));
    List<List<@Nullable Object>> expected;
    try {
      expected = new PlanOracle(flows).rows(typed.plan());
    } catch (QueryException e) {
      expected = List.of(List.of("an error"));
    }
    for (int threads : THREADS) {
      long memory = random.nextBoolean() ? 1L << 30 : 1 + random.nextInt(300_000);
      ScanOptions options = ScanOptions.DEFAULTS.withThreads(threads).withMemoryBytes(memory);
      List<List<@Nullable Object>> actual;
      try {
        actual =
            BatchRows.of(
                QueryRunner.run(typed.plan(), options, new QueryControl(), new ScanStatistics()));
      } catch (QueryException e) {
        actual = List.of(List.of("an error"));
      }
      String where = typed.plan() + "\n" + threads + " threads, " + memory + " bytes";
      compare(expected, actual, typed.plan() instanceof Plan.Sort, where);
      store.requireAllClosed();
    }
  }

  private static void compare(
      List<List<@Nullable Object>> expected,
      List<List<@Nullable Object>> actual,
      boolean ordered,
      String where) {
    assertEquals(expected.size(), actual.size(), where);
    List<List<@Nullable Object>> wanted = new ArrayList<>(expected);
    List<List<@Nullable Object>> found = new ArrayList<>(actual);
    if (!ordered && !wanted.isEmpty() && !wanted.get(0).equals(List.of("an error"))) {
      List<@Nullable Object> like = wanted.get(0);
      wanted.sort((a, b) -> order(a, b, like));
      found.sort((a, b) -> order(a, b, like));
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!PlanOracle.same(wanted.get(i), found.get(i))) {
        assertEquals(wanted.get(i), found.get(i), "row " + i + " of " + where);
      }
    }
  }

  /** Doubles last: they may differ by the last bit; estimates not at all. */
  private static int order(
      List<@Nullable Object> a, List<@Nullable Object> b, List<@Nullable Object> like) {
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < a.size(); i++) {
        Object x = like.get(i) instanceof PlanOracle.Estimate ? null : a.get(i);
        Object y = like.get(i) instanceof PlanOracle.Estimate ? null : b.get(i);
        if (x == null || y == null) {
          if (x != y) {
            return x == null ? -1 : 1;
          }
        } else if (x instanceof Double == (pass == 1)) {
          int order = PlanOracle.compareValues(x, y);
          if (order != 0) {
            return order;
          }
        }
      }
    }
    return 0;
  }
}
