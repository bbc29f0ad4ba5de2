package dev.weft.maintenance;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.ingest.Staging;
import dev.weft.partition.PartitionSummary;
import dev.weft.store.DurableFiles;
import dev.weft.store.HourSegments;
import dev.weft.store.HourSegments.Segment;
import dev.weft.store.ReaderPins;
import dev.weft.store.StoreHours;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreLock;
import dev.weft.store.WeftStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Merges the segments of each partition into one. A merged segment is written below staging and
 * read back; then, with the store locked, one rename brings it into the hour's folder, where it
 * names those that it replaces. Replaced segments are deleted as soon as nobody reads, or after a
 * while; a reader that listed them before goes on with them.
 *
 * <p>Several compactors may work on one store: the first to finish a partition wins, the others
 * drop theirs. One run at a time by each; {@link #cancel} may be called by any thread.
 */
public final class Compactor {
  /** How long replaced segments are kept at most while others read: an hour, in ms. */
  public static final long KEEP_MILLIS = 3_600_000;

  private static final int MOST_INPUTS = 64; // a chunk of each is in memory; more take steps

  private final StoreLayout layout;
  private final long keepMillis;
  private final int mostInputs;
  private final WarningSink warnings;
  private final MaintenanceProgress progress;
  private final MaintenanceStep.Listener steps;
  private volatile boolean cancelled;

  private final Tally tally = new Tally();
  private int number; // of the segments made

  /**
   * A compactor of a store.
   *
   * @param keepMillis how long replaced segments are kept at most while others read
   * @param warnings told of partitions that are left as they are
   */
  public Compactor(
      Path store, long keepMillis, WarningSink warnings, MaintenanceProgress progress) {
    this(store, keepMillis, MOST_INPUTS, warnings, progress, MaintenanceStep.Listener.NONE);
  }

  Compactor(
      Path store,
      long keepMillis,
      int mostInputs,
      WarningSink warnings,
      MaintenanceProgress progress,
      MaintenanceStep.Listener steps) {
    this.layout = new StoreLayout(store);
    this.keepMillis = keepMillis;
    this.mostInputs = mostInputs;
    this.warnings = warnings;
    this.progress = progress;
    this.steps = steps;
  }

  /** What was done so far. */
  private static final class Tally {
    long hours;
    long flows;
    long merged;
    long made;
    long bytesBefore;
    long bytesAfter;
    long deleted;
    long kept;
    long damaged;
  }

  /** Makes it end soon, with what is merged by then; returns at once. */
  public void cancel() {
    cancelled = true;
  }

  /** Compacts every hour. */
  public CompactResult run() throws IOException {
    return run(Long.MAX_VALUE);
  }

  /**
   * Compacts the hours that end before a time or at it.
   *
   * @param before ms since the epoch
   */
  public CompactResult run(long before) throws IOException {
    WeftStore.open(layout.directory(), warnings).close();
    List<StoreHours.Hour> hours = StoreHours.before(layout, before);
    try (Staging staging = Staging.create(layout, warnings)) {
      steps.reached(MaintenanceStep.STAGING_MADE);
      for (StoreHours.Hour hour : hours) {
        if (cancelled) {
          break;
        }
        compact(staging, hour);
        progress.progress(++tally.hours, hours.size(), tally.flows);
      }
    }
    return new CompactResult(
        tally.hours,
        tally.flows,
        tally.merged,
        tally.made,
        tally.bytesBefore,
        tally.bytesAfter,
        tally.deleted,
        tally.kept,
        tally.damaged,
        cancelled);
  }

  private void compact(Staging staging, StoreHours.Hour hour) throws IOException {
    Set<Partition> damaged = new HashSet<>();
    while (!cancelled) {
      HourSegments now = HourSegments.read(hour.folder());
      MergePlan plan = MergePlan.next(now, mostInputs, damaged);
      if (plan == null) {
        break;
      }
      try {
        merge(staging, hour, plan);
      } catch (NoSuchFileException e) {
        if (count(hour.folder(), plan)) {
          throw e;
        }
        continue; // another compactor was faster, or the hour has expired: look again
      } catch (CorruptFileException e) {
        damaged.add(plan.partition());
        tally.damaged++;
        warnings.warn(e.getMessage() + "; its partition is left as it is");
      }
    }
    deleteReplaced(hour);
  }

  private void merge(Staging staging, StoreHours.Hour hour, MergePlan plan) throws IOException {
    steps.reached(MaintenanceStep.MERGE_BEGUN);
    String part = Integer.toString(++number, 36);
    Path made = staging.folder().resolve(part + ".weft");
    PartitionSummary summary = plan.write(hour.start(), made, () -> cancelled);
    if (summary == null) {
      return;
    }
    steps.reached(MaintenanceStep.MERGE_WRITTEN);
    long before = plan.bytes();
    if (switchOver(hour.folder(), plan, made, staging.id() + "-" + part)) {
      tally.flows += summary.rows();
      tally.merged += plan.inputs().size();
      tally.made++;
      tally.bytesBefore += before;
      tally.bytesAfter += summary.fileBytes();
    } else {
      Files.delete(made);
    }
  }

  /** Brings the merged segment in unless one of those it was made of does not count any more. */
  @SuppressWarnings("try") // the lock is held, not used
  private boolean switchOver(Path folder, MergePlan plan, Path made, String id) throws IOException {
    try (StoreLock lock = Staging.lock(layout)) {
      steps.reached(MaintenanceStep.MERGE_LOCKED);
      if (!count(folder, plan)) {
        return false;
      }
      Path target = folder.resolve(plan.partition().segment(id).fileName());
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.syncFolder(folder);
      steps.reached(MaintenanceStep.MERGE_SWITCHED);
      return true;
    }
  }

  /** True while all inputs lie in the folder and count. */
  private static boolean count(Path folder, MergePlan plan) throws IOException {
    return new HashSet<>(HourSegments.read(folder).current()).containsAll(plan.inputs());
  }

  /** Deletes what does not count, unless someone may read it. */
  @SuppressWarnings("try") // the lock is held, not used
  private void deleteReplaced(StoreHours.Hour hour) throws IOException {
    if (HourSegments.read(hour.folder()).replaced().isEmpty()) {
      return;
    }
    try (StoreLock lock = Staging.lock(layout)) {
      boolean settled = Staging.settle(layout, warnings);
      HourSegments now = HourSegments.read(hour.folder());
      // Whoever begins to read from here on sees the merged segments, which lie there already.
      boolean unread = nobodyReads();
      for (Segment s : now.replaced()) {
        if (settled && (unread || isOld(s, now))) {
          Files.deleteIfExists(s.file());
          tally.deleted++;
          steps.reached(MaintenanceStep.REPLACED_DELETED);
        } else {
          tally.kept++;
        }
      }
    }
  }

  private boolean nobodyReads() throws IOException {
    try (Closeable none = ReaderPins.tryExclude(layout)) {
      return none != null;
    }
  }

  /** True where the segments that may have taken the place of one have lain there for long. */
  private boolean isOld(Segment replaced, HourSegments now) throws IOException {
    long newest = Long.MIN_VALUE;
    for (Segment s : now.current()) {
      if (s.name().isMerged() && s.name().isSamePartition(replaced.name())) {
        newest = Math.max(newest, Files.getLastModifiedTime(s.file()).toMillis());
      }
    }
    return newest <= System.currentTimeMillis() - keepMillis;
  }
}
