package dev.weft.operator;

import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.error.QueryException;
import dev.weft.operator.Plan.AggregateFunction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SUM and AVG of LONGs, exact: a sum wraps, and each wrap is counted in a carry, so it is only at
 * the end that a sum which 64 bits do not hold is an error. Carries are so rare that their array is
 * made when the first one comes.
 */
final class LongSumAccumulator extends Accumulator {
  private static final double TWO_TO_64 = 0x1p64;

  /** The values of a batch, of at most so many bits each, add up to far less than 2^63. */
  private static final int SAFE_BITS = 48;

  /** Sums that are never further from 0 than this need not be watched. */
  private static final long MOST_SUM = 1L << 62;

  private final AggregateFunction function;
  private long[] sums = new long[0];
  private long bound; // no sum is further from 0, unless it is above MOST_SUM
  private long @Nullable [] carries;

  LongSumAccumulator(AggregateFunction function, boolean counted) {
    super(counted);
    this.function = function;
  }

  @Override
  int valueWords() {
    return 2;
  }

  @Override
  void ensure(int capacity) {
    super.ensure(capacity);
    if (sums.length < capacity) {
      sums = Arrays.copyOf(sums, capacity);
    }
    if (carries != null) {
      carries = Arrays.copyOf(carries, sums.length);
    }
  }

  @Override
  void add(int[] groups, int @Nullable [] rows, int count, @Nullable Vector argument) {
    super.add(groups, rows, count, argument);
    if (!(argument instanceof LongVector vector)) {
      throw new IllegalStateException("SUM of no LONG");
    }
    if (mayBeFree(vector.values, rows, count)) {
      addFree(groups, rows, count, vector.values);
    } else {
      addWatched(groups, rows, count, vector.values);
    }
  }

  /** Raises the bound by the values; true where no sum can wrap. */
  private boolean mayBeFree(long[] values, int @Nullable [] rows, int count) {
    long further = Magnitude.ofSum(values, rows, count);
    bound = further > MOST_SUM - bound ? Long.MAX_VALUE : bound + further;
    return bound <= MOST_SUM;
  }

  /**
   * As {@link #add}, where keys number the groups.
   *
   * @param present set for the groups
   * @return false where there is no faster way than that; then nothing was taken
   */
  boolean addAt(long[] keys, boolean[] present, int @Nullable [] rows, int count, long[] values) {
    if (counted || !mayBeFree(values, rows, count)) {
      return false;
    }
    long[] s = sums;
    for (int i = 0; i < count; i++) {
      int g = (int) keys[i];
      present[g] = true;
      s[g] += values[rows == null ? i : rows[i]];
    }
    return true;
  }

  private void addFree(int[] groups, int @Nullable [] rows, int count, long[] values) {
    long[] s = sums;
    for (int i = 0; i < count; i++) {
      s[groups[i]] += values[rows == null ? i : rows[i]];
    }
  }

  private void addWatched(int[] groups, int @Nullable [] rows, int count, long[] values) {
    long[] s = sums;
    for (int i = 0; i < count; i++) {
      int g = groups[i];
      long value = values[rows == null ? i : rows[i]];
      long old = s[g];
      long sum = old + value;
      s[g] = sum;
      if (((old ^ sum) & (value ^ sum)) < 0) {
        carry(g, value < 0 ? -1 : 1);
      }
    }
  }

  @Override
  boolean addToOne(
      int group, int @Nullable [] rows, int from, int count, @Nullable Vector argument) {
    if (!(argument instanceof LongVector vector)) {
      throw new IllegalStateException("SUM of no LONG");
    }
    long[] values = vector.values;
    long sum = 0;
    long sizes = 0;
    for (int i = from; i < from + count; i++) {
      long value = values[rows == null ? i : rows[i]];
      sum += value;
      sizes |= value ^ value >> 63;
    }
    if (sizes >>> SAFE_BITS != 0) {
      return false; // so large that the sum of a batch may have wrapped
    }
    if (counted) {
      counts[group] += count;
    }
    addWhole(group, sum);
    return true;
  }

  @Override
  boolean takesSums() {
    return true;
  }

  @Override
  void addSum(int group, long rows, long sum) {
    if (counted) {
      counts[group] += rows;
    }
    addWhole(group, sum);
  }

  private void addWhole(int group, long value) {
    long further = value ^ value >> 63;
    bound = further >= MOST_SUM - bound ? Long.MAX_VALUE : bound + further + 1;
    long old = sums[group];
    long sum = old + value;
    sums[group] = sum;
    if (((old ^ sum) & (value ^ sum)) < 0) {
      carry(group, value < 0 ? -1 : 1);
    }
  }

  @Override
  boolean takesAll(Accumulator other) {
    return other instanceof LongSumAccumulator o
        && bound <= MOST_SUM
        && o.bound <= MOST_SUM - bound;
  }

  @Override
  void addAll(Accumulator other, int limit) {
    super.addAll(other, limit);
    LongSumAccumulator o = (LongSumAccumulator) other;
    bound += o.bound;
    long[] s = sums;
    long[] more = o.sums;
    for (int g = 0; g < limit; g++) {
      s[g] += more[g];
    }
  }

  @Override
  void combine(int[] groups, int count, long[][] states, int at) {
    super.combine(groups, count, states, at);
    bound = Long.MAX_VALUE;
    int column = at + (counted ? 1 : 0);
    long[] values = states[column];
    long[] wraps = states[column + 1];
    for (int i = 0; i < count; i++) {
      int g = groups[i];
      long value = values[i];
      long old = sums[g];
      long sum = old + value;
      sums[g] = sum;
      long carry = ((old ^ sum) & (value ^ sum)) < 0 ? value < 0 ? -1 : 1 : 0;
      if ((carry | wraps[i]) != 0) {
        carry(g, carry + wraps[i]);
      }
    }
  }

  private void carry(int group, long wraps) {
    if (carries == null) {
      carries = new long[sums.length];
    }
    carries[group] += wraps;
  }

  @Override
  void store(int[] groups, int count, long[][] states, int at) {
    super.store(groups, count, states, at);
    int column = at + (counted ? 1 : 0);
    for (int i = 0; i < count; i++) {
      states[column][i] = sums[groups[i]];
    }
    if (carries == null) {
      Arrays.fill(states[column + 1], 0, count, 0);
    } else {
      for (int i = 0; i < count; i++) {
        states[column + 1][i] = carries[groups[i]];
      }
    }
  }

  @Override
  void result(int[] groups, int count, Vector out) {
    if (function == AggregateFunction.SUM0) {
      out.clearNulls();
    } else {
      markEmpty(groups, count, out);
    }
    if (out instanceof DoubleVector averages) {
      for (int i = 0; i < count; i++) {
        int g = groups[i];
        double sum = carries == null ? sums[g] : sums[g] + TWO_TO_64 * carries[g];
        averages.values[i] = sum / counts[g];
      }
    } else if (out instanceof LongVector totals) {
      for (int i = 0; i < count; i++) {
        int g = groups[i];
        if (carries != null && carries[g] != 0) {
          throw new QueryException(
              "SUM overflows BIGINT: a sum of the query is not between -2^63 and 2^63 - 1; sum"
                  + " CAST(... AS DOUBLE) for an estimate");
        }
        totals.values[i] = sums[g];
      }
    }
  }

  @Override
  void clear(int limit) {
    super.clear(limit);
    Arrays.fill(sums, 0, limit, 0);
    carries = null;
    bound = 0;
  }
}
