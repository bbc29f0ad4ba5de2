package dev.weft.maintenance;

import dev.weft.error.CorruptFileException;
import dev.weft.error.FileFaults;
import dev.weft.error.WarningSink;
import dev.weft.ingest.Staging;
import dev.weft.partition.PartitionFile;
import dev.weft.store.DurableFiles;
import dev.weft.store.HourSegments;
import dev.weft.store.HourSegments.Segment;
import dev.weft.store.StoreHours;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreLock;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes whole hours. With the store locked, one rename takes an hour's folder out of the tree; it
 * is deleted after that, by this or by whoever finds it below staging. A reader that opened its
 * files goes on with them; one that only listed them leaves them out with a warning.
 *
 * <p>The ledger keeps the sources of what expired: importing them again is refused, so that a
 * regular import of a folder does not bring back what has gone; asking for it ({@code --again})
 * does.
 *
 * <p>Several may work on one store. One run at a time by each; {@link #cancel} may be called by any
 * thread.
 */
public final class Expirer {
  private static final long UNSETTLED_MILLIS = 10_000;
  private static final long POLL_MILLIS = 50;

  private final StoreLayout layout;
  private final WarningSink warnings;
  private final MaintenanceProgress progress;
  private final MaintenanceStep.Listener steps;
  private volatile boolean cancelled;

  private long hours;
  private long segments;
  private long flows;
  private long bytes;
  private long firstHour;
  private long lastHour;
  private long strays;
  private int moved; // names what lies below staging

  /**
   * An expirer of a store.
   *
   * @param warnings told of files left in place, and of segments that can't be counted
   */
  public Expirer(Path store, WarningSink warnings, MaintenanceProgress progress) {
    this(store, warnings, progress, MaintenanceStep.Listener.NONE);
  }

  Expirer(
      Path store,
      WarningSink warnings,
      MaintenanceProgress progress,
      MaintenanceStep.Listener steps) {
    this.layout = new StoreLayout(store);
    this.warnings = warnings;
    this.progress = progress;
    this.steps = steps;
  }

  /** Makes it end soon, between two hours; returns at once. */
  public void cancel() {
    cancelled = true;
  }

  /** Tells what {@link #run} would remove. */
  public ExpireResult plan(long before) throws IOException {
    WeftStore.open(layout.directory(), warnings).close();
    for (StoreHours.Hour hour : StoreHours.before(layout, before)) {
      count(hour, HourSegments.read(hour.folder()));
    }
    return result();
  }

  /**
   * Removes the hours that end before a time or at it.
   *
   * @param before ms since the epoch
   */
  public ExpireResult run(long before) throws IOException {
    WeftStore.open(layout.directory(), warnings).close();
    try (Staging staging = Staging.create(layout, warnings)) {
      steps.reached(MaintenanceStep.STAGING_MADE);
      List<StoreHours.Hour> old = StoreHours.before(layout, before);
      for (int i = 0; i < old.size() && !cancelled; i++) {
        for (Path gone : takeOut(staging, old.get(i))) {
          Staging.deleteTree(gone);
        }
        steps.reached(MaintenanceStep.EXPIRY_DELETED);
        progress.progress(i + 1, old.size(), flows);
      }
    }
    return result();
  }

  private ExpireResult result() {
    return new ExpireResult(hours, segments, flows, bytes, firstHour, lastHour, strays, cancelled);
  }

  /** Moves an hour below staging; returns what is to be deleted there. */
  @SuppressWarnings("try") // the lock is held, not used
  private List<Path> takeOut(Staging staging, StoreHours.Hour hour) throws IOException {
    Path folder = hour.folder();
    List<Path> gone = new ArrayList<>();
    try (StoreLock lock = lockSettled()) {
      steps.reached(MaintenanceStep.EXPIRY_LOCKED);
      HourSegments found = HourSegments.read(folder);
      boolean isEmpty = found.current().isEmpty() && found.replaced().isEmpty();
      if (FileFaults.isFolder(folder) && !(isEmpty && !found.others().isEmpty())) {
        count(hour, found); // which nobody else can take out now
      }
      if (found.others().isEmpty()) {
        move(folder, staging, gone);
      } else {
        strays += found.others().size();
        warnings.warn(
            found.others().get(0) + ": is no segment; it and its folder are left in place");
        // Replaced ones first: without what replaces them they would count again.
        for (Segment s : found.replaced()) {
          move(s.file(), staging, gone);
        }
        for (Segment s : found.current()) {
          move(s.file(), staging, gone);
        }
        DurableFiles.syncFolder(folder);
      }
      if (!gone.isEmpty()) {
        removeEmptyFolders(folder.getParent());
      }
    }
    return gone;
  }

  private void move(Path from, Staging staging, List<Path> gone) throws IOException {
    String name = "expired-" + ++moved;
    Path to = staging.folder().resolve(name);
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // another was faster
    }
    gone.add(to);
    DurableFiles.syncFolder(from.getParent());
    steps.reached(MaintenanceStep.EXPIRY_MOVED);
  }

  /** The store's lock at a moment when no commit is on its way. */
  private StoreLock lockSettled() throws IOException {
    long end = System.nanoTime() + UNSETTLED_MILLIS * 1_000_000;
    while (true) {
      StoreLock lock = Staging.lock(layout);
      boolean settled = false;
      try {
        settled = Staging.settle(layout, warnings);
        if (settled) {
          return lock; // closed by the caller
        }
      } finally {
        if (!settled) {
          lock.close();
        }
      }
      if (System.nanoTime() - end >= 0) {
        throw new IOException(
            layout.staging()
                + ": an import that is at work could not finish a commit; try again when it has"
                + " ended");
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for an import", e);
      }
    }
  }

  private void count(StoreHours.Hour hour, HourSegments found) throws IOException {
    for (Segment s : found.replaced()) {
      bytes += Files.size(s.file());
    }
    for (Segment s : found.current()) {
      count(s.file());
    }
    addHour(hour);
  }

  private void addHour(StoreHours.Hour hour) {
    firstHour = hours == 0 ? hour.start() : Math.min(firstHour, hour.start());
    lastHour = hours == 0 ? hour.start() : Math.max(lastHour, hour.start());
    hours++;
  }

  private void count(Path file) throws IOException {
    bytes += Files.size(file);
    segments++;
    try (PartitionFile open = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      flows += open.footer().rows();
    } catch (CorruptFileException e) {
      warnings.warn(e.getMessage() + "; its flows are not counted");
    }
  }

  /** Removes the folders of a day, month and year that are empty now; the store is locked. */
  private void removeEmptyFolders(@Nullable Path day) throws IOException {
    Path folder = day;
    try {
      while (folder != null && !folder.equals(layout.flows())) {
        Files.delete(folder);
        folder = folder.getParent();
      }
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }
}
