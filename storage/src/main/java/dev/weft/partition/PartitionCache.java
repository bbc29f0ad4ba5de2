package dev.weft.partition;

import dev.weft.error.WarningSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Partition files used lately, with footers, filter pages, columns and open channels, so that the
 * next query over them begins without reading anything. Sealed files never change, so what is kept
 * needs no second look; a file that has gone is {@link #forget forgotten} by whoever lists the
 * folders. Bounded by memory and by open channels. Safe for several threads.
 *
 * <p>Where memory is short, the longer unused of two files taken at random goes. Questions about a
 * whole store come round to each file in turn; dropping the eldest would drop each just before it
 * is asked for again.
 */
public final class PartitionCache implements Closeable {
  private final long mostBytes;
  private final int mostChannels;
  private final ColumnMemory columnMemory;
  private final Map<Path, SharedPartition> known = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final List<SharedPartition> places = new ArrayList<>(); // those known, in no order
  private final Map<Path, SharedPartition> channels = new LinkedHashMap<>(64, 0.75f, true);
  private int opened; // counted without locks: threads may lose counts of each other
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
   * As {@link PartitionFile#open}, without reading what is known. A known file is not looked for:
   * that it has gone is met when something is read of it.
   *
   * @param path of a sealed file
   */
  public PartitionFile open(Path path, int sensorId, int flowtypeId, WarningSink warnings)
      throws IOException {
    int now = ++opened;
    SharedPartition shared = known.get(path);
    if (shared != null) {
      return opened(shared, now, sensorId, flowtypeId);
    }
    PartitionFile fresh = PartitionFile.open(path, sensorId, flowtypeId, warnings);
    fresh.shared().lastUse = now;
    keep(fresh.shared());
    return fresh;
  }

  /** A file that may be opened many times, found without looking its path up each time. */
  public final class Handle {
    private final Path path;
    volatile @Nullable SharedPartition shared; // taken away by leave

    private Handle(Path path) {
      this.path = path;
    }

    public Path path() {
      return path;
    }

    /** As {@link PartitionCache#open}. */
    public PartitionFile open(int sensorId, int flowtypeId, WarningSink warnings)
        throws IOException {
      SharedPartition known = shared;
      if (known != null) {
        return opened(known, ++opened, sensorId, flowtypeId);
      }
      PartitionFile file = PartitionCache.this.open(path, sensorId, flowtypeId, warnings);
      file.shared().findBy(this);
      return file;
    }
  }

  /**
   * A way to a sealed file.
   *
   * @param path of a sealed file
   */
  public Handle handle(Path path) {
    return new Handle(path);
  }

  private PartitionFile opened(SharedPartition shared, int now, int sensorId, int flowtypeId) {
    shared.lastUse = now;
    shared.acquire();
    if ((now & 63) == 0 && columnMemory.wasRefused()) {
      trimColumns();
    }
    return PartitionFile.of(shared, sensorId, flowtypeId);
  }

  private synchronized void keep(SharedPartition shared) throws IOException {
    if (closed) {
      return;
    }
    SharedPartition before = known.put(shared.path, shared);
    if (before != null) { // two have opened the file at the same time
      remove(before);
    }
    shared.place = places.size();
    places.add(shared);
    bytes.addAndGet(shared.enter(this, columnMemory));
    keepChannel(shared);
    trim();
  }

  /** Counts memory that a known file has come to take. */
  void count(long more) {
    bytes.addAndGet(more);
  }

  /** Keeps the memory bounded. */
  void trim() throws IOException {
    if (bytes.get() <= mostBytes) {
      return;
    }
    synchronized (this) {
      while (bytes.get() > mostBytes && places.size() > 1) {
        SharedPartition dropped = unused();
        known.remove(dropped.path, dropped);
        remove(dropped);
      }
    }
  }

  /** The longer unused of two. */
  private SharedPartition unused() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    SharedPartition a = places.get(random.nextInt(places.size()));
    SharedPartition b = places.get(random.nextInt(places.size()));
    return a.lastUse - b.lastUse <= 0 ? a : b;
  }

  private void remove(SharedPartition shared) throws IOException {
    SharedPartition last = places.remove(places.size() - 1);
    if (last != shared) {
      places.set(shared.place, last);
      last.place = shared.place;
    }
    bytes.addAndGet(-shared.leave());
    dropChannel(shared);
  }

  /** Makes room for columns of what is used now, but leaves most of them: no scan takes it all. */
  private synchronized void trimColumns() {
    int some = 1 + places.size() / 16;
    for (int tries = places.size(); tries > 0 && some > 0; tries--) {
      KeptColumns kept = unused().columns();
      if (kept != null && kept.clear()) {
        some--;
      }
    }
  }

  /** Keeps the channel of a known file open, which was opened just now. */
  synchronized void keepChannel(SharedPartition shared) throws IOException {
    if (known.get(shared.path) != shared) {
      return; // dropped since
    }
    shared.keepChannel(true);
    channels.put(shared.path, shared);
    if (channels.size() > mostChannels) {
      dropChannel(channels.values().iterator().next());
    }
  }

  private void dropChannel(SharedPartition shared) throws IOException {
    if (channels.remove(shared.path, shared)) {
      shared.keepChannel(false);
    }
  }

  /** Gives up what is kept of a file; openings in use stay good. */
  public synchronized void forget(Path path) throws IOException {
    SharedPartition shared = known.remove(path);
    if (shared != null) {
      remove(shared);
    }
  }

  /** Number of files known. */
  public int size() {
    return known.size();
  }

  /** Number of channels that stay open between uses. */
  synchronized int openChannels() {
    return channels.size();
  }

  /** Bytes of memory for footers and filters, about. */
  long bytes() {
    return bytes.get();
  }

  /** Gives up everything; openings in use stay good, later ones are not kept. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    IOException failed = null;
    known.clear();
    while (!places.isEmpty()) {
      try {
        remove(places.get(places.size() - 1));
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
