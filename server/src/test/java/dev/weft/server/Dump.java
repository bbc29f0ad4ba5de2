package dev.weft.server;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;

/** Everything a result set tells, as text: two that tell the same give the same. */
final class Dump {
  private Dump() {}

  static String of(ResultSet rows) throws SQLException {
    StringBuilder out = new StringBuilder();
    ResultSetMetaData columns = rows.getMetaData();
    int width = columns.getColumnCount();
    for (int i = 1; i <= width; i++) {
      out.append(columns.getColumnLabel(i)).append('|').append(columns.getColumnName(i));
      out.append('|').append(columns.getColumnType(i)).append('|');
      out.append(columns.getColumnTypeName(i)).append('|').append(columns.getColumnClassName(i));
      out.append('|').append(columns.getPrecision(i)).append('|').append(columns.getScale(i));
      out.append('|').append(columns.isNullable(i)).append('|').append(columns.isSigned(i));
      out.append('|').append(columns.getColumnDisplaySize(i));
      out.append('|').append(columns.getTableName(i)).append('|').append(columns.isSearchable(i));
      out.append('|').append(columns.isCaseSensitive(i)).append('\n');
    }
    while (rows.next()) {
      for (int i = 1; i <= width; i++) {
        value(out, rows, i);
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static void value(StringBuilder out, ResultSet rows, int i) throws SQLException {
    Object value = rows.getObject(i);
    boolean wasNull = rows.wasNull();
    out.append(rows.getString(i)).append('~');
    if (value == null) {
      out.append("null").append(wasNull).append(rows.getLong(i)).append(rows.wasNull());
    } else {
      out.append(value.getClass().getSimpleName()).append('~');
      out.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
      if (value instanceof Number) {
        out.append('~').append(rows.getLong(i)).append('~').append(rows.getDouble(i));
        out.append('~').append(rows.getBigDecimal(i)).append('~').append(rows.getBoolean(i));
      } else if (value instanceof java.sql.Timestamp) {
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"), Locale.ROOT);
        out.append('~').append(rows.getTimestamp(i)).append('~').append(rows.getLong(i));
        out.append('~').append(rows.getTimestamp(i, tokyo).getTime());
        out.append('~').append(rows.getObject(i, LocalDateTime.class));
        out.append('~').append(rows.getDate(i)).append('~').append(rows.getTime(i));
      }
    }
    out.append(';');
  }
}
