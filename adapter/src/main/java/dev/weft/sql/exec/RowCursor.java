package dev.weft.sql.exec;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.operator.BatchStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A place in the batches of a running plan. The values of the row there are read straight from the
 * vectors, so columns that nobody reads cost nothing. Columns count from 0; before the first {@link
 * #next} and after the last there is no row. For use by one thread.
 */
public final class RowCursor implements AutoCloseable {
  private final BatchStream stream;
  private final RowReader reader;
  private final @Nullable Vector[] vectors;
  private final AddressTexts addresses = new AddressTexts();
  private @Nullable Batch batch;
  private int @Nullable [] selection;
  private int selected;
  private boolean overflows;
  private int next;
  private int row;

  RowCursor(BatchStream stream, RowReader reader) {
    this.stream = stream;
    this.reader = reader;
    vectors = new @Nullable Vector[reader.width()];
  }

  /**
   * Moves to the next row; false after the last.
   *
   * @throws dev.weft.error.QueryException if a value of the row is too large for its column
   */
  public boolean next() {
    while (next == selected) {
      if (!nextBatch()) {
        return false;
      }
    }
    row = selection == null ? next : selection[next];
    next++;
    if (overflows) {
      reader.check(batch(), row);
    }
    return true;
  }

  /**
   * Moves to the next rows, as many as lie together but at most {@code most}: a {@link RowBlock}
   * that is valid until the next move. Null after the last row.
   *
   * @throws dev.weft.error.QueryException if a value of the first row is too large for its column
   */
  public @Nullable RowBlock nextBlock(int most) {
    while (next == selected) {
      if (!nextBatch()) {
        return null;
      }
    }
    int count = Math.min(most, selected - next);
    if (overflows) {
      reader.check(batch(), position(next));
      int fine = 1;
      while (fine < count && reader.overflowing(batch(), position(next + fine)) < 0) {
        fine++;
      }
      count = fine;
    }
    RowBlock block = new RowBlock(reader, vectors, selection, next, count);
    next += count;
    row = position(next - 1);
    return block;
  }

  private int position(int index) {
    return selection == null ? index : selection[index];
  }

  private boolean nextBatch() {
    Batch b;
    try {
      b = stream.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    batch = b;
    next = 0;
    selected = b == null ? 0 : b.selected();
    selection = b == null ? null : b.selection();
    if (b != null) {
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = reader.vector(b, i);
      }
      overflows = reader.overflows(b);
    }
    return b != null;
  }

  private Batch batch() {
    Batch b = batch;
    if (b == null) {
      throw new IllegalStateException("there is no row");
    }
    return b;
  }

  private Vector vector(int column) {
    Vector v = vectors[column];
    if (v == null) {
      throw new IllegalStateException("there is no row");
    }
    return v;
  }

  /** What {@link #value} returns for the column. */
  public RowForm form(int column) {
    return reader.form(column);
  }

  public boolean isNull(int column) {
    return vector(column).isNull(row);
  }

  /** The value of a column of whole numbers or milliseconds; meaningless where it is NULL. */
  public long whole(int column) {
    return ((LongVector) vector(column)).values[row];
  }

  /** The value of a column of FLOAT or DOUBLE; meaningless where it is NULL. */
  public double real(int column) {
    return ((DoubleVector) vector(column)).values[row];
  }

  /** Digits behind the point of a column of DECIMAL. */
  public int scale(int column) {
    return reader.scale(column);
  }

  /** The text of a column of LABEL or ADDRESS, null where it is NULL. */
  public @Nullable String text(int column) {
    Vector v = vector(column);
    if (v.isNull(row)) {
      return null;
    }
    return v instanceof AddressVector a
        ? addresses.of(a.highs[row], a.lows[row])
        : reader.label(v, row, column);
  }

  /** The value, null for NULL. */
  public @Nullable Object value(int column) {
    return reader.value(batch(), row, column);
  }

  /** The row in the shape that Calcite's code expects. */
  @Nullable Object row(RowShape shape) {
    return shape.row(reader, batch(), row);
  }

  @Override
  public void close() {
    stream.close();
  }
}
