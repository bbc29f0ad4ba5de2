package dev.weft.ingest;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.SilkConf;
import dev.weft.store.DurableFiles;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits groups one after the other, on a thread of its own, while the next are being read. After
 * a failure, or once told to stop, it commits nothing more.
 */
final class Committer implements Closeable {
  private final StoreLayout layout;
  private final Staging staging;
  private final boolean again;
  private final ImportTally tally;
  private final WarningSink warnings;
  private final ImportStep.Listener steps;
  private final BooleanSupplier cancelled;
  private final ConcurrentLinkedQueue<SourceUnit> rivalled = new ConcurrentLinkedQueue<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread t = new Thread(task, "weft-commit");
            t.setDaemon(true);
            return t;
          });
  private volatile boolean stopped;
  private volatile boolean gaveUp;
  private volatile @Nullable Throwable failure;
  private volatile long nanos;

  Committer(
      StoreLayout layout,
      Staging staging,
      boolean again,
      ImportTally tally,
      WarningSink warnings,
      ImportStep.Listener steps,
      BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    this.layout = layout;
    this.staging = staging;
    this.again = again;
    this.tally = tally;
    this.warnings = warnings;
    this.steps = steps;
  }

  /** Has a group committed once its segments are written and the groups before it committed. */
  void submit(ImportGroup group) {
    thread.execute(
        () -> {
          try {
            group.written().join();
            if (stopped || failure != null || cancelled.getAsBoolean()) {
              gaveUp = true;
            } else {
              commit(group);
            }
          } catch (Throwable t) { // whatever it is, nothing may be committed after it
            if (failure == null) {
              failure = SegmentPool.cause(t);
            }
          }
        });
  }

  /** What went wrong; null while nothing did. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** True where a group was not committed. */
  boolean gaveUp() {
    return gaveUp;
  }

  /** Commits nothing from now on, but ends a commit that has begun. */
  void stop() {
    stopped = true;
  }

  /** Waits until every group handed over is committed or given up. */
  void await() throws InterruptedException {
    Future<?> last = thread.submit(() -> {});
    try {
      last.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("does nothing that could fail", e);
    }
  }

  /**
   * The sources that were given up because another import brought in one of their group while they
   * were read; to be read again.
   */
  List<SourceUnit> takeRivalled() {
    List<SourceUnit> units = new ArrayList<>();
    for (SourceUnit u = rivalled.poll(); u != null; u = rivalled.poll()) {
      units.add(u);
    }
    return units;
  }

  long nanos() {
    return nanos;
  }

  @SuppressWarnings({"try", "NonAtomicOperationOnVolatileField"}) // locks; one writer
  private void commit(ImportGroup group) throws IOException {
    long begun = CpuTime.nanos();
    List<StagedSegment> segments = new ArrayList<>();
    for (StagedSegment s : group.segments()) {
      if (!s.isDropped()) {
        segments.add(s);
      }
    }
    DurableFiles.syncFolder(group.folder());
    DurableFiles.syncFolder(
        staging.folder()); // the manifest must not be there without its segments
    try (StoreLock lock = Staging.lock(layout)) {
      steps.reached(ImportStep.COMMIT_LOCKED);
      if (!again && hasRival(group)) {
        return;
      }
      mergeSites(group.sites());
      steps.reached(ImportStep.SITE_WRITTEN);
      StagedCommit commit = new StagedCommit(group.number(), moves(segments), entries(group));
      if (!commit.moves().isEmpty() || !commit.entries().isEmpty()) {
        commit.write(staging.folder());
        steps.reached(ImportStep.MANIFEST_WRITTEN);
        apply(commit);
      }
      tally.committed(group.units(), commit);
    } finally {
      nanos += CpuTime.nanos() - begun;
    }
    Staging.deleteTree(group.folder());
  }

  private void apply(StagedCommit commit) throws IOException {
    try {
      commit.apply(layout, staging.folder(), steps);
    } catch (IOException e) {
      throw new IOException(
          e.getMessage() + "; its commit counts all the same, and the next import finishes it", e);
    }
  }

  /** True where another import has just brought in a source of the group. */
  private boolean hasRival(ImportGroup group) throws IOException {
    Ledger ledger = new Ledger(layout, WarningSink.NONE); // warned of while reading
    Map<Long, Map<String, Ledger.Entry>> days = new HashMap<>();
    boolean found = false;
    for (SourceUnit u : group.units()) {
      if (u.digest().isEmpty() || u.flows() == 0) {
        continue;
      }
      long day = Ledger.day(u.firstStart());
      Map<String, Ledger.Entry> entries = days.get(day);
      if (entries == null) {
        entries = new HashMap<>();
        for (Ledger.Entry e : ledger.read(day)) {
          entries.put(e.digest(), e);
        }
        days.put(day, entries);
      }
      found |= entries.containsKey(u.digest());
    }
    if (found) {
      rivalled.addAll(group.units());
    }
    return found;
  }

  private void mergeSites(Iterable<Site> sites) throws IOException {
    Path file = layout.siteFile();
    SilkConf old;
    try {
      old = SilkConf.read(file, WarningSink.NONE);
    } catch (NoSuchFileException e) {
      old = SilkConf.EMPTY;
    }
    try {
      SilkConf merged = SiteMerge.merge(old, sites, warnings);
      if (!merged.equals(old) || !Files.exists(file)) {
        DurableFiles.write(file, merged.text().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<StagedCommit.Move> moves(List<StagedSegment> segments) {
    List<StagedCommit.Move> moves = new ArrayList<>();
    for (StagedSegment s : segments) {
      String file = s.file().getFileName().toString();
      moves.add(new StagedCommit.Move(file, s.hour(), s.name().fileName(), s.bytes()));
    }
    return moves;
  }

  private List<Ledger.Entry> entries(ImportGroup group) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<Ledger.Entry> entries = new ArrayList<>();
    for (SourceUnit u : group.units()) {
      if (u.flows() > 0 && !u.digest().isEmpty()) {
        long day = Ledger.day(u.firstStart());
        entries.add(
            new Ledger.Entry(day, u.digest(), u.bytes(), u.flows(), staging.id(), now, u.name()));
      }
    }
    return entries;
  }

  @Override
  public void close() {
    stop();
    thread.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true; // a commit that has begun is always ended
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
