package dev.weft.batch;

import dev.weft.flow.ValueKind;

/** A column of {@code long}s. */
public final class LongVector extends Vector {
  /** A value a row. */
  public final long[] values;

  public LongVector(int capacity) {
    values = new long[capacity];
  }

  @Override
  public ValueKind kind() {
    return ValueKind.LONG;
  }

  @Override
  public int capacity() {
    return values.length;
  }
}
