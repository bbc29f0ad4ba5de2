package dev.weft.operator;

import dev.weft.batch.Vector;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateFunction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate over all groups of a table: arrays by group number. The state of a group can be
 * taken out as longs and combined into another accumulator of the same making. For one thread.
 */
abstract class Accumulator {
  /** Rows taken a group; empty where nobody needs to know. */
  long[] counts = new long[0];

  final boolean counted;

  /**
   * @param counted false promises that every group takes at least one row, and that their number
   *     does not matter
   */
  Accumulator(boolean counted) {
    this.counted = counted;
  }

  /**
   * An accumulator of a function.
   *
   * @param argument kind of the argument; LONG for COUNT(*)
   * @param counted see {@link #Accumulator}
   */
  static Accumulator of(AggregateFunction function, ValueKind argument, boolean counted) {
    return switch (function) {
      case COUNT -> new CountAccumulator();
      case SUM, SUM0, AVG ->
          argument == ValueKind.DOUBLE
              ? new DoubleSumAccumulator(function, counted || function == AggregateFunction.AVG)
              : new LongSumAccumulator(function, counted || function == AggregateFunction.AVG);
      case MIN, MAX ->
          argument == ValueKind.ADDRESS
              ? new AddressExtremeAccumulator(function == AggregateFunction.MAX, counted)
              : new ExtremeAccumulator(function == AggregateFunction.MAX, counted);
      case COUNT_DISTINCT, APPROX_COUNT_DISTINCT ->
          throw new IllegalArgumentException(function + " is computed in two steps");
    };
  }

  /** Longs that {@link #store} writes a group, counts included. */
  final int stateWords() {
    return (counted ? 1 : 0) + valueWords();
  }

  /** Longs that a value takes. */
  abstract int valueWords();

  /** Makes room for group numbers below {@code capacity}. */
  void ensure(int capacity) {
    if (counted && counts.length < capacity) {
      counts = Arrays.copyOf(counts, capacity);
    }
  }

  /**
   * Takes rows. The argument is not NULL in any of them.
   *
   * @param groups group number of each row, by position in {@code rows}
   * @param rows row numbers in the argument; null = 0 to count - 1
   * @param argument null for COUNT(*)
   */
  void add(int[] groups, int @Nullable [] rows, int count, @Nullable Vector argument) {
    if (counted) {
      long[] c = counts;
      for (int i = 0; i < count; i++) {
        c[groups[i]]++;
      }
    }
  }

  /**
   * Takes rows of one and the same group, as {@link #add} would.
   *
   * @param rows null = rows {@code from} to {@code from + count - 1}, else what stands there
   * @return false where there is no faster way than that; then nothing was taken
   */
  boolean addToOne(
      int group, int @Nullable [] rows, int from, int count, @Nullable Vector argument) {
    return false;
  }

  /** True where the number of rows and their sum say all that this needs to know. */
  boolean takesSums() {
    return false;
  }

  /** Takes rows of a group of which only number (at least 1) and sum are known. */
  void addSum(int group, long rows, long sum) {
    throw new IllegalStateException("a sum does not say enough");
  }

  /** True where {@link #addAll} can take what another accumulator of the same making has. */
  boolean takesAll(Accumulator other) {
    return false;
  }

  /**
   * Takes over the groups of another accumulator of the same making, where {@link #takesAll} says
   * so; equal numbers are equal groups.
   *
   * @param limit group numbers are below it
   */
  void addAll(Accumulator other, int limit) {
    long[] c = counts;
    long[] more = other.counts;
    for (int g = 0; counted && g < limit; g++) {
      c[g] += more[g];
    }
  }

  /** Combines states at columns {@code states[at..]} into groups. */
  void combine(int[] groups, int count, long[][] states, int at) {
    if (counted) {
      for (int i = 0; i < count; i++) {
        counts[groups[i]] += states[at][i];
      }
    }
  }

  /** Writes the states of groups to rows 0 and following of columns {@code states[at..]}. */
  void store(int[] groups, int count, long[][] states, int at) {
    if (counted) {
      for (int i = 0; i < count; i++) {
        states[at][i] = counts[groups[i]];
      }
    }
  }

  /** Writes the results of groups to rows 0 and following. */
  abstract void result(int[] groups, int count, Vector out);

  /** Resets group numbers below a limit. */
  void clear(int limit) {
    if (counted) {
      Arrays.fill(counts, 0, limit, 0);
    }
  }

  /** Marks groups without a row NULL. */
  final void markEmpty(int[] groups, int count, Vector out) {
    out.clearNulls();
    if (counted) {
      boolean[] nulls = null;
      for (int i = 0; i < count; i++) {
        if (counts[groups[i]] == 0) {
          nulls = nulls == null ? out.useNulls() : nulls;
          nulls[i] = true;
        }
      }
    }
  }
}
