package dev.weft.testing;

import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import dev.weft.store.FlowFile;
import dev.weft.store.FlowStore;
import dev.weft.store.KeyBounds;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Flows in memory behind the contracts of {@code store} and {@code batch}, cut into tiny ragged
 * files, blocks and chunks. It does what a real file may do and nothing more: bounds that are too
 * wide, filters with false positives, rubbish in the rows nobody selected. Counts what is opened
 * and closed.
 */
public final class MemoryFlowStore implements FlowStore {
  /** Files opened so far. */
  public final AtomicInteger filesOpened = new AtomicInteger();

  /** Files closed so far. */
  public final AtomicInteger filesClosed = new AtomicInteger();

  /** Block readers opened so far. */
  public final AtomicInteger readersOpened = new AtomicInteger();

  /** Block readers closed so far. */
  public final AtomicInteger readersClosed = new AtomicInteger();

  /** Chunks read so far. */
  public final AtomicInteger chunksRead = new AtomicInteger();

  /** Columns decoded so far. */
  public final Set<FlowColumn> columnsRead = ConcurrentHashMap.newKeySet();

  private final FlowShape shape;
  private final List<MemoryFlowFile> files = new ArrayList<>();
  private final Map<Path, Integer> damage = new HashMap<>();
  private final Map<Path, IOException> gone = new HashMap<>();
  private Site site = Site.EMPTY;

  public MemoryFlowStore(FlowRows rows) {
    this(rows, FlowShape.DEFAULTS);
  }

  public MemoryFlowStore(FlowRows rows, FlowShape shape) {
    this.shape = shape;
    Random random = new Random(shape.seed());
    FlowRows sorted = rows.sortedByStart();
    Map<String, List<Integer>> partitions = new TreeMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      long hour = Math.floorDiv(sorted.value(FlowColumn.STIME, i), RandomFlows.HOUR);
      String key =
          "%020d-%05d-%05d"
              .formatted(
                  hour - Long.MIN_VALUE / RandomFlows.HOUR,
                  sorted.value(FlowColumn.SENSOR, i),
                  sorted.value(FlowColumn.FLOWTYPE, i));
      if (!shape.keyed()) {
        key = "part-%03d".formatted(random.nextInt(3));
      }
      partitions.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }
    partitions.forEach(
        (key, indexes) ->
            files.add(
                new MemoryFlowFile(this, Path.of(key), sorted.pick(indexes), random.nextLong())));
  }

  /** The site that {@link #site} gives; {@link Site#EMPTY} before. */
  public MemoryFlowStore named(Site site) {
    this.site = site;
    return this;
  }

  /** Lets the file number i throw a CorruptFileException after some rows of its last block. */
  public MemoryFlowStore damage(int file, int afterRows) {
    damage.put(files.get(file).path(), afterRows);
    return this;
  }

  /**
   * Lets a file open, as one does whose footer is known, but be gone when its flows are read.
   *
   * @param why what the file says of it; null if its flows have expired
   */
  public MemoryFlowStore gone(int file, @Nullable IOException why) {
    Path path = files.get(file).path();
    gone.put(path, why == null ? new NoSuchFileException(path.toString()) : why);
    return this;
  }

  /** What a file that has gone says of it; null where it is there. */
  @Nullable IOException gone(Path path) {
    return gone.get(path);
  }

  /** Number of files. */
  public int fileCount() {
    return files.size();
  }

  /** The flows of file number i in the order in which it delivers them. */
  public FlowRows rowsOfFile(int i) {
    return files.get(i).rows();
  }

  /** Fails unless everything that was opened is closed, each once. */
  public void requireAllClosed() {
    String state =
        "files opened %s closed %s, readers opened %s closed %s"
            .formatted(filesOpened, filesClosed, readersOpened, readersClosed);
    if (filesOpened.get() != filesClosed.get() || readersOpened.get() != readersClosed.get()) {
      throw new AssertionError(state);
    }
  }

  FlowShape shape() {
    return shape;
  }

  int damagedAfter(Path path) {
    return damage.getOrDefault(path, -1);
  }

  @Override
  public Path location() {
    return Path.of("memory");
  }

  @Override
  public Site site() {
    return site;
  }

  @Override
  public List<FlowFile> files(KeyBounds bounds, WarningSink warnings) {
    List<FlowFile> found = new ArrayList<>();
    for (MemoryFlowFile f : files) {
      boolean time =
          f.hour() == FlowFile.UNKNOWN_HOUR
              || bounds.times().intersects(f.hour(), f.hour() + RandomFlows.HOUR - 1);
      boolean sensor = f.sensor() < 0 || bounds.sensors().contains(f.sensor());
      boolean flowtype = f.flowtype() < 0 || bounds.flowtypes().contains(f.flowtype());
      if (time && sensor && flowtype) {
        found.add(f);
      }
    }
    return found;
  }

  @Override
  public Path setsDirectory() {
    return Path.of("memory", "sets");
  }

  @Override
  public Path mapsDirectory() {
    return Path.of("memory", "maps");
  }

  @Override
  public void close() {}
}
