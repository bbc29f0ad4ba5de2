package dev.weft.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.batch.KnownFlows;
import dev.weft.error.CorruptFileException;
import dev.weft.error.QueryCancelledException;
import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import dev.weft.predicate.Predicate;
import dev.weft.predicate.Predicates;
import dev.weft.testing.FlowRows;
import dev.weft.testing.FlowShape;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.RandomFlows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How scans begin and end: files closed, workers stopped, faults named, statistics counted. */
class FlowScanLifeTest {
  private static final Set<FlowColumn> BYTES = Set.of(FlowColumn.BYTES);
  private final FlowRows rows = RandomFlows.of(7).rows(5000);

  private static ScanOptions threads(int n) {
    return ScanOptions.DEFAULTS.withThreads(n);
  }

  @Test
  void cancelStopsEveryWorkerWithinAChunkAndClosesEveryFile() {
    for (int threads : new int[] {1, 2, 5}) {
      MemoryFlowStore store = new MemoryFlowStore(rows);
      QueryControl control = new QueryControl();
      AtomicInteger batches = new AtomicInteger();
      AtomicBoolean cancelled = new AtomicBoolean();
      AtomicInteger afterwards = new AtomicInteger();
      BatchSink sink =
          batch -> {
            if (cancelled.get()) {
              afterwards.incrementAndGet();
            }
            if (batches.incrementAndGet() == 3) {
              control.cancel("enough");
              cancelled.set(true);
            }
          };
      QueryCancelledException e =
          assertThrows(
              QueryCancelledException.class,
              () ->
                  FlowScan.run(
                      store,
                      Predicates.ALL,
                      BYTES,
                      threads(threads),
                      control,
                      new ScanStatistics(),
                      () -> sink));
      assertEquals("enough", e.getMessage());
      assertTrue(afterwards.get() < threads, threads + " threads saw " + afterwards + " more");
      store.requireAllClosed();
    }
  }

  @Test
  void aDeadlineThatHasPassedReadsNothing() {
    MemoryFlowStore store = new MemoryFlowStore(rows);
    QueryControl control = new QueryControl();
    control.deadline(System.nanoTime() - 1);
    assertThrows(
        QueryCancelledException.class,
        () ->
            FlowScan.stream(
                store, Predicates.ALL, BYTES, threads(2), control, new ScanStatistics()));
    assertEquals(0, store.filesOpened.get());
  }

  @Test
  void aSinkThatFailsStopsTheOthersAndItsFailureComesOnce() {
    for (int threads : new int[] {1, 2, 5}) {
      MemoryFlowStore store = new MemoryFlowStore(rows);
      IllegalStateException failure = new IllegalStateException("no more memory");
      IllegalStateException got =
          assertThrows(
              IllegalStateException.class,
              () ->
                  FlowScan.run(
                      store,
                      Predicates.ALL,
                      BYTES,
                      threads(threads),
                      new QueryControl(),
                      new ScanStatistics(),
                      () ->
                          batch -> {
                            throw failure;
                          }));
      assertSame(failure, got);
      store.requireAllClosed();
    }
  }

  @Test
  void aSinkThatWantsNoMoreStopsTheScan() throws Exception {
    for (int threads : new int[] {1, 5}) {
      MemoryFlowStore store = new MemoryFlowStore(rows);
      AtomicInteger batches = new AtomicInteger();
      FlowScan.run(
          store,
          Predicates.ALL,
          BYTES,
          threads(threads),
          new QueryControl(),
          new ScanStatistics(),
          () ->
              new BatchSink() {
                @Override
                public void accept(Batch batch) {
                  batches.incrementAndGet();
                }

                @Override
                public boolean wantsMore() {
                  return batches.get() < 2;
                }
              });
      assertTrue(batches.get() >= 2 && batches.get() < 2 + threads, "" + batches);
      store.requireAllClosed();
    }
  }

