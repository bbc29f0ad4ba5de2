package dev.weft.store;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.partition.PartitionCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A segment of a Weft store. */
record SegmentFile(
    Path path, SegmentName name, long hour, int sensor, int flowtype, PartitionCache cache)
    implements FlowFile {
  @Override
  public long bytes() throws IOException {
    return Files.size(path);
  }

  @Override
  public OpenFlowFile open(WarningSink warnings) throws IOException {
    try {
      return cache.open(path, sensor, flowtype, warnings);
    } catch (NoSuchFileException e) {
      throw gone(e);
    }
  }

  /** Tells flows that are elsewhere by now, of which an answer may not lack, from expired ones. */
  private IOException gone(NoSuchFileException e) throws IOException {
    Path folder = path.getParent();
    HourSegments now = HourSegments.read(folder == null ? Path.of("") : folder);
    for (HourSegments.Segment s : now.current()) {
      if (s.name().isMerged() && s.name().isSamePartition(name)) {
        return new IOException(
            path + ": was merged into " + s.file() + " long after the query began; ask again", e);
      }
    }
    return e;
  }
}
