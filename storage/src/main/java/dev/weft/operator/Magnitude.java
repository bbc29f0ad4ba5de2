package dev.weft.operator;

import org.jspecify.annotations.Nullable;

/** How far from 0 longs are. */
final class Magnitude {
  private Magnitude() {}

  /** A number of as many bits as the value furthest from 0. */
  static long of(long[] values, int @Nullable [] rows, int count) {
    long most = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        most |= values[i] ^ values[i] >> 63;
      }
    } else {
      for (int i = 0; i < count; i++) {
        long value = values[rows[i]];
        most |= value ^ value >> 63;
      }
    }
    return most;
  }

  /** No sum of any of the values is further from 0; {@link Long#MAX_VALUE} where it may wrap. */
  static long ofSum(long[] values, int @Nullable [] rows, int count) {
    long most = of(values, rows, count);
    boolean mayWrap =
        Long.numberOfLeadingZeros(most) <= 1 + Long.SIZE - Long.numberOfLeadingZeros(count);
    return mayWrap ? Long.MAX_VALUE : (most + 1) * count;
  }
}
