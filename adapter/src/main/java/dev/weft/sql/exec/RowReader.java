package dev.weft.sql.exec;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.error.QueryException;
import dev.weft.flow.Labels;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.Value;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of batches as Java values: in the classes that Calcite's generated code expects, or,
 * at the edge of JDBC, with addresses as text. For any number of cursors at once.
 */
public final class RowReader {
  private static final int ROW_BYTES = 64; // the array's header, its place in a list or table
  private static final int VALUE_BYTES = 24; // a reference and a boxed number
  private static final int ADDRESS_BYTES = 64; // a reference, a byte string, its array

  private final int[] positions;
  private final RowForm[] forms;
  private final @Nullable Labels[] labels;
  private final RelDataType[] types;
  private final boolean edge;

  /**
   * @param positions of the batch, by column of the row
   * @param values what stands at each position of the batch
   * @param types by column of the row
   * @param edge true for addresses as text
   */
  public RowReader(
      List<Integer> positions, List<Value> values, List<RelDataType> types, boolean edge) {
    this.positions = positions.stream().mapToInt(Integer::intValue).toArray();
    this.types = types.toArray(new RelDataType[0]);
    this.edge = edge;
    forms = new RowForm[this.positions.length];
    labels = new @Nullable Labels[forms.length];
    for (int i = 0; i < forms.length; i++) {
      Value value = values.get(this.positions[i]);
      forms[i] = RowForm.of(value, types.get(i));
      labels[i] = value.dictionary();
    }
  }

  /** Number of columns. */
  int width() {
    return forms.length;
  }

  RowForm form(int column) {
    return forms[column];
  }

  Vector vector(Batch batch, int column) {
    return batch.vector(positions[column]);
  }

  /** A row as an array. */
  @Nullable Object[] row(Batch batch, int row) {
    @Nullable Object[] values = new @Nullable Object[forms.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(batch, row, i);
    }
    return values;
  }

  /** One value of a row. */
  @Nullable Object value(Batch batch, int row, int column) {
    Vector v = vector(batch, column);
    if (v.isNull(row)) {
      return null;
    }
    return switch (forms[column]) {
      case BOOLEAN -> longs(v, row) != 0;
      case BYTE -> (byte) longs(v, row);
      case SHORT -> (short) longs(v, row);
      case INTEGER -> (int) longs(v, row);
      case LONG -> longs(v, row);
      case FLOAT -> (float) ((DoubleVector) v).values[row];
      case DOUBLE -> ((DoubleVector) v).values[row];
      case DECIMAL -> BigDecimal.valueOf(longs(v, row), types[column].getScale());
      case LABEL -> label(v, row, column);
      case ADDRESS -> address((AddressVector) v, row);
    };
  }

  /** The text of a LABEL that is not NULL. */
  String label(Vector v, int row, int column) {
    return labels(column).label(longs(v, row));
  }

  /** What gives codes of a LABEL their text. */
  Labels labels(int column) {
    Labels texts = labels[column];
    if (texts == null) {
      throw new IllegalStateException("column " + column + " is no text");
    }
    return texts;
  }

  /** Digits behind the point of a DECIMAL. */
  int scale(int column) {
    return types[column].getScale();
  }

  private Object address(AddressVector v, int row) {
    return edge
        ? AddressTexts.format(v.highs[row], v.lows[row])
        : Addresses.bytes(v.highs[row], v.lows[row]);
  }

  /** True where some value of the batch is too large for its column. */
  boolean overflows(Batch batch) {
    for (int i = 0; i < forms.length; i++) {
      if (forms[i].isNarrow() && !fits((LongVector) vector(batch, i), batch.size(), forms[i])) {
        return true;
      }
    }
    return false;
  }

  // No branch in the loop: nearly always all values fit.
  private static boolean fits(LongVector vector, int size, RowForm form) {
    long[] values = vector.values;
    boolean fits = true;
    for (int i = 0; i < size; i++) {
      fits &= form.fits(values[i]);
    }
    return fits;
  }

  /**
   * @throws QueryException if a value of the row is too large for its column
   */
  void check(Batch batch, int row) {
    int column = overflowing(batch, row);
    if (column >= 0) {
      throw new QueryException(
          longs(vector(batch, column), row)
              + " does not fit "
              + types[column].getSqlTypeName()
              + "; cast an operand to BIGINT");
    }
  }

  /** The first column whose value is too large for it, -1 where there is none. */
  int overflowing(Batch batch, int row) {
    for (int i = 0; i < forms.length; i++) {
      Vector v = vector(batch, i);
      if (forms[i].isNarrow() && !v.isNull(row) && !forms[i].fits(longs(v, row))) {
        return i;
      }
    }
    return -1;
  }

  private static long longs(Vector v, int row) {
    return ((LongVector) v).values[row];
  }

  /** Memory of a row as objects in a collection, about. */
  long objectBytes() {
    long bytes = ROW_BYTES;
    for (int i = 0; i < width(); i++) {
      bytes += form(i) == RowForm.ADDRESS ? ADDRESS_BYTES : VALUE_BYTES;
    }
    return bytes;
  }
}
