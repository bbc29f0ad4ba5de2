package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.Vector;
import org.jspecify.annotations.Nullable;

/** Brings what rows hold to the accumulator of one call. For one worker. */
interface Feed {
  /** Computes what a batch gives; called once before {@link #feed}. */
  void prepare(Batch batch);

  /**
   * Feeds rows of the prepared batch.
   *
   * @param groups group number of each row, by position in {@code rows}
   * @param rows null = rows 0 to count - 1
   */
  void feed(Accumulator accumulator, int[] groups, int @Nullable [] rows, int count);

  /**
   * Feeds rows of the prepared batch that are all of one group.
   *
   * @param rows null = rows {@code from} to {@code from + count - 1}, else what stands there
   * @return false where there is no faster way than {@link #feed}; then nothing was fed
   */
  default boolean feedOne(
      Accumulator accumulator, int group, int @Nullable [] rows, int from, int count) {
    return false;
  }

  /** True where every row of the prepared batch counts: no FILTER, no NULL. */
  default boolean takesAll() {
    return false;
  }

  /** The values of the prepared batch; null where rows are only counted, or go another way. */
  default @Nullable Vector argument() {
    return null;
  }
}
