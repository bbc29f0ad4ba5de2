package dev.weft.scan;

import dev.weft.batch.Batch;
import dev.weft.batch.OpenFlowFile;
import java.io.IOException;

/** Takes what one worker of a scan finds. Used by one thread at a time. */
public interface BatchSink {
  /**
   * Takes flows that pass.
   *
   * @param batch at least one row selected; valid until the call returns
   */
  void accept(Batch batch) throws IOException;

  /**
   * Offers what is known of a block whose every row passes: rows, zones, sums. A sink that needs no
   * more takes it and returns true; then the block is not read.
   */
  default boolean acceptStatistics(OpenFlowFile file, int block) throws IOException {
    return false;
  }

  /** False stops the whole scan: a limit is reached. */
  default boolean wantsMore() {
    return true;
  }
}
