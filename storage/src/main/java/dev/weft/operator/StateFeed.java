package dev.weft.operator;

import dev.weft.batch.Batch;
import org.jspecify.annotations.Nullable;

/** Feeds states that an aggregation below has stored in columns of its output. */
final class StateFeed implements Feed {
  private final int position;
  private final long[][] states;
  private @Nullable Batch prepared;

  /**
   * @param position of the first state column
   * @param words number of state columns
   */
  StateFeed(int position, int words) {
    this.position = position;
    this.states = new long[words][Batch.ROWS];
  }

  @Override
  public void prepare(Batch batch) {
    prepared = batch;
  }

  @Override
  public void feed(Accumulator accumulator, int[] groups, int @Nullable [] rows, int count) {
    Batch batch = prepared;
    if (batch == null) {
      throw new IllegalStateException("nothing was prepared");
    }
    for (int w = 0; w < states.length; w++) {
      long[] values = batch.longs(position + w).values;
      for (int i = 0; i < count; i++) {
        states[w][i] = values[rows == null ? i : rows[i]];
      }
    }
    accumulator.combine(groups, count, states, 0);
  }
}
