package dev.weft.batch;

import dev.weft.flow.ValueKind;

/** A column of {@code double}s. */
public final class DoubleVector extends Vector {
  /** A value a row. */
  public final double[] values;

  public DoubleVector(int capacity) {
    values = new double[capacity];
  }

  @Override
  public ValueKind kind() {
    return ValueKind.DOUBLE;
  }

  @Override
  public int capacity() {
    return values.length;
  }
}
