package dev.weft.maintenance;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a repair did with a segment, or with a file of the ledger.
 *
 * @param file the segment
 * @param setAside where it lies now; null where it was sound, or gone by then
 * @param parts what kept and lost are counts of: flows of a segment, lines of the ledger
 * @param kept those that count as before
 * @param lost those that can't be read, or whose place is unknown; -1 where nobody knows how many
 * @param minStime earliest start of the lost flows, ms since the epoch; 0 where it is not known
 * @param maxStime latest start; likewise
 */
public record RepairResult(
    Path file,
    @Nullable Path setAside,
    Parts parts,
    long kept,
    long lost,
    long minStime,
    long maxStime) {
  /** What a file is made of. */
  public enum Parts {
    FLOWS,
    LINES
  }

  static RepairResult nothing(Path file) {
    return new RepairResult(file, null, Parts.FLOWS, 0, 0, 0, 0);
  }
}
