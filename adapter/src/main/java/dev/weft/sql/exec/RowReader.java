package dev.weft.sql.exec;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.error.QueryException;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Labels;
import dev.weft.flow.ValueKind;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.Value;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of batches as Java values: in the classes that Calcite's generated code expects, or,
 * at the edge of JDBC, with addresses as text.
 */
public final class RowReader {
  private interface Column {
    Object get(Vector vector, int row);
  }

  private final int[] positions;
  private final Column[] columns;

  /**
   * @param positions of the batch, by column of the row
   * @param values what stands at each position of the batch
   * @param types by column of the row
   * @param edge true for addresses as text
   */
  public RowReader(
      List<Integer> positions, List<Value> values, List<RelDataType> types, boolean edge) {
    this.positions = positions.stream().mapToInt(Integer::intValue).toArray();
    this.columns = new Column[this.positions.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(values.get(this.positions[i]), types.get(i), edge);
    }
  }

  /** Number of columns. */
  public int width() {
    return columns.length;
  }

  /** A row as an array. */
  public @Nullable Object[] row(Batch batch, int row) {
    @Nullable Object[] values = new @Nullable Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(batch, row, i);
    }
    return values;
  }

  /** One value of a row. */
  public @Nullable Object value(Batch batch, int row, int column) {
    Vector v = batch.vector(positions[column]);
    return v.isNull(row) ? null : columns[column].get(v, row);
  }

  private static Column column(Value value, RelDataType type, boolean edge) {
    Labels labels = value.dictionary();
    if (labels != null) {
      return (v, row) -> labels.label(longs(v, row));
    }
    if (value.kind() == ValueKind.ADDRESS) {
      return edge
          ? (v, row) -> addressText((AddressVector) v, row)
          : (v, row) ->
              Addresses.bytes(((AddressVector) v).highs[row], ((AddressVector) v).lows[row]);
    }
    if (value.kind() == ValueKind.DOUBLE) {
      return type.getSqlTypeName() == SqlTypeName.REAL
          ? (v, row) -> (float) ((DoubleVector) v).values[row]
          : (v, row) -> ((DoubleVector) v).values[row];
    }
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> (v, row) -> longs(v, row) != 0;
      case TINYINT -> (v, row) -> (byte) fit(longs(v, row), Byte.MIN_VALUE, Byte.MAX_VALUE, type);
      case SMALLINT ->
          (v, row) -> (short) fit(longs(v, row), Short.MIN_VALUE, Short.MAX_VALUE, type);
      case INTEGER, DATE, TIME ->
          (v, row) -> (int) fit(longs(v, row), Integer.MIN_VALUE, Integer.MAX_VALUE, type);
      case DECIMAL -> {
        int scale = type.getScale();
        yield (v, row) -> BigDecimal.valueOf(longs(v, row), scale);
      }
      default -> RowReader::longs;
    };
  }

  private static String addressText(AddressVector v, int row) {
    return new IpAddress(v.highs[row], v.lows[row]).toString();
  }

  private static long longs(Vector v, int row) {
    return ((LongVector) v).values[row];
  }

  private static long fit(long value, long min, long max, RelDataType type) {
    if (value < min || value > max) {
      throw new QueryException(
          value + " does not fit " + type.getSqlTypeName() + "; cast an operand to BIGINT");
    }
    return value;
  }
}
