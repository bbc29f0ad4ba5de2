package dev.weft.ingest;

import dev.weft.error.FileFaults;
import dev.weft.error.WarningSink;
import dev.weft.store.DurableFiles;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreLock;
import dev.weft.store.WeftStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The staging folder of one import, or of whatever else makes or removes segments; its own while
 * its owner's lock is held.
 */
public final class Staging implements Closeable {
  private static final String OWNER = "owner";
  private static final long LOCK_MILLIS = 300_000; // a commit of many segments on a slow disk
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final Path folder;
  private final StoreLock owner;

  private Staging(String id, Path folder, StoreLock owner) {
    this.id = id;
    this.folder = folder;
    this.owner = owner;
  }

  /** Makes a staging folder with a name of its own; recovers what ended imports left before. */
  @SuppressWarnings("try") // locks are held, not used
  public static Staging create(StoreLayout layout, WarningSink warnings) throws IOException {
    try (StoreLock lock = WeftStore.lockMade(layout, LOCK_MILLIS)) {
      WeftStore.make(layout); // again, where a first import that failed has just removed it
      recover(layout, warnings);
      String id = newId();
      Path folder = layout.staging().resolve(id);
      DurableFiles.makeFolders(layout.staging());
      Files.createDirectory(folder);
      DurableFiles.syncFolder(layout.staging()); // or a power cut takes manifests that count
      StoreLock owner = StoreLock.acquire(folder.resolve(OWNER), 0);
      return new Staging(id, folder, owner); // which owns the lock from here
    }
  }

  /** Waits for the store's lock. */
  public static StoreLock lock(StoreLayout layout) throws IOException {
    return StoreLock.acquire(layout.lockFile(), LOCK_MILLIS);
  }

  /** Ids sort by time: milliseconds, then a random part, in base 36. */
  private static String newId() {
    String time = Long.toString(System.currentTimeMillis(), 36);
    String random = Integer.toString(RANDOM.nextInt(36 * 36 * 36 * 36), 36);
    return time + "0".repeat(4 - random.length()) + random;
  }

  /**
   * Finishes commits that count and removes what does not, of imports that have ended; the store is
   * locked.
   *
   * @return number of imports found
   */
  @SuppressWarnings("try") // locks are held, not used
  static int recover(StoreLayout layout, WarningSink warnings) throws IOException {
    int found = 0;
    for (Path left : list(layout.staging())) {
      if (!Files.isDirectory(left)) {
        continue;
      }
      StoreLock lock = tryOwn(left);
      if (lock == null) {
        continue; // alive
      }
      try (lock) {
        found++;
        for (StagedCommit commit : StagedCommit.readAll(left)) {
          commit.apply(layout, left, ImportStep.Listener.NONE);
          warnings.warn(
              "finished a commit of an import that had been interrupted: %d sources, %d segments"
                  .formatted(commit.entries().size(), commit.moves().size()));
        }
        remove(left);
      }
    }
    return found;
  }

  /**
   * Finishes what ended imports left, so that no segment of a commit that counts is on its way; the
   * store is locked.
   *
   * @return false where a commit of a living import waits to be finished: no segment may be taken
   *     from its place then
   */
  public static boolean settle(StoreLayout layout, WarningSink warnings) throws IOException {
    recover(layout, warnings);
    for (Path left : list(layout.staging())) {
      if (FileFaults.isFolder(left) && hasCommit(left)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasCommit(Path staging) throws IOException {
    try {
      return !StagedCommit.readAll(staging).isEmpty();
    } catch (NoSuchFileException e) {
      return false; // its owner has just removed it
    }
  }

  /** The lock of an owner that has ended; null where it lives, or has just removed its folder. */
  private static @Nullable StoreLock tryOwn(Path staging) throws IOException {
    try {
      return StoreLock.tryAcquire(staging.resolve(OWNER));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(entries::add);
    } catch (NoSuchFileException e) {
      return entries;
    }
    entries.sort(null);
    return entries;
  }

  /**
   * Removes a staging folder. What was moved there is flushed before, or a power cut could put an
   * hour that expires back in its place with some of its files gone.
   */
  private static void remove(Path staging) throws IOException {
    DurableFiles.syncFolder(staging);
    deleteTree(staging);
  }

  /** Deletes a file or a folder with what is in it; also while another does the same. */
  public static void deleteTree(Path path) throws IOException {
    while (true) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        for (Path entry : list(path)) {
          deleteTree(entry);
        }
      }
      try {
        Files.deleteIfExists(path);
        return;
      } catch (DirectoryNotEmptyException e) {
        continue; // whoever looked whether the owner lives made its lock file once more
      }
    }
  }

  /** Unique; part of the names of the segments made there. */
  public String id() {
    return id;
  }

  public Path folder() {
    return folder;
  }

  /** The folder of a commit's segments, made. */
  Path groupFolder(int number) throws IOException {
    Path group = folder.resolve(String.valueOf(number));
    Files.createDirectories(group);
    return group;
  }

  /** Removes the folder, unless a commit that counts is not finished. */
  @Override
  @SuppressWarnings("try") // the lock ends last
  public void close() throws IOException {
    try (owner) {
      if (StagedCommit.readAll(folder).isEmpty()) {
        remove(folder);
      }
    }
  }
}
