package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.LongLiteral;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Aggregates over flows that files know without reading them, wholly or by protocol. */
class KnownFlowsTest {
  private static final int[] PROTOCOLS = {6, 17, 1, 58, 47, 99};

  private static Input input(FlowColumn c) {
    return new Input(c.ordinal(), c.kind(), false);
  }

  private static Expression isProtocol(Random random) {
    long p = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
    Comparison comparison = random.nextBoolean() ? Comparison.EQUAL : Comparison.LESS;
    return new Compare(comparison, input(FlowColumn.PROTOCOL), new LongLiteral(p));
  }

  @Test
  void whatFilesKnowAnswersAsTheRowsDo() throws IOException {
    long base = System.nanoTime();
    for (int round = 0; round < 300; round++) {
      Random random = new Random(base + round);
      FlowRows flows = RandomFlows.of(random.nextLong()).rows(1 + random.nextInt(3000));
      MemoryFlowStore store = new MemoryFlowStore(flows, FlowShape.random(random));
      Plan plan = plan(store, random);
      String where = "seed " + (base + round) + ": " + plan;
      assertEquals(new PlanOracle(flows).rows(plan), run(plan, new ScanStatistics()), where);
    }
  }

  private static Plan plan(MemoryFlowStore store, Random random) {
    List<Expression> keys = new ArrayList<>();
    if (random.nextInt(4) != 0) {
      keys.add(input(FlowColumn.PROTOCOL));
    }
    if (random.nextInt(3) == 0) {
      keys.add(new FloorTo(input(FlowColumn.STIME), RandomFlows.HOUR, 0));
    }
    if (random.nextInt(3) == 0) {
      keys.add(input(FlowColumn.SENSOR));
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      calls.add(call(random));
    }
    Predicate predicate =
        random.nextBoolean()
            ? Predicates.ALL
            : new Predicate.LongIn(
                FlowColumn.PROTOCOL,
                random.nextBoolean()
                    ? LongRanges.of(0, PROTOCOLS[random.nextInt(PROTOCOLS.length)])
                    : LongRanges.of(6, 6));
    return sorted(store, predicate, keys, calls);
  }

  private static AggregateCall call(Random random) {
    Expression filter = random.nextInt(3) == 0 ? isProtocol(random) : null;
    FlowColumn[] columns = {
      FlowColumn.PACKETS, FlowColumn.BYTES, FlowColumn.PROTOCOL, FlowColumn.STIME
    };
    Input argument = input(columns[random.nextInt(columns.length)]);
    return switch (random.nextInt(5)) {
      case 0 -> new AggregateCall(AggregateFunction.COUNT, null, filter);
      case 1 -> new AggregateCall(AggregateFunction.MIN, argument, filter);
      case 2 -> new AggregateCall(AggregateFunction.MAX, argument, filter);
      case 3 -> new AggregateCall(AggregateFunction.MAX, input(FlowColumn.SIP), filter);
      default -> new AggregateCall(AggregateFunction.SUM, argument, filter);
    };
  }

  private static Plan sorted(
      MemoryFlowStore store,
      Predicate predicate,
      List<Expression> keys,
      List<AggregateCall> calls) {
    List<SortKey> order = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      order.add(new SortKey(i, true, true, null));
    }
    Plan aggregate =
        new Plan.Aggregate(
            new Plan.Scan(store, predicate, EnumSet.allOf(FlowColumn.class)), keys, calls);
    return keys.isEmpty() ? aggregate : new Plan.Sort(aggregate, order, 0, -1);
  }

  private static List<List<@Nullable Object>> run(Plan plan, ScanStatistics statistics)
      throws IOException {
    return BatchRows.of(
        QueryRunner.run(plan, ScanOptions.DEFAULTS.withThreads(2), new QueryControl(), statistics));
  }

  @Test
  void totalsByProtocolAndBoundsAreNotReadTwice() throws IOException {
    FlowRows flows = RandomFlows.of(5).rows(5000);
    MemoryFlowStore store = new MemoryFlowStore(flows);
    AggregateCall count = new AggregateCall(AggregateFunction.COUNT, null, null);
    AggregateCall bytes =
        new AggregateCall(AggregateFunction.SUM, input(FlowColumn.BYTES), isProtocol(new Random()));
    ScanStatistics statistics = new ScanStatistics();
    run(
        sorted(store, Predicates.ALL, List.of(input(FlowColumn.PROTOCOL)), List.of(count, bytes)),
        statistics);
    long known = statistics.blocksFromStatistics.sum();
    long all = statistics.blocks.sum();
    assertTrue(known > all / 2 && known < all, known + "/" + all);

    ScanStatistics bounds = new ScanStatistics();
    AggregateCall first = new AggregateCall(AggregateFunction.MIN, input(FlowColumn.STIME), null);
    run(sorted(store, Predicates.ALL, List.of(), List.of(first, count)), bounds);
    assertEquals(0, bounds.rowsScanned.sum());
  }
}
