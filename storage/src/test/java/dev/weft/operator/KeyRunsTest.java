package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.LongRanges;
import dev.weft.operator.Plan.AggregateCall;
import dev.weft.operator.Plan.AggregateFunction;
import dev.weft.operator.Plan.SortKey;
import dev.weft.predicate.Predicate;
import dev.weft.predicate.Predicates;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import dev.weft.testing.FlowRows;
import dev.weft.testing.FlowShape;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.RandomFlows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Grouping by what stays the same for many flows in a row. */
class KeyRunsTest {
  private static final Input START = input(FlowColumn.STIME);
  private static final Input SENSOR = input(FlowColumn.SENSOR);
  private static final Input BYTES = input(FlowColumn.BYTES);

  private static Input input(FlowColumn c) {
    return new Input(c.ordinal(), c.kind(), false);
  }

  private static Expression floor(long unit) {
    return new FloorTo(START, unit, 0);
  }

  @Test
  void aTimeSeriesDecodesNoStartTimesAndAnswersAsTheModel() throws IOException {
    long base = System.nanoTime();
    for (int round = 0; round < 40; round++) {
      Random random = new Random(base + round);
      FlowRows flows = RandomFlows.of(random.nextLong()).rows(3000 + random.nextInt(20_000));
      FlowShape shape = shape(random, 1 + random.nextInt(Integer.MAX_VALUE - 1), 4096);
      MemoryFlowStore store = new MemoryFlowStore(flows, shape);
      boolean filtered = random.nextBoolean();
      Predicate predicate =
          filtered
              ? new Predicate.LongIn(FlowColumn.DPORT, LongRanges.of(0, random.nextInt(2000)))
              : Predicates.ALL;
      List<Expression> keys = new ArrayList<>(List.of(floor(1_800_000)));
      if (random.nextBoolean()) {
        keys.add(SENSOR);
      }
      check(store, flows, predicate, keys, "seed " + (base + round));
      assertFalse(store.columnsRead.contains(FlowColumn.STIME), "seed " + (base + round));
    }
  }

  @Test
  void blocksOfOneGroupAreTakenByTheirStatistics() throws IOException {
    FlowRows flows = RandomFlows.of(5).rows(5000);
    MemoryFlowStore store = new MemoryFlowStore(flows, shape(new Random(1), 100, 40));
    check(store, flows, Predicates.ALL, List.of(floor(RandomFlows.HOUR), SENSOR), "hours");
    assertEquals(0, store.chunksRead.get());
  }

  @Test
  void runsTooShortAreLookedAtRowByRow() throws IOException {
    FlowRows flows = RandomFlows.of(5).rows(5000);
    MemoryFlowStore store = new MemoryFlowStore(flows, shape(new Random(1), 5000, 4096));
    check(store, flows, Predicates.ALL, List.of(floor(1000)), "seconds");
    assertTrue(store.columnsRead.contains(FlowColumn.STIME));
  }

  private static FlowShape shape(Random random, int blockRows, int chunkRows) {
    return new FlowShape(random.nextLong(), true, true, true, false, true, 5, blockRows, chunkRows);
  }

  private static void check(
      MemoryFlowStore store,
      FlowRows flows,
      Predicate predicate,
      List<Expression> keys,
      String where)
      throws IOException {
    Set<FlowColumn> columns = EnumSet.of(FlowColumn.STIME, FlowColumn.SENSOR, FlowColumn.BYTES);
    List<AggregateCall> calls =
        List.of(
            new AggregateCall(AggregateFunction.COUNT, null, null),
            new AggregateCall(AggregateFunction.SUM, BYTES, null));
    List<SortKey> order = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      order.add(new SortKey(i, true, true, null));
    }
    Plan plan =
        new Plan.Sort(
            new Plan.Aggregate(new Plan.Scan(store, predicate, columns), keys, calls),
            order,
            0,
            -1);
    List<List<@Nullable Object>> found =
        BatchRows.of(
            QueryRunner.run(
                plan,
                ScanOptions.DEFAULTS.withThreads(2),
                new QueryControl(),
                new ScanStatistics()));
    assertEquals(new PlanOracle(flows).rows(plan), found, where);
  }
}
