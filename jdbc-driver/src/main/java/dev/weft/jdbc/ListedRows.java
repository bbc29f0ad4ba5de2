package dev.weft.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaResultSetMetaData;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.util.ListIteratorCursor;
import org.jspecify.annotations.Nullable;

/** A result whose rows are at hand: an answer about the database. */
final class ListedRows extends AvaticaResultSet {
  private final List<List<@Nullable Object>> rows;

  /** A column of such a result. */
  record Column(String label, int type) {}

  private ListedRows(
      AvaticaStatement statement, Meta.Signature signature, List<List<@Nullable Object>> rows)
      throws SQLException {
    super(
        statement,
        new QueryState(""),
        signature,
        new AvaticaResultSetMetaData(statement, null, signature),
        TimeZone.getTimeZone("UTC"),
        Meta.Frame.EMPTY);
    this.rows = rows;
  }

  /**
   * @param rows values in the classes of their columns: String, Integer, Short, Long or Boolean
   */
  static ResultSet of(
      AvaticaConnection connection, List<Column> columns, List<List<@Nullable Object>> rows)
      throws SQLException {
    List<ColumnMetaData> described = new ArrayList<>();
    for (Column column : columns) {
      described.add(describe(described.size(), column));
    }
    Meta.Signature signature =
        Meta.Signature.create(
            described, "", List.of(), Meta.CursorFactory.LIST, Meta.StatementType.SELECT);
    AvaticaStatement statement = connection.createStatement();
    statement.closeOnCompletion();
    ListedRows result = new ListedRows(statement, signature, rows);
    return result.execute();
  }

  @Override
  protected AvaticaResultSet execute() throws SQLException {
    return execute2(new ListIteratorCursor(rows.iterator()), columnMetaDataList);
  }

  private static ColumnMetaData describe(int ordinal, Column column) {
    ColumnMetaData.AvaticaType type =
        switch (column.type) {
          case Types.INTEGER ->
              ColumnMetaData.scalar(column.type, "INTEGER", ColumnMetaData.Rep.INTEGER);
          case Types.SMALLINT ->
              ColumnMetaData.scalar(column.type, "SMALLINT", ColumnMetaData.Rep.SHORT);
          case Types.BIGINT ->
              ColumnMetaData.scalar(column.type, "BIGINT", ColumnMetaData.Rep.LONG);
          case Types.BOOLEAN ->
              ColumnMetaData.scalar(column.type, "BOOLEAN", ColumnMetaData.Rep.BOOLEAN);
          default -> ColumnMetaData.scalar(Types.VARCHAR, "VARCHAR", ColumnMetaData.Rep.STRING);
        };
    return new ColumnMetaData(
        ordinal,
        false,
        column.type == Types.VARCHAR,
        true,
        false,
        java.sql.DatabaseMetaData.columnNullable,
        column.type != Types.VARCHAR && column.type != Types.BOOLEAN,
        0,
        column.label,
        column.label,
        "",
        0,
        0,
        "",
        "",
        type,
        true,
        false,
        false,
        type.columnClassName());
  }
}
