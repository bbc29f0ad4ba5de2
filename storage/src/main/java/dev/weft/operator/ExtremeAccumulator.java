package dev.weft.operator;

import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** MIN and MAX of LONGs, and of DOUBLEs as longs of the same order. */
final class ExtremeAccumulator extends Accumulator {
  private final long flip;
  private long[] least = new long[0];

  /**
   * @param greatest MAX: the least of all values with their bits flipped
   */
  ExtremeAccumulator(boolean greatest, boolean counted) {
    super(counted);
    this.flip = greatest ? -1 : 0;
  }

  @Override
  int valueWords() {
    return 1;
  }

  @Override
  void ensure(int capacity) {
    super.ensure(capacity);
    int old = least.length;
    if (old < capacity) {
      least = Arrays.copyOf(least, capacity);
      Arrays.fill(least, old, capacity, Long.MAX_VALUE);
    }
  }

  @Override
  void add(int[] groups, int @Nullable [] rows, int count, @Nullable Vector argument) {
    super.add(groups, rows, count, argument);
    if (argument instanceof LongVector vector) {
      long[] values = vector.values;
      for (int i = 0; i < count; i++) {
        int g = groups[i];
        least[g] = Math.min(least[g], values[rows == null ? i : rows[i]] ^ flip);
      }
    } else if (argument instanceof DoubleVector vector) {
      for (int i = 0; i < count; i++) {
        int g = groups[i];
        least[g] =
            Math.min(
                least[g], SortLayout.sortable(vector.values[rows == null ? i : rows[i]]) ^ flip);
      }
    } else {
      throw new IllegalStateException("MIN or MAX of no number");
    }
  }

  @Override
  void combine(int[] groups, int count, long[][] states, int at) {
    super.combine(groups, count, states, at);
    long[] values = states[at + (counted ? 1 : 0)];
    for (int i = 0; i < count; i++) {
      least[groups[i]] = Math.min(least[groups[i]], values[i]);
    }
  }

  @Override
  void store(int[] groups, int count, long[][] states, int at) {
    super.store(groups, count, states, at);
    long[] values = states[at + (counted ? 1 : 0)];
    for (int i = 0; i < count; i++) {
      values[i] = least[groups[i]];
    }
  }

  @Override
  void result(int[] groups, int count, Vector out) {
    markEmpty(groups, count, out);
    if (out instanceof LongVector vector) {
      for (int i = 0; i < count; i++) {
        vector.values[i] = least[groups[i]] ^ flip;
      }
    } else if (out instanceof DoubleVector vector) {
      for (int i = 0; i < count; i++) {
        vector.values[i] = SortLayout.unsortable(least[groups[i]] ^ flip);
      }
    }
  }

  @Override
  void clear(int limit) {
    super.clear(limit);
    Arrays.fill(least, 0, limit, Long.MAX_VALUE);
  }
}
