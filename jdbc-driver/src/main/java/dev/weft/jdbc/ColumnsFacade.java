package dev.weft.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The columns of a result. */
final class ColumnsFacade extends Facade<ResultSetMetaData> {
  ColumnsFacade(ResultSetMetaData delegate) {
    super(ResultSetMetaData.class, delegate);
  }

  /** The type's name without precision and without Calcite's {@code NOT NULL}. */
  public String getColumnTypeName(int column) throws SQLException {
    return TypeNames.plain(delegate.getColumnTypeName(column));
  }

  public String getTableName(int column) throws SQLException {
    return text(delegate.getTableName(column));
  }

  public String getSchemaName(int column) throws SQLException {
    return text(delegate.getSchemaName(column));
  }

  public String getCatalogName(int column) throws SQLException {
    return text(delegate.getCatalogName(column));
  }

  /** JDBC has an empty text where a column has no such name. */
  private static String text(@Nullable String name) {
    return name == null ? "" : name;
  }

  @Override
  SQLException failure(Throwable cause) {
    return cause instanceof IndexOutOfBoundsException
        ? new SQLException("There is no such column", "07009", cause)
        : Failures.translate(cause);
  }
}
