package dev.weft.operator;

import dev.weft.batch.DoubleVector;
import dev.weft.batch.Vector;
import dev.weft.operator.Plan.AggregateFunction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SUM and AVG of DOUBLEs in twice the precision of a double: a sum and the rounding errors that it
 * made. So the answer does not depend on the order in which threads meet the rows.
 */
final class DoubleSumAccumulator extends Accumulator {
  private final AggregateFunction function;
  private double[] sums = new double[0];
  private double[] errors = new double[0];

  DoubleSumAccumulator(AggregateFunction function, boolean counted) {
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
      errors = Arrays.copyOf(errors, capacity);
    }
  }

  @Override
  void add(int[] groups, int @Nullable [] rows, int count, @Nullable Vector argument) {
    super.add(groups, rows, count, argument);
    if (!(argument instanceof DoubleVector vector)) {
      throw new IllegalStateException("SUM of no DOUBLE");
    }
    for (int i = 0; i < count; i++) {
      addTo(groups[i], vector.values[rows == null ? i : rows[i]]);
    }
  }

  private void addTo(int g, double value) {
    double old = sums[g];
    double sum = old + value;
    double part = sum - old;
    errors[g] += old - (sum - part) + (value - part);
    sums[g] = sum;
  }

  @Override
  void combine(int[] groups, int count, long[][] states, int at) {
    super.combine(groups, count, states, at);
    int column = at + (counted ? 1 : 0);
    for (int i = 0; i < count; i++) {
      addTo(groups[i], Double.longBitsToDouble(states[column][i]));
      errors[groups[i]] += Double.longBitsToDouble(states[column + 1][i]);
    }
  }

  @Override
  void store(int[] groups, int count, long[][] states, int at) {
    super.store(groups, count, states, at);
    int column = at + (counted ? 1 : 0);
    for (int i = 0; i < count; i++) {
      states[column][i] = Double.doubleToRawLongBits(sums[groups[i]]);
      states[column + 1][i] = Double.doubleToRawLongBits(errors[groups[i]]);
    }
  }

  @Override
  void result(int[] groups, int count, Vector out) {
    if (function == AggregateFunction.SUM0) {
      out.clearNulls();
    } else {
      markEmpty(groups, count, out);
    }
    double[] values = ((DoubleVector) out).values;
    for (int i = 0; i < count; i++) {
      int g = groups[i];
      double sum = sums[g] + errors[g];
      sum = Double.isNaN(sum) ? sums[g] : sum; // an infinite sum has no error
      values[i] = function == AggregateFunction.AVG ? sum / counts[g] : sum;
    }
  }

  @Override
  void clear(int limit) {
    super.clear(limit);
    Arrays.fill(sums, 0, limit, 0);
    Arrays.fill(errors, 0, limit, 0);
  }
}
