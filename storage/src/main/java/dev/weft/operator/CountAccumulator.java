package dev.weft.operator;

import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import org.jspecify.annotations.Nullable;

/** COUNT: the count that any accumulator can keep, and nothing else. */
final class CountAccumulator extends Accumulator {
  CountAccumulator() {
    super(true);
  }

  @Override
  boolean addToOne(
      int group, int @Nullable [] rows, int from, int count, @Nullable Vector argument) {
    counts[group] += count;
    return true;
  }

  @Override
  boolean takesSums() {
    return true;
  }

  @Override
  void addSum(int group, long rows, long sum) {
    counts[group] += rows;
  }

  @Override
  boolean takesAll(Accumulator other) {
    return true;
  }

  @Override
  int valueWords() {
    return 0;
  }

  @Override
  void result(int[] groups, int count, Vector out) {
    out.clearNulls();
    long[] values = ((LongVector) out).values;
    for (int i = 0; i < count; i++) {
      values[i] = counts[groups[i]];
    }
  }
}
