package dev.weft.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The common getters of a row: of batches, where there are batches and the column is a plain one,
 * else Calcite's. What they return is the same. Columns count from 1.
 */
final class RowValues {
  private final ResultSet rows;
  private final @Nullable BatchCursor batches;

  RowValues(ResultSet rows) {
    this.rows = rows;
    batches = rows instanceof LiveRows live ? live.batches() : null;
  }

  private @Nullable BatchCursor direct(int column) {
    return batches != null && batches.isDirect(column - 1) ? batches : null;
  }

  /** The value in the class of its type; a date or time as {@link ResultSet#getObject} has it. */
  @Nullable Object object(int column) throws SQLException {
    BatchCursor direct = direct(column);
    return direct != null && !direct.isTimestamp(column - 1)
        ? direct.object(column - 1)
        : rows.getObject(column);
  }

  @Nullable String text(int column) throws SQLException {
    BatchCursor direct = direct(column);
    return direct != null ? direct.text(column - 1) : rows.getString(column);
  }

  /** True where {@link #whole} tells all there is to know of the column. */
  boolean isWhole(int column) {
    return batches != null && batches.isWhole(column - 1);
  }

  /** A whole number; a timestamp or time in milliseconds; a date in days; 0 for NULL. */
  long whole(int column) throws SQLException {
    BatchCursor direct = direct(column);
    return direct != null ? direct.whole(column - 1) : rows.getLong(column);
  }
}
