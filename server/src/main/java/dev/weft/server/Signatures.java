package dev.weft.server;

import dev.weft.jdbc.wire.Rep;
import dev.weft.jdbc.wire.WireColumn;
import dev.weft.jdbc.wire.WireParameter;
import dev.weft.jdbc.wire.WireSignature;
import java.sql.ParameterMetaData;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement takes and returns, in the protocol's terms. */
final class Signatures {
  private Signatures() {}

  static WireSignature of(
      @Nullable ResultSetMetaData columns, @Nullable ParameterMetaData parameters, String sql)
      throws SQLException {
    List<WireColumn> wireColumns = new ArrayList<>();
    for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
      wireColumns.add(column(columns, i));
    }
    List<WireParameter> wireParameters = new ArrayList<>();
    for (int i = 1; parameters != null && i <= parameters.getParameterCount(); i++) {
      wireParameters.add(parameter(parameters, i));
    }
    return new WireSignature(wireColumns, sql, wireParameters);
  }

  private static WireColumn column(ResultSetMetaData columns, int i) throws SQLException {
    int type = columns.getColumnType(i);
    Rep rep = Rep.ofColumn(type);
    boolean isText = rep == Rep.STRING && type != Types.CHAR;
    return new WireColumn(
        i - 1,
        columns.getColumnLabel(i),
        columns.getColumnName(i),
        text(columns.getSchemaName(i)),
        text(columns.getTableName(i)),
        text(columns.getCatalogName(i)),
        isText ? Types.VARCHAR : type,
        columns.getColumnTypeName(i),
        rep,
        columns.getColumnClassName(i),
        precision(columns, i),
        columns.getScale(i),
        columns.getColumnDisplaySize(i),
        columns.isNullable(i),
        columns.isAutoIncrement(i),
        columns.isCaseSensitive(i),
        columns.isSearchable(i),
        columns.isCurrency(i),
        columns.isSigned(i));
  }

  private static WireParameter parameter(ParameterMetaData parameters, int i) throws SQLException {
    return new WireParameter(
        parameters.isSigned(i),
        parameters.getPrecision(i),
        parameters.getScale(i),
        parameters.getParameterType(i),
        text(parameters.getParameterTypeName(i)),
        text(parameters.getParameterClassName(i)),
        "?" + i);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** As SQL means it: of a time, the digits of its seconds' fraction. */
  private static int precision(ResultSetMetaData columns, int i) throws SQLException {
    int type = columns.getColumnType(i);
    return type == Types.TIMESTAMP || type == Types.TIME
        ? columns.getScale(i)
        : columns.getPrecision(i);
  }
}
