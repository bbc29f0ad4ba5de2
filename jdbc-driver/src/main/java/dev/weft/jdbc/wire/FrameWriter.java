package dev.weft.jdbc.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@code Frame}: some rows of a result, value by value. For use by one thread.
 *
 * <p>A row is a message of column values, each a message around the value; no objects are made.
 */
public final class FrameWriter {
  private static final int ROWS = 3;
  private static final int VALUES = 1;
  private static final int SCALAR = 4;

  private final WireWriter out;
  private final int frame;
  private int row;
  private int rowStart;

  FrameWriter(WireWriter out, int field, long offset) {
    this.out = out;
    frame = out.begin(field);
    out.number(1, offset);
  }

  /** Bytes written so far. */
  public int size() {
    return out.size();
  }

  public void beginRow() {
    rowStart = out.size();
    row = out.begin(ROWS);
  }

  public void endRow() {
    out.end(row);
  }

  /** Takes back the row that was begun. */
  public void dropRow() {
    out.cut(rowStart);
  }

  /** Writes rows as columns, as {@link Packing} says; then there are no others in the frame. */
  public void packed(List<? extends ColumnPacker> columns, int rows) {
    int block = out.begin(Packing.FIELD);
    out.rawNumber(rows);
    out.rawNumber(columns.size());
    for (ColumnPacker column : columns) {
      column.write(out, rows);
      column.clear();
    }
    out.end(block);
  }

  /**
   * @param done true where no more rows follow
   */
  void end(boolean done) {
    out.flag(2, done);
    out.end(frame);
  }

  /** A whole number, a date in days, a time or timestamp in milliseconds. */
  public void whole(Rep rep, long number) {
    int column = out.begin(VALUES);
    WireValue.writeWhole(out, SCALAR, rep, number);
    out.end(column);
  }

  public void text(@Nullable String text) {
    if (text == null) {
      none();
    } else {
      int column = out.begin(VALUES);
      WireValue.writeText(out, SCALAR, Rep.STRING, text);
      out.end(column);
    }
  }

  public void none() {
    int column = out.begin(VALUES);
    WireValue.writeNull(out, SCALAR);
    out.end(column);
  }

  /** A boolean, float, double, decimal, or bytes. */
  public void object(@Nullable Object value) {
    int column = out.begin(VALUES);
    WireValue.write(out, SCALAR, value);
    out.end(column);
  }
}
