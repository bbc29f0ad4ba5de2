package dev.weft.ingest;

import dev.weft.error.WarningSink;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** The staging folder of one import, its own while its owner's lock is held. */
final class Staging implements Closeable {
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
  static Staging create(StoreLayout layout, WarningSink warnings) throws IOException {
    try (StoreLock lock = lock(layout)) {
      recover(layout, warnings);
      String id = newId();
      Path folder = layout.staging().resolve(id);
      Files.createDirectories(layout.staging());
      Files.createDirectory(folder);
      StoreLock owner = StoreLock.acquire(folder.resolve(OWNER), 0);
      return new Staging(id, folder, owner); // which owns the lock from here
    }
  }

  /** Waits for the store's lock. */
  static StoreLock lock(StoreLayout layout) throws IOException {
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
      StoreLock lock = StoreLock.tryAcquire(left.resolve(OWNER));
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
        deleteTree(left);
      }
    }
    return found;
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

  static void deleteTree(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : list(path)) {
        deleteTree(entry);
      }
    }
    Files.deleteIfExists(path);
  }

  /** Of the import; part of the names of its segments. */
  String id() {
    return id;
  }

  Path folder() {
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
        deleteTree(folder);
      }
    }
  }
}
