package dev.weft.store;

import dev.weft.partition.PartitionCache;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
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
  /** A file and what its name says; null where that is no segment's. */
  record Entry(Path file, @Nullable SegmentName name) {}

  /**
   * @param atRest false where it only tells which files there were
   */
  private record Listing(FileTime changed, List<Entry> entries, boolean atRest) {}

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

  /** The files of a folder by name; none where there is no folder. */
  List<Entry> list(Path folder) throws IOException {
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
    List<Entry> found = read(folder);
    boolean atRest = changed.toMillis() <= now - REST_MILLIS;
    replace(folder, before, new Listing(changed, found, atRest));
    return found;
  }

  private void replace(Path folder, @Nullable Listing before, @Nullable Listing now)
      throws IOException {
    remember(folder, now);
    if (before != null) {
      Set<Entry> there = new HashSet<>(now == null ? List.of() : now.entries());
      for (Entry e : before.entries()) {
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

  /** Lists a folder as it is now. */
  static List<Entry> read(Path folder) throws IOException {
    List<Entry> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        found.add(new Entry(file, SegmentName.parse(file.getFileName().toString())));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return found;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparing(Entry::file));
    return found;
  }
}
