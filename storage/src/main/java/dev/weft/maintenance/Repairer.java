package dev.weft.maintenance;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.ingest.Staging;
import dev.weft.partition.PartitionChecker;
import dev.weft.partition.PartitionFault;
import dev.weft.partition.PartitionFile;
import dev.weft.partition.PartitionWriter;
import dev.weft.store.DurableFiles;
import dev.weft.store.HourSegments;
import dev.weft.store.HourSegments.Segment;
import dev.weft.store.SealedLines;
import dev.weft.store.StoreHours;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreLock;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a damaged store sound again. The sound blocks of a damaged segment go into a segment of
 * their own, which replaces it; the damaged file itself goes to the store's folder of damaged ones,
 * whole, and is never deleted. Where a merged segment is damaged and all that it was made of still
 * lies there, that counts again.
 *
 * <p>The damaged file is in its new place before it leaves its old one, so a repair may be killed
 * at any moment and run again. Safe beside readers, importers and compactors.
 */
public final class Repairer {
  private final StoreLayout layout;
  private final WarningSink warnings;
  private final MaintenanceStep.Listener steps;

  /**
   * A repairer of a store.
   *
   * @param warnings told of what importing or reading repairs on the way
   */
  public Repairer(Path store, WarningSink warnings) {
    this(store, warnings, MaintenanceStep.Listener.NONE);
  }

  Repairer(Path store, WarningSink warnings, MaintenanceStep.Listener steps) {
    this.layout = new StoreLayout(store);
    this.warnings = warnings;
    this.steps = steps;
  }

  /**
   * Repairs segments and the ledger.
   *
   * @param files that a verification found damaged or misplaced
   * @return what became of each that lies in an hour's folder and counts, or in the ledger
   */
  public List<RepairResult> repair(Set<Path> files) throws IOException {
    WeftStore.open(layout.directory(), warnings).close();
    List<RepairResult> results = new ArrayList<>();
    try (Staging staging = Staging.create(layout, warnings)) {
      for (StoreHours.Hour hour : StoreHours.all(layout)) {
        for (Segment s : HourSegments.read(hour.folder()).current()) {
          if (files.contains(s.file())) {
            results.add(repair(staging, hour, s, results.size()));
          }
        }
      }
      for (Path file : new TreeSet<>(files)) {
        if (file.startsWith(layout.ledger())) {
          results.add(repairLedger(file));
        }
      }
    }
    return results;
  }

  /** Leaves the sound lines in their file and sets the file as it was aside. */
  @SuppressWarnings("try") // the lock is held, not used
  private RepairResult repairLedger(Path file) throws IOException {
    try (StoreLock lock = Staging.lock(layout)) {
      List<String> sound = new ArrayList<>();
      byte[] found = Files.readAllBytes(file);
      List<String> lines = SealedLines.lines(found);
      for (String line : lines) {
        if (SealedLines.unseal(line) != null) {
          sound.add(line + "\n");
        }
      }
      if (sound.size() == lines.size()) {
        return RepairResult.nothing(file);
      }
      Path aside = layout.damaged().resolve(layout.directory().relativize(file).toString());
      Path target = aside;
      for (int n = 1; Files.exists(target); n++) {
        target = aside.resolveSibling(aside.getFileName() + "." + n);
      }
      Path folder = target.getParent();
      if (folder != null) {
        DurableFiles.makeFolders(folder);
      }
      DurableFiles.write(target, found);
      DurableFiles.write(file, String.join("", sound).getBytes(StandardCharsets.ISO_8859_1));
      int lost = lines.size() - sound.size();
      return new RepairResult(file, target, RepairResult.Parts.LINES, sound.size(), lost, 0, 0);
    }
  }

  private RepairResult repair(Staging staging, StoreHours.Hour hour, Segment damaged, int number)
      throws IOException {
    Loss loss;
    Path made = staging.folder().resolve("repaired-" + number + ".weft");
    List<String> replaced = replaced(hour, damaged);
    try {
      List<PartitionFault> faults = PartitionChecker.check(damaged.file(), rows -> {});
      loss = salvage(hour, damaged, faults, replaced, made);
    } catch (NoSuchFileException e) {
      return RepairResult.nothing(damaged.file()); // expired or merged meanwhile
    }
    if (loss == null) {
      return RepairResult.nothing(damaged.file());
    }
    steps.reached(MaintenanceStep.REPAIR_WRITTEN);
    String id = staging.id() + "-" + Integer.toString(number, 36);
    Path target = exchange(hour, damaged, loss.kept > 0 ? made : null, id);
    return target == null
        ? RepairResult.nothing(damaged.file())
        : new RepairResult(
            damaged.file(),
            target,
            RepairResult.Parts.FLOWS,
            loss.kept,
            loss.lost,
            loss.minStime,
            loss.maxStime);
  }

  /** What can't be kept of a segment. */
  private record Loss(long kept, long lost, long minStime, long maxStime) {}

