package dev.weft.jdbc.wire;

import java.util.Arrays;

/** Whole numbers, booleans, dates, times and timestamps; decimals of one scale by their digits. */
public final class WholePacker extends ColumnPacker {
  private final boolean decimal;
  private final int scale;
  private long[] values = {};

  private WholePacker(boolean decimal, int scale) {
    this.decimal = decimal;
    this.scale = scale;
  }

  public static WholePacker ofNumbers() {
    return new WholePacker(false, 0);
  }

  /**
   * @param scale of all values, which are collected unscaled
   */
  public static WholePacker ofDecimals(int scale) {
    return new WholePacker(true, scale);
  }

  /** The values, by row; as many as there is room for. */
  public long[] values() {
    return values;
  }

  @Override
  void grow(int room) {
    values = Arrays.copyOf(values, room);
  }

  @Override
  Packing prepare(int rows) {
    return decimal ? Packing.DECIMAL : Packing.WHOLE;
  }

  @Override
  void copy(int from, int to) {
    values[to] = values[from];
  }

  @Override
  void writeValues(WireWriter out, int rows) {
    if (decimal) {
      out.rawSigned(scale);
    }
    PackedNumbers.write(out, values, rows);
  }
}
