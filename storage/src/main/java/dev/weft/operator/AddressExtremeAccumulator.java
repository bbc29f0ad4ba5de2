package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Vector;
import dev.weft.flow.IpAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** MIN and MAX of ADDRESSes, which order as unsigned numbers of 128 bits. */
final class AddressExtremeAccumulator extends Accumulator {
  private final long flip;
  private long[] highs = new long[0];
  private long[] lows = new long[0];

  /**
   * @param greatest MAX: the least of all addresses with their bits flipped
   */
  AddressExtremeAccumulator(boolean greatest, boolean counted) {
    super(counted);
    this.flip = greatest ? -1 : 0;
  }

  @Override
  int valueWords() {
    return 2;
  }

  @Override
  void ensure(int capacity) {
    super.ensure(capacity);
    int old = lows.length;
    if (old < capacity) {
      highs = Arrays.copyOf(highs, capacity);
      lows = Arrays.copyOf(lows, capacity);
      Arrays.fill(highs, old, capacity, -1);
      Arrays.fill(lows, old, capacity, -1);
    }
  }

  @Override
  void add(int[] groups, int @Nullable [] rows, int count, @Nullable Vector argument) {
    super.add(groups, rows, count, argument);
    if (!(argument instanceof AddressVector vector)) {
      throw new IllegalStateException("MIN or MAX of no address");
    }
    for (int i = 0; i < count; i++) {
      take(
          groups[i],
          vector.highs[rows == null ? i : rows[i]] ^ flip,
          vector.lows[rows == null ? i : rows[i]] ^ flip);
    }
  }

  private void take(int g, long high, long low) {
    if (IpAddress.compare(high, low, highs[g], lows[g]) < 0) {
      highs[g] = high;
      lows[g] = low;
    }
  }

  @Override
  void combine(int[] groups, int count, long[][] states, int at) {
    super.combine(groups, count, states, at);
    int column = at + (counted ? 1 : 0);
    for (int i = 0; i < count; i++) {
      take(groups[i], states[column][i], states[column + 1][i]);
    }
  }

  @Override
  void store(int[] groups, int count, long[][] states, int at) {
    super.store(groups, count, states, at);
    int column = at + (counted ? 1 : 0);
    for (int i = 0; i < count; i++) {
      states[column][i] = highs[groups[i]];
      states[column + 1][i] = lows[groups[i]];
    }
  }

  @Override
  void result(int[] groups, int count, Vector out) {
    markEmpty(groups, count, out);
    AddressVector vector = (AddressVector) out;
    vector.allIpv4(false);
    for (int i = 0; i < count; i++) {
      vector.highs[i] = highs[groups[i]] ^ flip;
      vector.lows[i] = lows[groups[i]] ^ flip;
    }
  }

  @Override
  void clear(int limit) {
    super.clear(limit);
    Arrays.fill(highs, 0, limit, -1);
    Arrays.fill(lows, 0, limit, -1);
  }
}
