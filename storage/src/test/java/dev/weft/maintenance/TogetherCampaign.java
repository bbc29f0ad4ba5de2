package dev.weft.maintenance;

import dev.weft.batch.Batch;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.partition.PartitionChecker;
import dev.weft.predicate.Predicates;
import dev.weft.scan.FlowScan;
import dev.weft.scan.FlowStream;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import dev.weft.store.HourSegments;
import dev.weft.store.StoreFinding;
import dev.weft.store.StoreVerifier;
import dev.weft.store.WeftStore;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Importers, readers, compactors, an expirer, a repairer and a verifier at work on one store
 * together: {@code FOLDER SECONDS}. Every flow carries the number of its import in PACKETS; so a
 * reader sees of each import all flows once, with the sum of bytes that they had, or, where it was
 * not yet acknowledged or may have expired, none.
 */
final class TogetherCampaign {
  private static final int ROWS = 20; // of an import
  private static final int IMPORTS = 30; // of an hour
  private static final int HOURS = 4; // kept by the expirer

  private final Path store;
  private final long end;
  private final AtomicInteger started = new AtomicInteger();
  private final Map<Integer, Long> bytes = new ConcurrentHashMap<>(); // of each import begun
  private final ConcurrentSkipListSet<Integer> acknowledged = new ConcurrentSkipListSet<>();
  private final AtomicLong imports = new AtomicLong();
  private final AtomicInteger expiredHours = new AtomicInteger();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong flowsSeen = new AtomicLong();
  private final AtomicLong merged = new AtomicLong();
  private final AtomicLong deleted = new AtomicLong();
  private final AtomicLong hoursGone = new AtomicLong();
  private final AtomicLong verifications = new AtomicLong();

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
            c::expireOnce,
            c::repairOnce,
            c::verifyOnce)) {
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
    return ("%d s: %d imports, %d reads of %d flows, %d segments merged, %d deleted, %d hours"
            + " expired, %d verifications")
        .formatted(
            seconds,
            c.imports.get(),
            c.reads.get(),
            c.flowsSeen.get(),
            c.merged.get(),
            c.deleted.get(),
            c.hoursGone.get(),
            c.verifications.get());
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
    FlowRows rows =
        any.map(FlowColumn.PACKETS, packets -> number)
            .map(FlowColumn.STIME, start -> start + shift);
    long sum = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += rows.value(FlowColumn.BYTES, i);
    }
    bytes.put(number, sum);
    SmallStores.add(store, rows);
    acknowledged.add(number);
    imports.incrementAndGet();
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

  /** What a reader saw of an import. */
  private static final class Seen {
    int flows;
    long bytes;
  }

  private void read(WeftStore reader) throws Exception {
    Set<Integer> expected = new HashSet<>(acknowledged);
    Map<Integer, Seen> seen = look(reader);
    int gone = expiredHours.get(); // read last: these hours may have gone while it read
    for (int number : expected) {
      require(
          seen.containsKey(number) || hourOf(number) < gone, "a reader missed import " + number);
    }
    seen.forEach(
        (number, s) -> {
          require(s.flows == ROWS, "import %d: %d flows of %d".formatted(number, s.flows, ROWS));
          Long sum = bytes.get(number); // null where it was forgotten because it expired
          require(
              sum == null ? hourOf(number) < expiredHours.get() : sum == s.bytes,
              "import %d: %d bytes of %d".formatted(number, s.bytes, sum));
          flowsSeen.addAndGet(s.flows);
        });
    reads.incrementAndGet();
  }

  private static Map<Integer, Seen> look(WeftStore reader) throws Exception {
    Map<Integer, Seen> seen = new HashMap<>();
    try (FlowStream stream =
        FlowScan.stream(
            reader,
            Predicates.ALL,
            Set.of(FlowColumn.PACKETS, FlowColumn.BYTES),
            ScanOptions.DEFAULTS.withThreads(1),
            new QueryControl(),
            new ScanStatistics())) {
      for (Batch b = stream.next(); b != null; b = stream.next()) {
        long[] numbers = b.longs(FlowColumn.PACKETS).values;
        long[] sizes = b.longs(FlowColumn.BYTES).values;
        int[] selection = b.selection();
        for (int i = 0; i < b.selected(); i++) {
          int row = selection == null ? i : selection[i];
          Seen s = seen.computeIfAbsent((int) numbers[row], n -> new Seen());
          s.flows++;
          s.bytes += sizes[row];
        }
      }
    }
    return seen;
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
      acknowledged.headSet(hour * IMPORTS).clear();
      bytes.keySet().removeIf(number -> hourOf(number) < hour);
    }
    Thread.sleep(200);
  }

  /** A repair of everything, where nothing is damaged, changes nothing. */
  private void repairOnce() throws Exception {
    Set<Path> files = new HashSet<>();
    for (HourSegments hour : SmallStores.hours(store)) {
      hour.current().forEach(s -> files.add(s.file()));
    }
    for (RepairResult r : new Repairer(store, WarningSink.NONE).repair(files)) {
      require(r.setAside() == null, "repaired " + r);
    }
    Thread.sleep(500);
  }

  /** Verification finds no fault, whatever the others are doing. */
  private void verifyOnce() throws Exception {
    List<StoreFinding> faults = new ArrayList<>();
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      StoreVerifier.verify(
          opened,
          1,
          PartitionChecker.Depth.VALUES,
          f -> {
            if (f.isFault()) {
              faults.add(f);
            }
          },
          StoreVerifier.Progress.NONE);
    }
    require(faults.isEmpty(), faults.toString());
    verifications.incrementAndGet();
    Thread.sleep(300);
  }
}
