package dev.weft.store;

import dev.weft.error.FileFaults;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever deletes replaced segments that some are being read. A reader holds a shared lock on
 * a file of the store from before it lists folders until it has read what it listed; deleting takes
 * the lock for itself. The operating system frees the locks of a process that ends.
 *
 * <p>All readers of this process share one lock: closing any channel to a file gives up all locks
 * that the process holds on it.
 */
public final class ReaderPins {
  private static final Map<Path, ReaderPins> ALL = new HashMap<>(); // guarded by itself
  private static final long WAIT_MILLIS = 10_000;
  private static final long POLL_MILLIS = 1;

  private final Path file;
  private int readers; // guarded by ALL, as all below
  private boolean excluded;
  private @Nullable FileChannel channel;

  private ReaderPins(Path file) {
    this.file = file;
  }

  /**
   * Keeps the segments that are listed from now on from being deleted when they are replaced. Where
   * the lock can't be had, as on a read-only file system, there is no such promise.
   *
   * @return ends the promise when it is closed
   */
  static Closeable pin(Path file) {
    long end = System.nanoTime() + WAIT_MILLIS * 1_000_000;
    try {
      Path key = key(file);
      while (System.nanoTime() - end < 0) {
        synchronized (ALL) {
          ReaderPins pins = ALL.computeIfAbsent(key, ReaderPins::new);
          if (pins.addReader()) {
            return once(pins::removeReader);
          }
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      return () -> {}; // the store can't be written here, and replaced segments are kept for a
      // while
    }
    return () -> {};
  }

  /**
   * Keeps readers from starting.
   *
   * @return ends that when it is closed; null at once where there are readers
   */
  public static @Nullable Closeable tryExclude(StoreLayout layout) throws IOException {
    Path key = key(layout.readersFile());
    synchronized (ALL) {
      ReaderPins pins = ALL.computeIfAbsent(key, ReaderPins::new);
      return pins.exclude() ? once(pins::admit) : null;
    }
  }

  private static Path key(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
  }

  /** Runs it at the first closing only. */
  private static Closeable once(Closeable end) {
    return new Closeable() {
      private boolean closed;

      @Override
      public void close() throws IOException {
        synchronized (ALL) {
          if (!closed) {
            closed = true;
            end.close();
          }
        }
      }
    };
  }

  private boolean addReader() throws IOException {
    if (excluded || readers == 0 && !lock(true)) {
      return false;
    }
    readers++;
    return true;
  }

  private void removeReader() throws IOException {
    if (--readers == 0) {
      unlock();
    }
  }

  private boolean exclude() throws IOException {
    if (excluded || readers > 0 || !lock(false)) {
      return false;
    }
    excluded = true;
    return true;
  }

  private void admit() throws IOException {
    excluded = false;
    unlock();
  }

  private boolean lock(boolean shared) throws IOException {
    FileChannel open =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = open.tryLock(0, Long.MAX_VALUE, shared);
    } catch (IOException e) {
      throw FileFaults.named(file, e);
    } finally {
      if (lock == null) {
        open.close();
        ALL.remove(file);
      }
    }
    channel = lock == null ? null : open;
    return lock != null;
  }

  private void unlock() throws IOException {
    FileChannel open = channel;
    channel = null;
    ALL.remove(file);
    if (open != null) {
      open.close();
    }
  }
}
