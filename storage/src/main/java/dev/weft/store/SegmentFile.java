package dev.weft.store;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.partition.PartitionCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A segment of a Weft store. */
record SegmentFile(Path path, long hour, int sensor, int flowtype, PartitionCache cache)
    implements FlowFile {
  @Override
  public long bytes() throws IOException {
    return Files.size(path);
  }

  @Override
  public OpenFlowFile open(WarningSink warnings) throws IOException {
    return cache.open(path, sensor, flowtype, warnings);
  }
}
