package dev.weft.store;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of flows, as the SQL table of partitions shows it.
 *
 * @param className null, as type and sensor, where the file's flows may differ in it
 * @param startHour start of the hour of its flows' starts, ms since the epoch; null where they may
 *     differ
 * @param file path relative to the store, with {@code /}; the file's name for a single file
 * @param records flows; null, as the times, where contents were not asked for or can't be read
 * @param bytesOnDisk size of the file
 * @param minStime earliest start, ms since the epoch; null also where there is no flow
 * @param maxEtime latest end; likewise
 */
public record PartitionInfo(
    @Nullable String className,
    @Nullable String typeName,
    @Nullable String sensorName,
    @Nullable Long startHour,
    String file,
    @Nullable Long records,
    long bytesOnDisk,
    @Nullable Long minStime,
    @Nullable Long maxEtime) {

  /**
   * The files of a store within bounds, hours ascending.
   *
   * @param contents true: tell records and times. This opens every file; of SiLK's files it reads
   *     all times, of a store's segments a footer
   * @param threads how many at most read files at once
   * @param warnings told of files that can't be read
   */
  @SuppressWarnings("try") // the pin is held, not used
  public static List<PartitionInfo> list(
      FlowStore store, KeyBounds bounds, boolean contents, int threads, WarningSink warnings)
      throws IOException {
    try (Closeable pin = store.pin()) {
      List<FlowFile> files = store.files(bounds, warnings);
      Site site = store.site();
      @Nullable PartitionInfo[] found = new PartitionInfo[files.size()];
      FileTasks.forEach(
          files, threads, (i, file) -> found[i] = of(store, site, file, contents, warnings));
      List<PartitionInfo> list = new ArrayList<>(found.length);
      for (PartitionInfo p : found) {
        if (p != null) {
          list.add(p);
        }
      }
      return list;
    }
  }

  /** Tells of one file; null where it is gone by now. */
  private static @Nullable PartitionInfo of(
      FlowStore store, Site site, FlowFile file, boolean contents, WarningSink warnings)
      throws IOException {
    int type = file.flowtype();
    FlowContents c = null;
    long bytes;
    try {
      bytes = file.bytes();
      c = contents ? FlowContents.of(file, WarningSink.NONE) : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (CorruptFileException e) {
      bytes = file.bytes();
      warnings.warn(String.valueOf(e.getMessage()));
    }
    return new PartitionInfo(
        type < 0 ? null : site.classLabel(type),
        type < 0 ? null : site.typeLabel(type),
        file.sensor() < 0 ? null : site.sensorLabel(file.sensor()),
        file.hour() == FlowFile.UNKNOWN_HOUR ? null : file.hour(),
        relative(store, file),
        c == null ? null : c.rows(),
        bytes,
        c == null || c.rows() == 0 ? null : c.minStime(),
        c == null || c.rows() == 0 ? null : c.maxEtime());
  }

  private static String relative(FlowStore store, FlowFile file) {
    String relative = store.location().relativize(file.path()).toString().replace('\\', '/');
    return relative.isEmpty() ? String.valueOf(file.path().getFileName()) : relative;
  }
}
