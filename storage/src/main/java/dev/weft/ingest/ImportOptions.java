package dev.weft.ingest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to import.
 *
 * @param again true: import sources again that are in the store already
 * @param siteFile the silk.conf that names the sources' sensors and types; null: the nearest one in
 *     a source's folder or those above, else the store's own
 * @param threads encoding threads, at least 1; one more reads
 * @param memoryBytes memory for flows that are not yet encoded
 * @param commitRows flows after which sources are committed, at a source's end
 * @param commitMillis time after which sources are committed, at a source's end
 * @param blockRows rows of a block, 1 to 65,536
 */
public record ImportOptions(
    boolean again,
    @Nullable Path siteFile,
    int threads,
    long memoryBytes,
    long commitRows,
    long commitMillis,
    int blockRows) {
  /** Least rows of a run: below, segments would be too small to be of use. */
  private static final int LEAST_RUN = 1024;

  private static final int LARGEST_RUN = 512 * 1024;

  public ImportOptions {
    if (threads < 1 || memoryBytes < 1 || commitRows < 1 || commitMillis < 0 || blockRows < 1) {
      throw new IllegalArgumentException("threads, memory, rows and times of an import: from 1 up");
    }
  }

  /** All processors, and 2/5 of the heap for flows on their way. */
  public static ImportOptions defaults() {
    int threads = Runtime.getRuntime().availableProcessors();
    long memory = Runtime.getRuntime().maxMemory() / 5 * 2;
    return new ImportOptions(false, null, threads, memory, 1L << 24, 10_000, 65_536);
  }

  public ImportOptions withAgain(boolean value) {
    return new ImportOptions(
        value, siteFile, threads, memoryBytes, commitRows, commitMillis, blockRows);
  }

  public ImportOptions withSiteFile(@Nullable Path file) {
    return new ImportOptions(
        again, file, threads, memoryBytes, commitRows, commitMillis, blockRows);
  }

  public ImportOptions withThreads(int count) {
    return new ImportOptions(
        again, siteFile, count, memoryBytes, commitRows, commitMillis, blockRows);
  }

  public ImportOptions withMemoryBytes(long bytes) {
    return new ImportOptions(again, siteFile, threads, bytes, commitRows, commitMillis, blockRows);
  }

  public ImportOptions withCommitRows(long rows) {
    return new ImportOptions(again, siteFile, threads, memoryBytes, rows, commitMillis, blockRows);
  }

  public ImportOptions withCommitMillis(long millis) {
    return new ImportOptions(again, siteFile, threads, memoryBytes, commitRows, millis, blockRows);
  }

  public ImportOptions withBlockRows(int rows) {
    return new ImportOptions(again, siteFile, threads, memoryBytes, commitRows, commitMillis, rows);
  }

  /** Rows of a run: one is filled while each thread encodes another. */
  int runRows() {
    long rows = memoryBytes / FlowRun.ROW_BYTES / (threads + 1);
    return (int) Math.max(LEAST_RUN, Math.min(LARGEST_RUN, rows));
  }
}
