package dev.weft.partition;

import dev.weft.flow.FlowColumn;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a partition file and what it takes away.
 *
 * @param block {@link CorruptPartitionException#NO_BLOCK} for a fault outside the blocks
 * @param column null for a fault in no column
 * @param offset byte in the file, -1 if unknown
 * @param message one line that names file, place, expected and found
 * @param lostFlows flows that can't be read whole, 0 where only statistics or filters are wrong; -1
 *     for all flows of a file that does not tell how many there are
 * @param minStime earliest start of the lost flows, ms since the epoch; with no lost flows, or an
 *     unknown number of them, 0
 * @param maxStime latest start of the lost flows; likewise
 */
public record PartitionFault(
    Path file,
    int block,
    @Nullable FlowColumn column,
    long offset,
    String message,
    long lostFlows,
    long minStime,
    long maxStime) {
  /** {@link #lostFlows} where nobody knows. */
  public static final long ALL_FLOWS = -1;
}
