package dev.weft.jdbc;

import dev.weft.sql.exec.RowForm;
import java.sql.Types;
import java.util.Calendar;
import java.util.List;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.util.AbstractCursor;
import org.apache.calcite.avatica.util.ArrayImpl;
import org.jspecify.annotations.Nullable;

/**
 * Rows in two ways: values for Calcite's accessors, which know every conversion, and the common
 * getters without a detour. Both note whether the value was NULL in the same place. Columns count
 * from 0.
 */
abstract class DirectCursor extends AbstractCursor {
  private final TimestampTexts timestamps = new TimestampTexts();
  private boolean[] direct = {};
  private int[] types = {};
  private int[] digits = {};

  /** What {@link #valueAt} returns for the column. */
  abstract RowForm form(int column);

  abstract boolean isNullAt(int column);

  /** A whole number, a timestamp in milliseconds; meaningless for NULL. */
  abstract long wholeAt(int column);

  /** The text of a label or an address, which is not NULL. */
  abstract @Nullable String textAt(int column);

  abstract @Nullable Object valueAt(int column);

  @Override
  public List<Accessor> createAccessors(
      List<ColumnMetaData> columns, Calendar calendar, ArrayImpl.Factory factory) {
    int width = columns.size();
    direct = new boolean[width];
    types = new int[width];
    digits = new int[width];
    for (int i = 0; i < width; i++) {
      types[i] = columns.get(i).type.id;
      digits[i] = columns.get(i).precision;
      direct[i] = isPlain(types[i], form(i));
    }
    return super.createAccessors(columns, calendar, factory);
  }

  /** True where Calcite's accessor does nothing but hand on the value or its plain text. */
  private static boolean isPlain(int type, RowForm form) {
    return switch (form) {
      case BOOLEAN -> type == Types.BOOLEAN;
      case BYTE -> type == Types.TINYINT;
      case SHORT -> type == Types.SMALLINT;
      case INTEGER -> type == Types.INTEGER;
      case LONG -> type == Types.BIGINT || type == Types.TIMESTAMP;
      case FLOAT -> type == Types.REAL;
      case DOUBLE -> type == Types.DOUBLE || type == Types.FLOAT;
      case DECIMAL -> type == Types.DECIMAL;
      case LABEL, ADDRESS -> type == Types.VARCHAR;
    };
  }

  @Override
  protected Getter createGetter(int column) {
    return new Getter() {
      @Override
      public @Nullable Object getObject() {
        return note(valueAt(column));
      }

      @Override
      public boolean wasNull() {
        return wasNull[0];
      }
    };
  }

  private <T> @Nullable T note(@Nullable T value) {
    wasNull[0] = value == null;
    return value;
  }

  /** True where the getters below may be asked for a column; else Calcite's accessor knows how. */
  final boolean isDirect(int column) {
    return direct[column];
  }

  /** True for a column whose value says all: Calcite's accessors change nothing but its class. */
  final boolean isBare(int column) {
    return direct[column]
        || form(column) == RowForm.INTEGER
            && (types[column] == Types.DATE || types[column] == Types.TIME);
  }

  /** True for a direct column of whole numbers. */
  final boolean isWhole(int column) {
    return direct[column]
        && switch (types[column]) {
          case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> true;
          default -> false;
        };
  }

  /** A whole number, or a timestamp in milliseconds; 0 for NULL. */
  final long whole(int column) {
    return notesNull(column) ? 0 : wholeAt(column);
  }

  private boolean notesNull(int column) {
    boolean isNull = isNullAt(column);
    wasNull[0] = isNull;
    return isNull;
  }

  /** As {@code ResultSet.getString}. */
  final @Nullable String text(int column) {
    if (notesNull(column)) {
      return null;
    }
    return switch (form(column)) {
      case LABEL, ADDRESS -> textAt(column);
      case BYTE, SHORT, INTEGER -> WholeTexts.of(wholeAt(column));
      case LONG ->
          isTimestamp(column)
              ? timestamps.of(wholeAt(column), digits[column])
              : WholeTexts.of(wholeAt(column));
      case BOOLEAN, FLOAT, DOUBLE, DECIMAL -> String.valueOf(valueAt(column));
    };
  }

  final boolean isTimestamp(int column) {
    return types[column] == Types.TIMESTAMP;
  }

  /** As {@code ResultSet.getObject}, of a column that is no timestamp. */
  final @Nullable Object object(int column) {
    RowForm form = form(column);
    return note(
        form == RowForm.ADDRESS || form == RowForm.LABEL ? textAt(column) : valueAt(column));
  }
}
