package dev.weft.jdbc;

import dev.weft.sql.exec.RowCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The common getters of a row: at hand, where there are any and the column is a plain one, else
 * Calcite's. What they return is the same. Columns count from 1.
 */
final class RowValues {
  private final ResultSet rows;
  private final @Nullable DirectCursor source;

  RowValues(ResultSet rows) {
    this.rows = rows;
    source = rows instanceof DirectRows there ? there.direct() : null;
  }

  /** The batches that the rows lie in; null where they don't, or are changed by accessors. */
  @Nullable RowCursor batches(int width) {
    if (!(source instanceof BatchCursor batches)) {
      return null;
    }
    for (int i = 0; i < width; i++) {
      if (!batches.isBare(i)) {
        return null;
      }
    }
    return batches.rows();
  }

  private @Nullable DirectCursor direct(int column) {
    return source != null && source.isDirect(column - 1) ? source : null;
  }

  /** The value in the class of its type; a date or time as {@link ResultSet#getObject} has it. */
  @Nullable Object object(int column) throws SQLException {
    DirectCursor direct = direct(column);
    return direct != null && !direct.isTimestamp(column - 1)
        ? direct.object(column - 1)
        : rows.getObject(column);
  }

  @Nullable String text(int column) throws SQLException {
    DirectCursor direct = direct(column);
    return direct != null ? direct.text(column - 1) : rows.getString(column);
  }

  /** True where {@link #whole} tells all there is to know of the column. */
  boolean isWhole(int column) {
    return source != null && source.isWhole(column - 1);
  }

  /** A whole number; a timestamp or time in milliseconds; a date in days; 0 for NULL. */
  long whole(int column) throws SQLException {
    DirectCursor direct = direct(column);
    return direct != null ? direct.whole(column - 1) : rows.getLong(column);
  }
}
