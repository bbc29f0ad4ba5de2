package dev.weft.sql.exec;

import dev.weft.batch.AddressVector;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a {@link RowCursor} that lie together in a batch, to be copied column by column.
 * Columns count from 0. Valid until the cursor moves; for use by one thread.
 */
public final class RowBlock {
  private final RowReader reader;
  private final @Nullable Vector[] vectors;
  private final int @Nullable [] selection;
  private final int first;
  private final int count;

  /**
   * @param first of the selected rows, or of all without a selection
   */
  RowBlock(
      RowReader reader,
      @Nullable Vector[] vectors,
      int @Nullable [] selection,
      int first,
      int count) {
    this.reader = reader;
    this.vectors = vectors;
    this.selection = selection;
    this.first = first;
    this.count = count;
  }

  /** Number of rows, at least 1. */
  public int count() {
    return count;
  }

  private Vector vector(int column) {
    Vector v = vectors[column];
    if (v == null) {
      throw new IllegalStateException("there is no row");
    }
    return v;
  }

  /**
   * Marks the rows that are NULL.
   *
   * @param out from {@code at} on, where there are nulls; else it is left as it was
   * @return false where no row is NULL
   */
  public boolean nulls(int column, boolean[] out, int at) {
    Vector v = vector(column);
    if (!v.hasNulls()) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      out[at + i] = v.isNull(selection == null ? first + i : selection[first + i]);
    }
    return true;
  }

  /** Copies whole numbers, milliseconds, codes, or unscaled decimals; NULL is any number. */
  public void wholes(int column, long[] out, int at) {
    copy(((LongVector) vector(column)).values, out, at);
  }

  /** Copies values of FLOAT or DOUBLE; NULL is any number. */
  public void reals(int column, double[] out, int at) {
    double[] values = ((DoubleVector) vector(column)).values;
    if (selection == null) {
      System.arraycopy(values, first, out, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      out[at + i] = values[selection[first + i]];
    }
  }

  /** Copies addresses; NULL is any address. */
  public void addresses(int column, long[] highs, long[] lows, int at) {
    AddressVector v = (AddressVector) vector(column);
    copy(v.highs, highs, at);
    copy(v.lows, lows, at);
  }

  private void copy(long[] values, long[] out, int at) {
    if (selection == null) {
      System.arraycopy(values, first, out, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      out[at + i] = values[selection[first + i]];
    }
  }

  /** What gives the codes of a LABEL their text. */
  public Labels labels(int column) {
    return reader.labels(column);
  }
}
