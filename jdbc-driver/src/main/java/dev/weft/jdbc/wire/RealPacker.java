package dev.weft.jdbc.wire;

import java.util.Arrays;

/** Values of FLOAT or DOUBLE, bit by bit as they are. */
public final class RealPacker extends ColumnPacker {
  private final boolean single;
  private double[] values = {};

  /**
   * @param single true for FLOAT
   */
  public RealPacker(boolean single) {
    this.single = single;
  }

  /** The values, by row; as many as there is room for. */
  public double[] values() {
    return values;
  }

  @Override
  void grow(int room) {
    values = Arrays.copyOf(values, room);
  }

  @Override
  Packing prepare(int rows) {
    return Packing.REAL;
  }

  @Override
  void copy(int from, int to) {
    values[to] = values[from];
  }

  @Override
  void writeValues(WireWriter out, int rows) {
    int width = single ? Float.BYTES : Double.BYTES;
    out.rawByte(width);
    int at = out.room(rows * width);
    byte[] bytes = out.array();
    for (int i = 0; i < rows; i++) {
      if (single) {
        PackedNumbers.putInt(bytes, at + width * i, Float.floatToRawIntBits((float) values[i]));
      } else {
        PackedNumbers.putLong(bytes, at + width * i, Double.doubleToRawLongBits(values[i]));
      }
    }
  }
}
