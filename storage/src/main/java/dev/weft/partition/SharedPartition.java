package dev.weft.partition;

import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What all openings of one partition file share: its footer, the pages of its address filters,
 * columns read more than once, and the channel to it, which is there only once something is read. A
 * sealed file never changes, so this stays true for as long as it is kept. Safe for several
 * threads.
 */
final class SharedPartition {
  private static final long FILE_BYTES = 1_000; // in memory, with its path, about
  private static final long BLOCK_BYTES = 1_800; // of a footer in memory, about

  final Path path;
  final PartitionFooter footer;
  private final AtomicReferenceArray<byte[]> sourcePages;
  private final AtomicReferenceArray<byte[]> destinationPages;
  private volatile @Nullable KeptColumns columns;
  private volatile @Nullable FileChannel channel;
  private @Nullable PartitionCache cache;
  private PartitionCache.@Nullable Handle handle;
  private long pageBytes;
  private int users;
  private boolean channelKept;

  /** When it was last opened, by the count of its cache; exact order does not matter. */
  int lastUse;

  /** Where its cache has it; of the cache only. */
  int place;

  /** Takes over an open channel for its first user. */
  SharedPartition(Path path, FileChannel channel, PartitionFooter footer) {
    this.path = path;
    this.channel = channel;
    this.footer = footer;
    this.sourcePages = new AtomicReferenceArray<>(footer.filter(FlowColumn.SIP).pages());
    this.destinationPages = new AtomicReferenceArray<>(footer.filter(FlowColumn.DIP).pages());
    this.users = 1;
  }

  /** The pages of an address filter; null each until it is read. */
  AtomicReferenceArray<byte[]> pages(FlowColumn side) {
    return side == FlowColumn.SIP ? sourcePages : destinationPages;
  }

  /** Columns kept in memory; null where the file is not in a cache. */
  @Nullable KeptColumns columns() {
    return columns;
  }

  /**
   * From now on a cache counts what this takes, and columns are kept.
   *
   * @return bytes of memory held, about
   */
  synchronized long enter(PartitionCache cache, ColumnMemory memory) {
    this.cache = cache;
    columns = new KeptColumns(memory, footer.blocks());
    return bytes();
  }

  /**
   * From now on a handle leads to this, as long as the cache has it.
   *
   * @param finder which takes the place of an earlier one
   */
  synchronized void findBy(PartitionCache.Handle finder) {
    if (cache != null) {
      finder.shared = this;
      handle = finder;
    }
  }

  /**
   * Forgets columns that are kept, and keeps no more.
   *
   * @return bytes of memory that the cache has counted
   */
  synchronized long leave() {
    cache = null;
    if (handle != null) {
      handle.shared = null;
      handle = null;
    }
    KeptColumns kept = columns;
    if (kept != null) {
      kept.close();
    }
    return bytes();
  }

  private long bytes() {
    return FILE_BYTES
        + BLOCK_BYTES * footer.blocks()
        + 8L * (sourcePages.length() + destinationPages.length())
        + pageBytes;
  }

  /** Counts a page that has come into memory. */
  void addPage(int bytes) throws IOException {
    PartitionCache grown;
    synchronized (this) {
      pageBytes += bytes;
      grown = cache;
      if (grown != null) {
        grown.count(bytes);
      }
    }
    if (grown != null) {
      grown.trim();
    }
  }

  /** Begins a use, which {@link #release} ends. */
  synchronized void acquire() {
    users++;
  }

  synchronized void release() throws IOException {
    users--;
    closeUnused();
  }

  /** Whether the channel stays open between uses. */
  synchronized void keepChannel(boolean keep) throws IOException {
    channelKept = keep;
    closeUnused();
  }

  private void closeUnused() throws IOException {
    FileChannel open = channel;
    if (users == 0 && !channelKept && open != null) {
      channel = null;
      open.close();
    }
  }

  /**
   * Reads bytes of the file into the front of an array.
   *
   * @throws java.nio.file.NoSuchFileException where it has gone since its footer was read
   */
  void read(long offset, int length, byte[] target) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = reopen(null);
    }
    while (true) {
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

  private FileChannel reopen(@Nullable FileChannel broken) throws IOException {
    PartitionCache keeper;
    FileChannel open;
    synchronized (this) {
      open = channel;
      if (users == 0) {
        throw new ClosedChannelException();
      }
      if (open != null && open != broken) {
        return open;
      }
      open = FileChannel.open(path, StandardOpenOption.READ);
      channel = open;
      keeper = cache;
    }
    if (keeper != null) {
      keeper.keepChannel(this);
    }
    return open;
  }
}
