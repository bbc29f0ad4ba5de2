package dev.weft.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** The columns of a result. */
final class ColumnsFacade extends Facade<ResultSetMetaData> {
  ColumnsFacade(ResultSetMetaData delegate) {
    super(ResultSetMetaData.class, delegate);
  }

  /** The type's name without precision and without Calcite's {@code NOT NULL}. */
  public String getColumnTypeName(int column) throws SQLException {
    return TypeNames.plain(delegate.getColumnTypeName(column));
  }

  @Override
  SQLException failure(Throwable cause) {
    return cause instanceof IndexOutOfBoundsException
        ? new SQLException("There is no such column", "07009", cause)
        : Failures.translate(cause);
  }
}
