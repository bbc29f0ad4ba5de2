package dev.weft.operator;

import java.io.IOException;

/**
 * Makes rows out of rows that come ordered by key. For one worker, a partition of keys after the
 * other.
 */
interface Walker {
  /**
   * Begins a partition.
   *
   * @param rowsBefore rows of the partitions before it: a number of which every partition has as
   *     many of its own as it has rows
   */
  void begin(long rowsBefore);

  /**
   * Takes a row.
   *
   * @param piece words of {@link KeyedLayout}; the row may be looked at until the call returns
   * @param newKey true where its keys differ from those of the row before
   */
  void row(long[][] piece, int row, boolean newKey) throws IOException;

  /** Ends the partition: everything that was made of it is passed on. */
  void end() throws IOException;
}
