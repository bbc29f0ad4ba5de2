package dev.weft.store;

import dev.weft.error.FileFaults;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock on a file, against other processes and other threads of this one. The operating
 * system frees it when its process ends, however it ends.
 *
 * <p>A process loses its lock on a file when it closes <em>any</em> channel to that file. So a lock
 * that this process holds is looked up in memory, and its file not opened a second time.
 */
public final class StoreLock implements Closeable {
  private static final Set<Path> HELD = new HashSet<>(); // guarded by itself
  private static final long POLL_MILLIS = 10;

  private final Path key;
  private final FileChannel channel;

  private StoreLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file made if absent; its folder must exist
   * @param millis how long to wait at most
   * @throws IOException where another holds it for longer
   */
  public static StoreLock acquire(Path file, long millis) throws IOException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (true) {
      StoreLock lock = tryAcquire(file);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - end >= 0) {
        throw new IOException(
            file + ": locked by another process for " + millis / 1000 + " s; try again later");
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(file + ": interrupted while waiting for the lock");
      }
    }
  }

  /** Takes the lock, or returns null at once where another has it. */
  public static @Nullable StoreLock tryAcquire(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path key = folder == null ? file : folder.toRealPath().resolve(file.getFileName());
    synchronized (HELD) {
      if (!HELD.add(key)) {
        return null;
      }
    }
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
      return lock == null ? null : new StoreLock(key, channel); // which owns the channel from here
    } catch (IOException e) {
      throw FileFaults.named(file, e);
    } finally {
      if (lock == null) {
        if (channel != null) {
          channel.close();
        }
        release(key);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      release(key);
    }
  }

  private static void release(Path key) {
    synchronized (HELD) {
      HELD.remove(key);
    }
  }
}
