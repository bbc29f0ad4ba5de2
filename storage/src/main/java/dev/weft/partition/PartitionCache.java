package dev.weft.partition;

import dev.weft.error.WarningSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Partition files used lately, with footers, filter pages, columns and open channels, so that the
 * next query over them begins without reading anything. Sealed files never change, so what is kept
 * needs no second look; a file that has gone is {@link #forget forgotten} by whoever lists the
 * folders. Bounded by memory and by open channels. Safe for several threads.
 */
public final class PartitionCache implements Closeable {
  private final long mostBytes;
  private final int mostChannels;
  private final ColumnMemory columnMemory;
  private final Map<Path, SharedPartition> known = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Path, SharedPartition> channels = new LinkedHashMap<>(64, 0.75f, true);
  private int untilTrim; // openings
  private boolean closed;

  /**
   * @param mostBytes of memory for footers and filters, about; columns take what {@link
   *     ColumnMemory} allows
   * @param mostChannels open between uses
   */
  public PartitionCache(long mostBytes, int mostChannels) {
    this(mostBytes, mostChannels, ColumnMemory.OF_HEAP);
  }

  PartitionCache(long mostBytes, int mostChannels, ColumnMemory columnMemory) {
    this.mostBytes = mostBytes;
    this.mostChannels = mostChannels;
    this.columnMemory = columnMemory;
  }

  /**
   * As {@link PartitionFile#open}, without reading what is known.
   *
   * @param path of a sealed file
   */
  public PartitionFile open(Path path, int sensorId, int flowtypeId, WarningSink warnings)
      throws IOException {
    SharedPartition shared = acquire(path);
    if (shared != null) {
      return PartitionFile.of(shared, sensorId, flowtypeId);
    }
    PartitionFile opened = PartitionFile.open(path, sensorId, flowtypeId, warnings);
    keep(opened.shared());
    return opened;
  }

  private @Nullable SharedPartition acquire(Path path) throws IOException {
    SharedPartition shared;
    synchronized (this) {
      shared = known.get(path);
      if (shared == null) {
        return null;
      }
      keepChannel(shared);
      trim();
    }
    shared.acquire();
    return shared;
  }

  private synchronized void keep(SharedPartition shared) throws IOException {
    if (closed) {
      return;
    }
    SharedPartition before = known.put(shared.path, shared);
    if (before != null && before != shared) { // two have opened the file at the same time
      channels.remove(shared.path);
      before.keep(false);
      before.forgetColumns();
    }
    shared.keepColumns(columnMemory);
    keepChannel(shared);
    trim();
  }

  /** Keeps the memory bounded; looks only now and then, for filter pages come with use. */
  private void trim() throws IOException {
    if (--untilTrim > 0) {
      return;
    }
    long bytes = 0;
    for (SharedPartition s : known.values()) {
      bytes += s.bytes();
    }
    Iterator<SharedPartition> eldest = known.values().iterator();
    while (bytes > mostBytes && eldest.hasNext()) {
      SharedPartition s = eldest.next();
      bytes -= s.bytes();
      eldest.remove();
      s.forgetColumns();
      dropChannel(s.path);
    }
    untilTrim = known.size() / 8;
    if (columnMemory.wasRefused()) {
      trimColumns();
    }
  }

  /** Makes room for columns of what is used now, but leaves most of them: no scan takes it all. */
  private void trimColumns() {
    int some = 1 + known.size() / 16;
    for (SharedPartition s : known.values()) {
      KeptColumns kept = s.columns();
      if (kept != null && kept.clear() && --some == 0) {
        return;
      }
    }
  }

  private void keepChannel(SharedPartition shared) throws IOException {
    if (channels.get(shared.path) != shared) {
      channels.put(shared.path, shared);
      shared.keep(true);
      if (channels.size() > mostChannels) {
        dropChannel(channels.keySet().iterator().next());
      }
    }
  }

  private void dropChannel(Path path) throws IOException {
    SharedPartition shared = channels.remove(path);
    if (shared != null) {
      shared.keep(false);
    }
  }

  /** Gives up what is kept of a file; openings in use stay good. */
  public synchronized void forget(Path path) throws IOException {
    SharedPartition shared = known.remove(path);
    if (shared != null) {
      shared.forgetColumns();
    }
    dropChannel(path);
  }

  /** Number of files known. */
  public synchronized int size() {
    return known.size();
  }

  /** Number of channels that stay open between uses. */
  synchronized int openChannels() {
    return channels.size();
  }

  /** Gives up everything; openings in use stay good, later ones are not kept. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    IOException failed = null;
    for (SharedPartition s : channels.values()) {
      try {
        s.keep(false);
      } catch (IOException e) {
        failed = e;
      }
    }
    channels.clear();
    known.values().forEach(SharedPartition::forgetColumns);
    known.clear();
    if (failed != null) {
      throw failed;
    }
  }
}
