package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.CorruptFileException;
import dev.weft.error.QueryCancelledException;
import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.flow.FlowColumn;
import dev.weft.operator.Plan.AggregateCall;
import dev.weft.operator.Plan.AggregateFunction;
import dev.weft.operator.Plan.SortKey;
import dev.weft.predicate.Predicate;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import dev.weft.testing.FlowRows;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.RandomFlows;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueryRunnerTest {
  private static final AggregateCall COUNT = new AggregateCall(AggregateFunction.COUNT, null, null);

  private final FlowRows flows = RandomFlows.of(7).withHosts(5000).rows(20_000);
  private final MemoryFlowStore store = new MemoryFlowStore(flows);
  private final ScanStatistics statistics = new ScanStatistics();
  private final QueryControl control = new QueryControl();

  private static Input input(FlowColumn column) {
    return new Input(column.ordinal(), column.kind(), false);
  }

  private static AggregateCall call(AggregateFunction function, Expression argument) {
    return new AggregateCall(function, argument, null);
  }

  private Plan.Scan scan(FlowColumn... columns) {
    return new Plan.Scan(store, new Predicate.Always(true), Set.of(columns));
  }

  private List<List<@Nullable Object>> run(Plan plan) throws IOException {
    return run(plan, ScanOptions.DEFAULTS.withThreads(2));
  }

  private List<List<@Nullable Object>> run(Plan plan, ScanOptions options) throws IOException {
    List<List<@Nullable Object>> rows =
        BatchRows.of(QueryRunner.run(plan, options, control, statistics));
    store.requireAllClosed();
    return rows;
  }

  @Test
  void countAndSumOfEverythingComeFromBlockStatistics() throws IOException {
    Plan projected =
        new Plan.Project(scan(FlowColumn.BYTES), List.<Expression>of(input(FlowColumn.BYTES)));
    Expression bytes = new Input(0, input(FlowColumn.BYTES).kind(), false);
    Plan plan =
        new Plan.Aggregate(
            projected, List.of(), List.of(COUNT, call(AggregateFunction.SUM, bytes)));
    long sum = 0;
    for (int i = 0; i < flows.size(); i++) {
      sum += flows.value(FlowColumn.BYTES, i);
    }
    assertEquals(List.of(List.<Object>of(20_000L, sum)), run(plan));
    assertEquals(0, statistics.rowsScanned.sum());
    assertTrue(statistics.blocksFromStatistics.sum() > 0);
  }

  @Test
  void sumThatDoesNotFitIsAnErrorWhileItsAverageIsNot() throws IOException {
    Expression huge = new LongLiteral(Long.MAX_VALUE);
    Plan sum =
        new Plan.Aggregate(
            scan(FlowColumn.BYTES), List.of(), List.of(call(AggregateFunction.SUM, huge)));
    QueryException e = assertThrows(QueryException.class, () -> run(sum));
    assertTrue(e.getMessage().startsWith("SUM overflows BIGINT"), e.getMessage());
    Plan average =
        new Plan.Aggregate(
            scan(FlowColumn.BYTES), List.of(), List.of(call(AggregateFunction.AVG, huge)));
    assertEquals(List.of(List.<Object>of(0x1p63)), run(average));
  }

  @Test
  void groupingLargerThanItsMemorySpillsAndLeavesNoFile() throws IOException {
    Plan plan =
        new Plan.Aggregate(
            scan(FlowColumn.SIP, FlowColumn.DIP, FlowColumn.SPORT, FlowColumn.BYTES),
            List.of(input(FlowColumn.SIP), input(FlowColumn.DIP), input(FlowColumn.SPORT)),
            List.of(COUNT));
    ScanOptions small = ScanOptions.DEFAULTS.withThreads(2).withMemoryBytes(100_000);
    long before = spillFiles();
    try (BatchStream stream = QueryRunner.run(plan, small, control, statistics)) {
      assertNotNull(stream.next());
    }
    assertTrue(statistics.bytesSpilled.sum() > 0);
    assertEquals(before, spillFiles());
    assertEquals(run(plan).size(), run(plan, small).size());
  }

  @Test
  void groupsAreWholeWhereMostRowsHaveAKeyOfTheirOwn() throws IOException {
    FlowRows many = RandomFlows.of(11).withHosts(100_000).rows(200_000);
    Map<List<Object>, long[]> expected = new HashMap<>();
    for (int i = 0; i < many.size(); i++) {
      long bytes = many.value(FlowColumn.BYTES, i);
      List<Object> key = List.of(many.value(FlowColumn.STIME, i), many.value(FlowColumn.SPORT, i));
      long[] g =
          expected.computeIfAbsent(key, k -> new long[] {0, 0, Long.MAX_VALUE, Long.MIN_VALUE});
      g[0]++;
      g[1] += bytes;
      g[2] = Math.min(g[2], bytes);
      g[3] = Math.max(g[3], bytes);
    }
    assertTrue(expected.size() > 100_000, "keys: " + expected.size());
    Plan flowsOfBoth =
        new Plan.Scan(
            new MemoryFlowStore(many),
            new Predicate.Always(true),
            Set.of(FlowColumn.STIME, FlowColumn.SPORT, FlowColumn.BYTES));
    Input bytes = input(FlowColumn.BYTES);
    Plan plan =
        new Plan.Aggregate(
            new Plan.Union(List.of(flowsOfBoth, flowsOfBoth)), // so that every key comes again
            List.of(input(FlowColumn.STIME), input(FlowColumn.SPORT)),
            List.of(
                COUNT,
                call(AggregateFunction.SUM, bytes),
                call(AggregateFunction.MIN, bytes),
                call(AggregateFunction.MAX, bytes)));
    List<List<@Nullable Object>> rows = run(plan);
    assertEquals(expected.size(), rows.size());
    for (List<@Nullable Object> row : rows) {
      long[] g = expected.get(row.subList(0, 2));
      assertNotNull(g, "no such key: " + row);
      assertEquals(List.<Object>of(2 * g[0], 2 * g[1], g[2], g[3]), row.subList(2, 6));
    }
  }

  @Test
  void sortLargerThanItsMemorySpills() throws IOException {
    Plan plan =
        new Plan.Sort(
            scan(FlowColumn.SIP, FlowColumn.BYTES),
            List.of(new SortKey(FlowColumn.BYTES.ordinal(), true, false, null)),
            0,
            -1);
    assertEquals(run(plan), run(plan, ScanOptions.DEFAULTS.withMemoryBytes(100_000)));
    assertTrue(statistics.bytesSpilled.sum() > 0);
  }

  private static long spillFiles() {
    String[] names = new File(System.getProperty("java.io.tmpdir")).list();
    return names == null ? 0 : Arrays.stream(names).filter(n -> n.endsWith(".spill")).count();
  }

  @Test
  void limitWithoutKeysStopsTheScan() throws IOException {
    assertEquals(15, run(new Plan.Sort(scan(FlowColumn.SIP), List.of(), 5, 15)).size());
    assertTrue(statistics.rowsScanned.sum() < flows.size(), statistics.rowsScanned.toString());
    assertEquals(0, run(new Plan.Sort(scan(FlowColumn.SIP), List.of(), 0, 0)).size());
  }

  @Test
  void closingInTheMiddleStopsTheWorkersAndLeavesTheControlAlone() throws IOException {
    try (BatchStream stream =
        QueryRunner.run(
            scan(FlowColumn.SIP), ScanOptions.DEFAULTS.withThreads(3), control, statistics)) {
      assertNotNull(stream.next());
    }
    store.requireAllClosed();
    control.check();
  }

  @Test
  void cancellingEndsTheQueryWithItsReason() throws IOException {
    Plan plan =
        new Plan.Aggregate(scan(FlowColumn.SIP), List.of(input(FlowColumn.SIP)), List.of(COUNT));
    control.cancel("stopped by its user");
    try (BatchStream stream = QueryRunner.run(plan, ScanOptions.DEFAULTS, control, statistics)) {
      QueryCancelledException e = assertThrows(QueryCancelledException.class, stream::next);
      assertEquals("stopped by its user", e.getMessage());
    }
    store.requireAllClosed();
  }

  @Test
  void faultsComeOutOnceAsTheyAre() throws IOException {
    Expression zero =
        new Arithmetic(ArithmeticOperator.DIVIDE, input(FlowColumn.BYTES), new LongLiteral(0));
    Plan divides = new Plan.Project(scan(FlowColumn.BYTES), List.of(zero));
    try (BatchStream stream = QueryRunner.run(divides, ScanOptions.DEFAULTS, control, statistics)) {
      assertThrows(QueryException.class, stream::next);
      assertNull(stream.next());
    }
    store.damage(0, 3);
    assertThrows(CorruptFileException.class, () -> run(scan(FlowColumn.SIP)));
  }

  @Test
  void aggregateOfNothingIsOneRowWithoutKeysAndNoneWithKeys() throws IOException {
    Plan none = new Plan.Scan(store, new Predicate.Always(false), Set.of(FlowColumn.BYTES));
    List<AggregateCall> calls =
        List.of(
            COUNT,
            call(AggregateFunction.SUM, input(FlowColumn.BYTES)),
            call(AggregateFunction.SUM0, input(FlowColumn.BYTES)),
            call(AggregateFunction.COUNT_DISTINCT, input(FlowColumn.BYTES)));
    assertEquals(
        List.of(Arrays.<@Nullable Object>asList(0L, null, 0L, 0L)),
        run(new Plan.Aggregate(none, List.of(), calls)));
    assertEquals(List.of(), run(new Plan.Aggregate(none, List.of(input(FlowColumn.BYTES)), calls)));
  }

  @Test
  void estimateOfManyValuesIsWithinThreeStandardErrors() throws IOException {
    List<AggregateCall> both =
        List.of(
            call(AggregateFunction.COUNT_DISTINCT, input(FlowColumn.STIME)),
            call(AggregateFunction.APPROX_COUNT_DISTINCT, input(FlowColumn.STIME)));
    List<@Nullable Object> row =
        run(new Plan.Aggregate(scan(FlowColumn.STIME), List.of(), both)).get(0);
    double exact = (Long) row.get(0);
    double estimate = (Long) row.get(1);
    assertEquals(exact, estimate, 3 * 0.0081 * exact);
  }
}
