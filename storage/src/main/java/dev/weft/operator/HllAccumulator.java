package dev.weft.operator;

import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Estimates a number of different values from the registers of a HyperLogLog. A row is one register
 * in use; its exponent is {@link #TOP} less the length of the longest run of zeros seen, so that
 * the harmonic mean is summed exactly, in any order.
 *
 * <p>The estimate is LogLog-Beta (Qin, Kim, Tung 2016): one formula from a handful to billions of
 * values, standard error 0.81 % with 16,384 registers.
 *
 * <p>No sketch of a library: one object for each of millions of groups takes more time and memory
 * than rows of a grouping do, which also spill and merge as all others.
 */
final class HllAccumulator extends Accumulator {
  private static final int BITS = 14;

  /** Number of registers. */
  static final int REGISTERS = 1 << BITS;

  private static final int TOP = 48;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

  /** Factors of ln(empty + 1) to the power of 1 to 7, for 14 bits. */
  private static final double[] BETA = {
    0.070471823, 0.17393686, 0.16339839, -0.09237745, 0.03738027, -0.005384159, 0.00042419
  };

  private static final double BETA_EMPTY = -0.370393911;

  private long[] sums = new long[0];

  HllAccumulator() {
    super(true);
  }

  /** The register of a hash. */
  static long register(long hash) {
    return hash >>> 64 - BITS;
  }

  /** {@link #TOP} less the run of zeros after the register's bits and the bit that ends it. */
  static long exponent(long hash) {
    return Math.max(0, TOP - 1 - Long.numberOfLeadingZeros(hash << BITS));
  }

  @Override
  int valueWords() {
    return 1;
  }

  @Override
  void ensure(int capacity) {
    super.ensure(capacity);
    if (sums.length < capacity) {
      sums = Arrays.copyOf(sums, capacity);
    }
  }

  @Override
  void add(int[] groups, int @Nullable [] rows, int count, @Nullable Vector argument) {
    super.add(groups, rows, count, argument);
    if (!(argument instanceof LongVector exponents)) {
      throw new IllegalStateException("no exponents");
    }
    for (int i = 0; i < count; i++) {
      sums[groups[i]] += 1L << exponents.values[rows == null ? i : rows[i]]; // at most 2^14 x 2^47
    }
  }

  @Override
  void combine(int[] groups, int count, long[][] states, int at) {
    super.combine(groups, count, states, at);
    for (int i = 0; i < count; i++) {
      sums[groups[i]] += states[at + 1][i];
    }
  }

  @Override
  void store(int[] groups, int count, long[][] states, int at) {
    super.store(groups, count, states, at);
    for (int i = 0; i < count; i++) {
      states[at + 1][i] = sums[groups[i]];
    }
  }

  @Override
  void result(int[] groups, int count, Vector out) {
    out.clearNulls();
    for (int i = 0; i < count; i++) {
      ((LongVector) out).values[i] = estimate(counts[groups[i]], sums[groups[i]]);
    }
  }

  private static long estimate(long used, long sum) {
    if (used == 0) {
      return 0;
    }
    double empty = REGISTERS - used;
    double log = Math.log(empty + 1);
    double beta = BETA_EMPTY * empty;
    double power = log;
    for (double factor : BETA) {
      beta += factor * power;
      power *= log;
    }
    double mean = Math.scalb((double) sum, -TOP) + empty;
    return Math.max(1, Math.round(ALPHA * REGISTERS * (REGISTERS - empty) / (beta + mean)));
  }

  @Override
  void clear(int limit) {
    super.clear(limit);
    Arrays.fill(sums, 0, limit, 0);
  }
}
