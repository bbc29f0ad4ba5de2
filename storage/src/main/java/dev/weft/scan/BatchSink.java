package dev.weft.scan;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.KnownFlows;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Takes what one worker of a scan finds. Used by one thread at a time. */
public interface BatchSink {
  /**
   * Takes flows that pass.
   *
   * @param batch at least one row selected; valid until the call returns
   */
  void accept(Batch batch) throws IOException;

  /**
   * Offers what is known of all flows of a block that pass: rows, zones, sums. A sink that needs no
   * more takes it and returns true; then the block is not read.
   *
   * @param parts of the flows, at least one; all are taken or none
   */
  default boolean acceptStatistics(List<? extends KnownFlows> parts) throws IOException {
    return false;
  }

  /**
   * Shows the chunk that the next batch comes from, before its columns are decoded.
   *
   * @param rows of the chunk, selected or not
   * @return columns that the sink will not look at in the batch; they may hold anything
   */
  default Set<FlowColumn> looksPast(ChunkReader chunk, int rows) throws IOException {
    return Set.of();
  }

  /** False stops the whole scan: a limit is reached. */
  default boolean wantsMore() {
    return true;
  }
}