  @Test
  void aStreamClosedAtAnyPointLeavesNothingOpen() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      MemoryFlowStore store = new MemoryFlowStore(rows);
      try (FlowStream stream =
          FlowScan.stream(
              store,
              Predicates.ALL,
              BYTES,
              threads(1 + random.nextInt(4)),
              new QueryControl(),
              new ScanStatistics())) {
        for (int n = random.nextInt(100); n > 0 && stream.next() != null; n--) {}
      }
      store.requireAllClosed();
    }
  }

  @Test
  void aCancelledStreamSaysSoAndLeavesNothingOpen() throws Exception {
    for (int threads : new int[] {1, 3}) {
      MemoryFlowStore store = new MemoryFlowStore(rows);
      QueryControl control = new QueryControl();
      try (FlowStream stream =
          FlowScan.stream(
              store, Predicates.ALL, BYTES, threads(threads), control, new ScanStatistics())) {
        for (int i = 0; i < 60; i++) {
          assertNotNull(stream.next());
        }
        control.cancel("stop");
        assertThrows(
            QueryCancelledException.class,
            () -> {
              while (stream.next() != null) {}
            });
      }
      store.requireAllClosed();
    }
  }

  @Test
  void aFileThatIsGoneWhenItsFlowsAreReadIsLeftOutOrFails() throws Exception {
    for (int threads : new int[] {1, 3}) {
      MemoryFlowStore store = new MemoryFlowStore(rows, FlowShape.PLAIN).gone(4, null);
      long left = rows.size() - store.rowsOfFile(4).size();
      List<String> warnings = Collections.synchronizedList(new ArrayList<>());
      ScanOptions options = threads(threads).withWarnings(warnings::add);
      assertEquals(left, count(store, Predicates.ALL, options));
      assertEquals(1, warnings.size(), warnings.toString());
      assertTrue(warnings.get(0).endsWith("expired after the query began; it is left out"));
      assertEquals(left, streamed(store, options));
      assertEquals(2, warnings.size(), warnings.toString());
      store.requireAllClosed();

      store.gone(4, new IOException("was merged"));
      IOException e = assertThrows(IOException.class, () -> count(store, Predicates.ALL, options));
      assertEquals("was merged", e.getMessage());
      assertThrows(IOException.class, () -> streamed(store, options));
      store.requireAllClosed();
    }
  }

  private static long streamed(MemoryFlowStore store, ScanOptions options) throws Exception {
    long streamed = 0;
    try (FlowStream stream =
        FlowScan.stream(
            store, Predicates.ALL, Set.of(), options, new QueryControl(), new ScanStatistics())) {
      for (Batch b = stream.next(); b != null; b = stream.next()) {
        streamed += b.selected();
      }
    }
    return streamed;
  }

  @Test
  void damageIsNamedOrSkippedWithTheSoundFlowsOfTheFileKept() throws Exception {
    for (int threads : new int[] {1, 3}) {
      MemoryFlowStore store = new MemoryFlowStore(rows, FlowShape.PLAIN).damage(4, 5);
      long sound = 5;
      for (int f = 0; f < store.fileCount(); f++) {
        sound += f == 4 ? 0 : store.rowsOfFile(f).size();
      }
      CorruptFileException e =
          assertThrows(
              CorruptFileException.class, () -> count(store, Predicates.ALL, threads(threads)));
      String name = e.file();
      assertTrue(e.getMessage().startsWith(name), e.getMessage());
      store.requireAllClosed();

      List<String> warnings = Collections.synchronizedList(new ArrayList<>());
      ScanOptions skip = threads(threads).withSkipDamage(true).withWarnings(warnings::add);
      assertEquals(sound, count(store, Predicates.ALL, skip));
      assertEquals(2, warnings.size(), warnings.toString());
      assertTrue(warnings.get(0).contains(name), warnings.get(0));
      assertTrue(
          warnings.get(1).startsWith("the answer lacks what is damaged in 1 file: "),
          warnings.get(1));

      assertEquals(sound, streamed(store, skip));
      store.requireAllClosed();
    }
  }

  @Test
  void ofManyDamagedFilesAFewAreNamedAndAllCounted() throws Exception {
    for (int threads : new int[] {1, 3}) {
      MemoryFlowStore store = new MemoryFlowStore(rows, FlowShape.PLAIN);
      long damaged = 0;
      for (int f = 0; f < store.fileCount(); f++) {
        store.damage(f, 0);
        damaged += store.rowsOfFile(f).size() > 0 ? 1 : 0;
      }
      List<String> warnings = Collections.synchronizedList(new ArrayList<>());
      ScanOptions skip = threads(threads).withSkipDamage(true).withWarnings(warnings::add);
      assertEquals(0, count(store, Predicates.ALL, skip));
      assertTrue(damaged > 5, "files: " + damaged);
      assertEquals(4, warnings.size(), warnings.toString());
      String summary = warnings.get(3);
      String files =
          "damaged in %d files (and %d files not named above)".formatted(damaged, damaged - 3);
      assertTrue(summary.contains(files), summary);
      assertTrue(summary.contains(damaged + " blocks, of flows that nobody counted"), summary);
      warnings.clear();
      assertEquals(0, streamed(store, skip));
      assertEquals(summary, warnings.get(3), "a stream tells the same once it is closed");
      store.requireAllClosed();
    }
  }

  @Test
  void aValueThatDoesNotComputeFailsTheScanOnlyWhereARowReachesIt() throws Exception {
    MemoryFlowStore store = new MemoryFlowStore(rows);
    Expression duration =
        new Expression.Input(FlowColumn.DURATION.ordinal(), ValueKind.LONG, false);
    Expression bytes = new Expression.Input(FlowColumn.BYTES.ordinal(), ValueKind.LONG, false);
    Predicate rate =
        new Predicate.Test(
            new Expression.Compare(
                Expression.Comparison.GREATER,
                new Expression.Arithmetic(Expression.ArithmeticOperator.DIVIDE, bytes, duration),
                new Expression.LongLiteral(0)));
    assertThrows(QueryException.class, () -> count(store, rate, threads(2)));
    Predicate lasting = new Predicate.LongIn(FlowColumn.DURATION, LongRanges.of(1, Long.MAX_VALUE));
    assertTrue(count(store, Predicates.and(rate, lasting), threads(2)) > 0);
    store.requireAllClosed();
  }

  @Test
  void blocksWhoseEveryRowPassesAreOfferedAsStatistics() throws Exception {
    MemoryFlowStore store = new MemoryFlowStore(rows);
    AtomicLong count = new AtomicLong();
    ScanStatistics statistics = new ScanStatistics();
    FlowScan.run(
        store,
        new Predicate.LongIn(FlowColumn.SENSOR, LongRanges.of(1, 1)),
        Set.of(),
        threads(2),
        new QueryControl(),
        statistics,
        () ->
            new BatchSink() {
              @Override
              public void accept(Batch batch) {
                throw new AssertionError("read although the statistics tell");
              }

              @Override
              public boolean acceptStatistics(List<? extends KnownFlows> parts) {
                parts.forEach(p -> count.addAndGet(p.rows()));
                return true;
              }
            });
    assertEquals(rows.where(r -> rows.value(FlowColumn.SENSOR, r) == 1).size(), count.get());
    assertEquals(0, store.chunksRead.get());
    assertEquals(9, statistics.files.sum(), "3 hours x 3 types of one sensor");
    assertTrue(statistics.blocksFromStatistics.sum() > 9);
    assertEquals(0, statistics.rowsScanned.sum());
  }

  @Test
  void anAddressThatIsNowhereIsRuledOutByFiltersOnEitherSide() throws Exception {
    FlowShape exact = new FlowShape(1, true, true, false, false, false, 0, 100, 40);
    MemoryFlowStore store = new MemoryFlowStore(rows, exact);
    IpRanges nowhere = IpRanges.of(IpAddress.parse("198.51.100.77"));
    ScanStatistics statistics = new ScanStatistics();
    FlowScan.run(
        store,
        Predicates.or(
            new Predicate.AddressIn(FlowColumn.SIP, nowhere),
            new Predicate.AddressIn(FlowColumn.DIP, nowhere)),
        BYTES,
        threads(2),
        new QueryControl(),
        statistics,
        () -> batch -> {});
    long opened = statistics.filesOpened.sum();
    assertTrue(opened > 0 && opened < 18, "filters of some are at hand: " + opened);
    assertEquals(18, statistics.filesPruned.sum());
    assertEquals(0, store.chunksRead.get());
    store.requireAllClosed();
  }

  @Test
  void anEmptyStoreAndAnImpossiblePredicateOpenNothing() throws Exception {
    MemoryFlowStore store = new MemoryFlowStore(rows);
    assertEquals(0, count(store, Predicates.NONE, threads(2)));
    assertEquals(0, store.filesOpened.get());
    MemoryFlowStore empty = new MemoryFlowStore(rows.where(r -> false));
    assertEquals(0, count(empty, Predicates.ALL, threads(2)));
    try (FlowStream stream =
        FlowScan.stream(
            empty, Predicates.ALL, BYTES, threads(2), new QueryControl(), new ScanStatistics())) {
      assertNull(stream.next());
    }
  }

  private static long count(MemoryFlowStore store, Predicate p, ScanOptions options)
      throws Exception {
    AtomicLong n = new AtomicLong();
    FlowScan.run(
        store,
        p,
        Set.of(),
        options,
        new QueryControl(),
        new ScanStatistics(),
        () -> batch -> n.addAndGet(batch.selected()));
    return n.get();
  }
}
