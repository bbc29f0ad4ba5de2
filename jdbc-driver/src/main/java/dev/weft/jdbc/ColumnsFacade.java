package dev.weft.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The columns of a result. */
final class ColumnsFacade extends Facade<ResultSetMetaData> {
  ColumnsFacade(ResultSetMetaData delegate) {
    super(ResultSetMetaData.class, delegate);
  }

  /** The label, as of most databases: tools that ask for the name mean what the query calls it. */
  public String getColumnName(int column) throws SQLException {
    return delegate.getColumnLabel(column);
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

  /** Digits of a number, characters of anything else; tools make columns of that width. */
  public int getPrecision(int column) throws SQLException {
    int type = delegate.getColumnType(column);
    int size = ColumnDescriptions.size(type, delegate.getPrecision(column));
    if (type != Types.TIMESTAMP && type != Types.TIME) {
      return size;
    }
    int fraction = getScale(column);
    int whole = type == Types.TIME ? size : "2009-02-12 00:00:00".length();
    return fraction == 0 ? whole : whole + 1 + fraction;
  }

  /** Digits after the point; of a second, where it is a time. */
  public int getScale(int column) throws SQLException {
    int type = delegate.getColumnType(column);
    if (type == Types.TIMESTAMP || type == Types.TIME) {
      return Math.max(0, delegate.getPrecision(column)); // what SQL calls a time's precision
    }
    Integer scale = ColumnDescriptions.scale(type, delegate.getScale(column));
    return scale == null ? 0 : scale;
  }

  public int getColumnDisplaySize(int column) throws SQLException {
    return ColumnDescriptions.displaySize(
        delegate.getColumnType(column), getPrecision(column), getScale(column));
  }

  public boolean isSigned(int column) throws SQLException {
    return ColumnDescriptions.isNumber(delegate.getColumnType(column));
  }

  public boolean isCaseSensitive(int column) throws SQLException {
    return ColumnDescriptions.isText(delegate.getColumnType(column));
  }

  public boolean isSearchable(int column) throws SQLException {
    return delegate.getColumnType(column) != Types.OTHER; // whatever a WHERE can ask about
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
