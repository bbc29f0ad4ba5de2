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
  private static final long REST_MILLIS = 5_000; // far longer than any file system's step
  private static final int ENTRY_BYTES = 500; // about
  private static final long MOST_ENTRIES =
      Math.max(1 << 16, Runtime.getRuntime().maxMemory() / 32 / ENTRY_BYTES);

  private final PartitionCache cache;
  private final Map<Path, HourListing> known = new LinkedHashMap<>(64, 0.75f, true);
  private long entries;

  /**
   * @param cache told of files that have gone
   */
  FolderListings(PartitionCache cache) {
    this.cache = cache;
  }

  /** The segments of a folder that count, by name; none where there is no folder. */
  HourListing list(Path folder) throws IOException {
    long now = System.currentTimeMillis();
    HourListing before;
    synchronized (this) {
      before = known.get(folder);
    }
    FileTime changed;
    try {
      changed = Files.getLastModifiedTime(folder);
    } catch (NoSuchFileException | NotDirectoryException e) {
      replace(folder, before, null);
      return HourListing.NONE;
    }
    if (before != null && before.holds(changed)) {
      return before;
    }
    List<Segment> found = HourSegments.read(folder, cache).current();
    boolean atRest = changed.toMillis() <= now - REST_MILLIS;
    HourListing listing = new HourListing(changed, found, atRest);
    replace(folder, before, listing);
    return listing;
  }

  private void replace(Path folder, @Nullable HourListing before, @Nullable HourListing now)
      throws IOException {
    remember(folder, now);
    if (before != null) {
      Set<Segment> there = new HashSet<>(now == null ? List.of() : now.segments());
      for (Segment e : before.segments()) {
        if (!there.contains(e)) {
          cache.forget(e.file());
        }
      }
    }
  }

  private synchronized void remember(Path folder, @Nullable HourListing now) {
    HourListing old = known.remove(folder);
    entries -= old == null ? 0 : old.segments().size();
    if (now == null || now.segments().size() > MOST_ENTRIES) {
      return;
    }
    known.put(folder, now);
    entries += now.segments().size();
    Iterator<HourListing> eldest = known.values().iterator();
    while (entries > MOST_ENTRIES) {
      entries -= eldest.next().segments().size();
      eldest.remove();
    }
  }
}
