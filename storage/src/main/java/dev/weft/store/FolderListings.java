package dev.weft.store;

import dev.weft.partition.PartitionCache;
import dev.weft.store.HourSegments.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the folders of hours. A listing is used again for as long as the folder's time of
 * change stands still: files that come or go move it. File systems count that time in steps, so a
 * listing is kept only where the folder has been at rest for a while; a change within the same step
 * can't hide then. Safe for several threads.
 */
final class FolderListings {
  /**
   * @param atRest false where it only tells which files there were
   */
  private record Listing(FileTime changed, List<Segment> entries, boolean atRest) {}

  private static final long REST_MILLIS = 5_000; // far longer than any file system's step
  private static final int MOST_ENTRIES = 1 << 16;

  private final PartitionCache cache;
  private final Map<Path, Listing> known = new LinkedHashMap<>(64, 0.75f, true);
  private int entries;

  /**
   * @param cache told of files that have gone
   */
  FolderListings(PartitionCache cache) {
    this.cache = cache;
  }

  /** The segments of a folder that count, by name; none where there is no folder. */
  List<Segment> list(Path folder) throws IOException {
    long now = System.currentTimeMillis();
    Listing before;
    synchronized (this) {
      before = known.get(folder);
    }
    FileTime changed;
    try {
      changed = Files.getLastModifiedTime(folder);
    } catch (NoSuchFileException | NotDirectoryException e) {
      replace(folder, before, null);
      return List.of();
    }
    if (before != null && before.atRest() && before.changed().equals(changed)) {
      return before.entries();
    }
    List<Segment> found = HourSegments.read(folder, cache).current();
    boolean atRest = changed.toMillis() <= now - REST_MILLIS;
    replace(folder, before, new Listing(changed, found, atRest));
    return found;
  }

  private void replace(Path folder, @Nullable Listing before, @Nullable Listing now)
      throws IOException {
    remember(folder, now);
    if (before != null) {
      Set<Segment> there = new HashSet<>(now == null ? List.of() : now.entries());
      for (Segment e : before.entries()) {
        if (!there.contains(e)) {
          cache.forget(e.file());
        }
      }
    }
  }

  private synchronized void remember(Path folder, @Nullable Listing now) {
    Listing old = known.remove(folder);
    entries -= old == null ? 0 : old.entries().size();
    if (now == null || now.entries().size() > MOST_ENTRIES) {
      return;
    }
    known.put(folder, now);
    entries += now.entries().size();
    Iterator<Listing> eldest = known.values().iterator();
    while (entries > MOST_ENTRIES) {
      entries -= eldest.next().entries().size();
      eldest.remove();
    }
  }
}
