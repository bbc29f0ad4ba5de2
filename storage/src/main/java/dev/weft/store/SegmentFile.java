package dev.weft.store;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.partition.FilterShelf;
import dev.weft.partition.PartitionCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A segment of a Weft store.
 *
 * @param filters the address filters of the hour's segments
 * @param place of this one among them
 */
record SegmentFile(
    PartitionCache.Handle handle,
    SegmentName name,
    long hour,
    int sensor,
    int flowtype,
    FilterShelf filters,
    int place)
    implements FlowFile {
  @Override
  public Path path() {
    return handle.path();
  }

  @Override
  public long bytes() throws IOException {
    return Files.size(path());
  }

  @Override
  public boolean mayContain(FlowColumn side, long high, long low) {
    return filters.mayContain(place, side, high, low);
  }

  @Override
  public OpenFlowFile open(WarningSink warnings) throws IOException {
    try {
      return handle.open(sensor, flowtype, warnings);
    } catch (NoSuchFileException e) {
      throw gone(e);
    }
  }

  @Override
  public IOException gone(NoSuchFileException e) throws IOException {
    Path folder = path().getParent();
    HourSegments now = HourSegments.read(folder == null ? Path.of("") : folder);
    for (HourSegments.Segment s : now.current()) {
      if (s.name().isMerged() && s.name().isSamePartition(name)) {
        return new IOException(
            path() + ": was merged into " + s.file() + " long after the query began; ask again", e);
      }
    }
    return e;
  }
}
