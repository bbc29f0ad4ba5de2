package dev.weft.operator;

import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;

/** COUNT: the count that any accumulator can keep, and nothing else. */
final class CountAccumulator extends Accumulator {
  CountAccumulator() {
    super(true);
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
