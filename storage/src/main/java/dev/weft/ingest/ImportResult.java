package dev.weft.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import did. Only what is in the store for good is counted as imported.
 *
 * @param files sources imported
 * @param flows their flows
 * @param sourceBytes their bytes as stored
 * @param storeBytes bytes of the segments made of them
 * @param segments number of these
 * @param skipped sources that are in the store already
 * @param noFlows files in folders that hold no flows
 * @param failed sources with a fault; nothing of them is in the store
 * @param seconds time it took
 * @param phases where the processors' time went
 * @param stopped why the import ended before all sources were imported; null where it did not
 */
public record ImportResult(
    long files,
    long flows,
    long sourceBytes,
    long storeBytes,
    long segments,
    Sources skipped,
    Sources noFlows,
    Sources failed,
    double seconds,
    Phases phases,
    @Nullable String stopped) {
  /**
   * A source that did not go in.
   *
   * @param reason one line, naming the source
   */
  public record Refused(String source, String reason) {}

  /**
   * Sources that did not go in.
   *
   * @param count how many
   * @param first the first {@link #MOST_NAMED} of them
   */
  public record Sources(long count, List<Refused> first) {
    /** Most that are named. */
    public static final int MOST_NAMED = 1000;

    public Sources {
      first = List.copyOf(first);
    }
  }

  /**
   * Processor time by phase in nanoseconds, summed over threads.
   *
   * @param reading decoding and digesting sources
   * @param routing finding each flow's partition, copying flows into runs
   * @param sorting ordering runs
   * @param encoding gathering, encoding and writing segments
   * @param committing manifests, renames, ledger
   */
  public record Phases(long reading, long routing, long sorting, long encoding, long committing) {}

  /** Bytes in the store per flow; 0 where there is none. */
  public double bytesPerFlow() {
    return flows == 0 ? 0 : (double) storeBytes / flows;
  }

  /** True where every source is in the store, or was before. */
  public boolean isComplete() {
    return failed.count() == 0 && stopped == null;
  }
}
