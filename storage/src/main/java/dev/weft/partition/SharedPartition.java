package dev.weft.partition;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What all openings of one partition file share: its footer, the pages of its address filters,
 * columns read more than once, and the channel to it. A sealed file never changes, so this stays
 * true for as long as it is kept. Safe for several threads.
 */
final class SharedPartition {
  private static final long BLOCK_BYTES = 3_100; // of a footer in memory, about

  final Path path;
  final PartitionFooter footer;
  final AtomicReferenceArray<byte[]> sourcePages;
  final AtomicReferenceArray<byte[]> destinationPages;
  private final AtomicLong pageBytes = new AtomicLong();
  private volatile @Nullable KeptColumns columns;
  private volatile @Nullable FileChannel channel;
  private int users;
  private boolean kept;

  /**
   * Takes over an open channel for its first user.
   *
   * @param kept see {@link #keep}
   */
  SharedPartition(
      Path path,
      FileChannel channel,
      PartitionFooter footer,
      int sourcePages,
      int destinationPages,
      boolean kept) {
    this.path = path;
    this.channel = channel;
    this.footer = footer;
    this.sourcePages = new AtomicReferenceArray<>(sourcePages);
    this.destinationPages = new AtomicReferenceArray<>(destinationPages);
    this.users = 1;
    this.kept = kept;
  }

  /** Bytes of memory held, about. */
  long bytes() {
    return BLOCK_BYTES * (1 + footer.blocks())
        + 8L * (sourcePages.length() + destinationPages.length())
        + pageBytes.get();
  }

  /** Columns kept in memory; null where the file is not in a cache. */
  @Nullable KeptColumns columns() {
    return columns;
  }

  /** From now on columns are kept. */
  void keepColumns(ColumnMemory memory) {
    columns = new KeptColumns(memory, footer.blocks());
  }

  /** Forgets columns that are kept, and keeps no more. */
  void forgetColumns() {
    KeptColumns kept = columns;
    if (kept != null) {
      kept.close();
    }
  }

  /** Counts a page that has come into memory. */
  void addPage(int bytes) {
    pageBytes.addAndGet(bytes);
  }

  /** Begins a use, which {@link #release} ends. */
  synchronized void acquire() throws IOException {
    FileChannel open = channel;
    if (open == null || !open.isOpen()) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
    users++;
  }

  synchronized void release() throws IOException {
    users--;
    closeUnused();
  }

  /** Whether the channel stays open between uses. */
  synchronized void keep(boolean keep) throws IOException {
    kept = keep;
    closeUnused();
  }

  private void closeUnused() throws IOException {
    FileChannel open = channel;
    if (users == 0 && !kept && open != null) {
      channel = null;
      open.close();
    }
  }

  /** Reads bytes of the file into the front of an array. */
  void read(long offset, int length, byte[] target) throws IOException {
    FileChannel open = channel;
    while (true) {
      if (open == null) {
        throw new ClosedChannelException();
      }
      try {
        PartitionFile.readFully(path, open, offset, length, target);
        return;
      } catch (ClosedChannelException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        open = reopen(open); // the interrupt of another query's thread has closed it for all
      }
    }
  }

  private synchronized @Nullable FileChannel reopen(FileChannel broken) throws IOException {
    if (channel == broken && users > 0) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
    return channel;
  }
}
