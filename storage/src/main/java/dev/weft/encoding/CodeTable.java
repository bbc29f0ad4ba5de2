package dev.weft.encoding;

import java.util.Arrays;

/** Finds the code of a value: its index in a list of different values. Immutable. */
final class CodeTable {
  /** {@link #code} of a value that is not in the list. */
  static final int NONE = -1;

  private static final int MAX_DIRECT = 1 << 17;

  private final long min;
  private final int[] direct; // code + 1 by value - min, where the values lie close together
  private final long[] keys;
  private final int[] codes; // code + 1; 0 = free

  /**
   * @param values the first {@code size} are taken, at least one
   */
  CodeTable(long[] values, int size) {
    long least = values[0];
    long greatest = values[0];
    for (int i = 1; i < size; i++) {
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
    }
    min = least;
    long range = greatest - least;
    if (range >= 0 && range < Math.min(MAX_DIRECT, Math.max(256, 64L * size))) {
      direct = new int[(int) range + 1];
      for (int i = 0; i < size; i++) {
        direct[(int) (values[i] - min)] = i + 1;
      }
      keys = new long[0];
      codes = new int[0];
      return;
    }
    direct = new int[0];
    int capacity = Integer.highestOneBit(Math.max(8, size)) * 4;
    keys = new long[capacity];
    codes = new int[capacity];
    Arrays.fill(codes, 0);
    for (int i = 0; i < size; i++) {
      int at = slot(values[i]);
      keys[at] = values[i];
      codes[at] = i + 1;
    }
  }

  /** The index of a value, {@link #NONE} where it is not in the list. */
  int code(long value) {
    if (direct.length > 0) {
      long at = value - min;
      return at >= 0 && at < direct.length ? direct[(int) at] - 1 : NONE;
    }
    return codes[slot(value)] - 1;
  }

  private int slot(long value) {
    int mask = keys.length - 1;
    int at = ValueCounts.hash(value) & mask;
    while (codes[at] != 0 && keys[at] != value) {
      at = at + 1 & mask;
    }
    return at;
  }
}
