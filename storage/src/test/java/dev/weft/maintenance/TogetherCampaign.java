package dev.weft.maintenance;

import dev.weft.batch.Batch;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.predicate.Predicates;
import dev.weft.scan.FlowScan;
import dev.weft.scan.FlowStream;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import dev.weft.store.WeftStore;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Importers, readers, compactors and an expirer at work on one store together: {@code FOLDER
 * SECONDS}. Every flow carries the number of its import in PACKETS; so a reader sees of each import
 * all flows once, or, where it was not yet acknowledged or may have expired, none.
 */
final class TogetherCampaign {
  private static final int ROWS = 20; // of an import
  private static final int IMPORTS = 30; // of an hour
  private static final int HOURS = 4; // kept by the expirer

  private final Path store;
  private final long end;
  private final AtomicInteger started = new AtomicInteger();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger expiredHours = new AtomicInteger();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong flowsSeen = new AtomicLong();
  private final AtomicLong merged = new AtomicLong();
  private final AtomicLong deleted = new AtomicLong();
  private final AtomicLong hoursGone = new AtomicLong();

  private TogetherCampaign(Path store, long seconds) {
    this.store = store;
    this.end = System.nanoTime() + seconds * 1_000_000_000L;
  }

  private interface Turn {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    System.out.println(run(Path.of(args[0]).resolve("together"), Long.parseLong(args[1])));
  }

  static String run(Path store, long seconds) throws Exception {
    WeftStore.create(store);
    TogetherCampaign c = new TogetherCampaign(store, seconds);
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<?>> work = new ArrayList<>();
    for (Turn turn :
        List.<Turn>of(
            c::importOnce,
            c::importOnce,
            c::readOnce,
            c::readLongOpen,
            c::compactOnce,
            c::compactOnce,
            c::expireOnce)) {
      work.add(
          threads.submit(
              () -> {
                while (System.nanoTime() < c.end) {
                  turn.run();
                }
                return null;
              }));
    }
    try {
      for (Future<?> w : work) {
        w.get(seconds + 300, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    c.readOnce();
    List<String> findings = SmallStores.findings(store);
    findings.removeIf(f -> f.contains("the next compact removes it"));
    require(findings.isEmpty(), findings.toString());
    return "%d s: %d imports, %d reads of %d flows, %d segments merged, %d deleted, %d hours expired"
        .formatted(
            seconds,
            c.acknowledged.size(),
            c.reads.get(),
            c.flowsSeen.get(),
            c.merged.get(),
            c.deleted.get(),
            c.hoursGone.get());
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  private static int hourOf(int number) {
    return number / IMPORTS;
  }

  private void importOnce() throws Exception {
    int number = started.getAndIncrement();
    FlowRows any = RandomFlows.of(number).withPartitions(1, 1, 1).rows(ROWS);
    long shift = hourOf(number) * RandomFlows.HOUR;
    SmallStores.add(
        store,
        any.map(FlowColumn.PACKETS, packets -> number)
            .map(FlowColumn.STIME, start -> start + shift));
    acknowledged.add(number);
  }

  private void readOnce() throws Exception {
    try (WeftStore reader = WeftStore.open(store, WarningSink.NONE)) {
      read(reader);
    }
  }

  private void readLongOpen() throws Exception {
    try (WeftStore reader = WeftStore.open(store, WarningSink.NONE)) {
      for (int i = 0; i < 50 && System.nanoTime() < end; i++) {
        read(reader);
      }
    }
  }

  private void read(WeftStore reader) throws Exception {
    Set<Integer> expected = new HashSet<>(acknowledged);
    ScanOptions options = ScanOptions.DEFAULTS.withThreads(1);
    int[] seen = new int[started.get() + 10_000];
    try (FlowStream stream =
        FlowScan.stream(
            reader,
            Predicates.ALL,
            Set.of(FlowColumn.PACKETS),
            options,
            new QueryControl(),
            new ScanStatistics())) {
      for (Batch b = stream.next(); b != null; b = stream.next()) {
        long[] numbers = b.longs(FlowColumn.PACKETS).values;
        int[] selection = b.selection();
        for (int i = 0; i < b.selected(); i++) {
          seen[(int) numbers[selection == null ? i : selection[i]]]++;
        }
      }
    }
    int gone = expiredHours.get(); // read last: these hours may have gone while it read
    long flows = 0;
    for (int i = 0; i < seen.length; i++) {
      boolean must = expected.contains(i) && hourOf(i) >= gone;
      require(
          seen[i] == ROWS || seen[i] == 0 && !must,
          "of import " + i + " a reader saw " + seen[i] + " flows of " + ROWS);
      flows += seen[i];
    }
    reads.incrementAndGet();
    flowsSeen.addAndGet(flows);
  }

  private void compactOnce() throws Exception {
    CompactResult result = SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
    merged.addAndGet(result.merged());
    deleted.addAndGet(result.deleted());
    Thread.sleep(20);
  }

  private void expireOnce() throws Exception {
    int hour = hourOf(started.get()) - HOURS;
    if (hour > expiredHours.get()) {
      expiredHours.set(hour);
      long before = RandomFlows.FIRST_HOUR + hour * RandomFlows.HOUR;
      hoursGone.addAndGet(
          new Expirer(store, WarningSink.NONE, MaintenanceProgress.NONE).run(before).hours());
    }
    Thread.sleep(200);
  }
}
