package dev.weft.store;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of flows as its path tells, not yet opened. Immutable. */
public interface FlowFile {
  /** {@link #hour} of a file whose path names none. */
  long UNKNOWN_HOUR = Long.MIN_VALUE;

  Path path();

  /** Start of the hour of all its flows' starts, ms since the epoch; or {@link #UNKNOWN_HOUR}. */
  long hour();

  /** Sensor id of all its flows, or -1 where they may differ. */
  int sensor();

  /** Flowtype id of all its flows, or -1 where they may differ. */
  int flowtype();

  /** Size in bytes as the directory tells. */
  long bytes() throws IOException;

  /**
   * Opens the file and reads what describes it, no flows.
   *
   * @param warnings told of what the reader repairs or clips
   */
  OpenFlowFile open(WarningSink warnings) throws IOException;

  /**
   * False promises that no flow of the file has this source or destination. Nothing is read for it:
   * true is also the answer where that would be needed.
   *
   * @param side {@link FlowColumn#SIP} or {@link FlowColumn#DIP}; for others true
   */
  default boolean mayContain(FlowColumn side, long high, long low) {
    return true;
  }

  /**
   * Why the file was not there when it was opened or read: the same, where its flows have expired;
   * another failure, where they are elsewhere by now and an answer would lack them.
   */
  default IOException gone(NoSuchFileException e) throws IOException {
    return e;
  }
}
