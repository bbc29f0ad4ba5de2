package dev.weft.store;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds.
 *
 * @param files files of flows
 * @param damaged files among them that can't be read; nothing else counts them
 * @param flows all flows
 * @param bytes bytes of the files on disk
 * @param minStime earliest start, ms since the epoch; with the other times null without flows
 * @param maxStime latest start
 * @param maxEtime latest end
 * @param newestHour start of the latest hour that has a file, ms since the epoch; null where no
 *     file's place tells an hour
 * @param sensors flows by sensor name
 * @param types flows by class and type, {@code class/type}
 */
public record StoreInfo(
    long files,
    long damaged,
    long flows,
    long bytes,
    @Nullable Long minStime,
    @Nullable Long maxStime,
    @Nullable Long maxEtime,
    @Nullable Long newestHour,
    Map<String, Long> sensors,
    Map<String, Long> types) {

  /**
   * Gathers it: from footers in a Weft store, by reading all times in a SiLK data root.
   *
   * @param threads how many at most read files at once
   * @param warnings told of files that can't be read
   */
  @SuppressWarnings("try") // the pin is held, not used
  public static StoreInfo of(FlowStore store, int threads, WarningSink warnings)
      throws IOException {
    try (Closeable pin = store.pin()) {
      return of(store, store.files(KeyBounds.ALL, warnings), threads, warnings);
    }
  }

  private static StoreInfo of(
      FlowStore store, List<FlowFile> files, int threads, WarningSink warnings) throws IOException {
    Sum sum = new Sum();
    AtomicLong damaged = new AtomicLong();
    FileTasks.forEach(
        files,
        threads,
        (i, file) -> {
          try {
            sum.add(file, FlowContents.of(file, WarningSink.NONE), file.bytes());
          } catch (NoSuchFileException e) {
            return; // expired meanwhile
          } catch (CorruptFileException e) {
            damaged.incrementAndGet();
            warnings.warn(String.valueOf(e.getMessage()));
          }
        });
    return sum.info(store.site(), files.size(), damaged.get());
  }

  /** Bytes on disk per flow; 0 where there is none. */
  public double bytesPerFlow() {
    return flows == 0 ? 0 : (double) bytes / flows;
  }

  private static final class Sum {
    private final Map<Integer, Long> sensors = new TreeMap<>();
    private final Map<Integer, Long> types = new TreeMap<>();
    private long flows;
    private long bytes;
    private long minStime = Long.MAX_VALUE;
    private long maxStime = Long.MIN_VALUE;
    private long maxEtime = Long.MIN_VALUE;
    private long newestHour = FlowFile.UNKNOWN_HOUR;

    synchronized void add(FlowFile file, FlowContents c, long size) {
      flows += c.rows();
      bytes += size;
      newestHour = Math.max(newestHour, file.hour());
      if (c.rows() > 0) {
        minStime = Math.min(minStime, c.minStime());
        maxStime = Math.max(maxStime, c.maxStime());
        maxEtime = Math.max(maxEtime, c.maxEtime());
      }
      c.sensors().forEach((id, n) -> sensors.merge(id, n, Long::sum));
      c.flowtypes().forEach((id, n) -> types.merge(id, n, Long::sum));
    }

    synchronized StoreInfo info(Site site, long files, long damaged) {
      Map<String, Long> bySensor = new TreeMap<>();
      sensors.forEach((id, n) -> bySensor.merge(site.sensorLabel(id), n, Long::sum));
      Map<String, Long> byType = new TreeMap<>();
      types.forEach(
          (id, n) -> byType.merge(site.classLabel(id) + "/" + site.typeLabel(id), n, Long::sum));
      boolean any = flows > 0;
      return new StoreInfo(
          files,
          damaged,
          flows,
          bytes,
          any ? minStime : null,
          any ? maxStime : null,
          any ? maxEtime : null,
          newestHour == FlowFile.UNKNOWN_HOUR ? null : newestHour,
          bySensor,
          byType);
    }
  }
}