  /** The segment itself, and what lies there of those that it replaces. */
  private static List<String> replaced(StoreHours.Hour hour, Segment damaged) throws IOException {
    List<String> names = new ArrayList<>();
    names.add(damaged.name().segment());
    for (Segment s : HourSegments.read(hour.folder()).replaced()) {
      if (s.name().isSamePartition(damaged.name())) {
        names.add(s.name().segment());
      }
    }
    return names;
  }

  /** Writes what is sound; null where all is, and the segment lies where it belongs. */
  private static @Nullable Loss salvage(
      StoreHours.Hour hour,
      Segment damaged,
      List<PartitionFault> faults,
      List<String> replaced,
      Path made)
      throws IOException {
    try (PartitionFile file = PartitionFile.open(damaged.file(), 0, 0, WarningSink.NONE)) {
      var key = Partition.of(damaged.name()).key(hour.start());
      if (!file.footer().key().equals(key)) {
        var s = file.footer().summary();
        return new Loss(0, s.rows(), s.minStime(), s.maxStime());
      }
      if (faults.isEmpty()) {
        return null;
      }
      List<String> parts = file.footer().replaced();
      if (!parts.isEmpty() && new HashSet<>(replaced).containsAll(parts)) {
        return new Loss(0, 0, 0, 0); // all that it was made of lies there, and will count again
      }
      Set<Integer> lost = new HashSet<>();
      long minStime = Long.MAX_VALUE;
      long maxStime = Long.MIN_VALUE;
      for (PartitionFault f : faults) {
        if (f.lostFlows() != 0) {
          lost.add(f.block());
          minStime = Math.min(minStime, f.minStime());
          maxStime = Math.max(maxStime, f.maxStime());
        }
      }
      long kept = 0;
      long gone = 0;
      try (PartitionWriter writer = PartitionWriter.create(made, key)) {
        writer.replaces(replaced);
        for (int b = 0; b < file.blocks(); b++) {
          if (lost.contains(b)) {
            gone += file.rows(b);
          } else {
            copy(file, b, writer);
            kept += file.rows(b);
          }
        }
        writer.finish();
      }
      return gone == 0 ? new Loss(kept, 0, 0, 0) : new Loss(kept, gone, minStime, maxStime);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (CorruptFileException e) {
      return new Loss(0, PartitionFault.ALL_FLOWS, 0, 0); // not even the footer can be read
    }
  }

  private static void copy(PartitionFile file, int block, PartitionWriter writer)
      throws IOException {
    Batch batch = Batch.ofFlows(SegmentMerger.COLUMNS, Batch.ROWS);
    try (ChunkReader reader = file.read(block)) {
      for (int n = reader.next(); n > 0; n = reader.next()) {
        for (FlowColumn c : SegmentMerger.COLUMNS) {
          reader.read(c, batch.vector(c.ordinal()));
        }
        batch.size(n);
        writer.append(batch);
      }
    }
  }

  /**
   * Puts the damaged segment aside and what is sound in its place.
   *
   * @param made null where nothing is sound
   * @return where the damaged one lies now; null where it did not count any more
   */
  @SuppressWarnings("try") // the lock is held, not used
  private @Nullable Path exchange(
      StoreHours.Hour hour, Segment damaged, @Nullable Path made, String id) throws IOException {
    Path folder = hour.folder();
    Path aside = layout.damaged().resolve(layout.flows().relativize(folder).toString());
    Path target = aside.resolve(damaged.file().getFileName().toString());
    try (StoreLock lock = Staging.lock(layout)) {
      steps.reached(MaintenanceStep.REPAIR_LOCKED);
      if (!Staging.settle(layout, warnings)) {
        throw new IOException(
            damaged.file() + ": an import is about to finish; repair again when it has ended");
      }
      if (!HourSegments.read(folder).current().contains(damaged)) {
        return null;
      }
      DurableFiles.makeFolders(aside);
      keep(damaged.file(), target);
      steps.reached(MaintenanceStep.REPAIR_MOVED);
      if (made != null) {
        Path sound = folder.resolve(Partition.of(damaged.name()).segment(id).fileName());
        Files.move(made, sound, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncFolder(folder);
        steps.reached(MaintenanceStep.REPAIR_SWITCHED);
      }
      Files.delete(damaged.file());
      DurableFiles.syncFolder(folder);
      return target;
    }
  }

  /** Gives the file a second name, or where file systems have none, copies it. */
  private static void keep(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      return; // by a repair that was killed: names of segments are never used twice
    } catch (UnsupportedOperationException | IOException e) {
      Path half = target.resolveSibling(target.getFileName() + ".new");
      Files.copy(file, half, StandardCopyOption.REPLACE_EXISTING);
      DurableFiles.syncFile(half);
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
    }
    DurableFiles.syncFolder(target.getParent());
  }
}
