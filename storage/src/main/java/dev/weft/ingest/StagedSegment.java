package dev.weft.ingest;

import dev.weft.store.SegmentName;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A complete segment below staging.
 *
 * @param file where it lies
 * @param hour hour of its flows' starts, ms since the epoch
 * @param name its name in the hour's folder
 * @param rows flows
 * @param bytes size of the file
 * @param owner the only source whose flows it holds, if that was not read to its end when the
 *     segment was written; null where all its sources were
 */
record StagedSegment(
    Path file, long hour, SegmentName name, long rows, long bytes, @Nullable SourceUnit owner) {
  boolean isDropped() {
    return owner != null && owner.isDropped();
  }
}
