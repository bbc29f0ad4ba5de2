package dev.weft.operator;

import dev.weft.batch.Batch;

/** Brings what rows hold to the accumulator of one call. For one worker. */
interface Feed {
  /** Computes what a batch gives; called once before {@link #feed}. */
  void prepare(Batch batch);

  /**
   * Feeds rows of the prepared batch.
   *
   * @param groups group number of each row, by position in {@code rows}
   */
  void feed(Accumulator accumulator, int[] groups, int[] rows, int count);
}
