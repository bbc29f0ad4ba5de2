package dev.weft.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves the rows of a result set to a {@link RowWriter}, as text. */
final class ResultPrinter {
  private ResultPrinter() {}

  /** Prints all rows; returns their number. */
  static long print(ResultSet rows, RowWriter writer) throws SQLException, IOException {
    ResultSetMetaData metadata = rows.getMetaData();
    int width = metadata.getColumnCount();
    int[] types = new int[width];
    List<RowWriter.Column> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      types[i] = metadata.getColumnType(i + 1);
      columns.add(new RowWriter.Column(metadata.getColumnLabel(i + 1), kind(types[i])));
    }
    writer.begin(columns);
    @Nullable String[] values = new @Nullable String[width];
    long count = 0;
    while (rows.next()) {
      for (int i = 0; i < width; i++) {
        values[i] = text(rows, i + 1, types[i]);
      }
      writer.row(values);
      count++;
    }
    writer.end();
    return count;
  }

  private static RowWriter.Kind kind(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.DECIMAL,
          Types.NUMERIC,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE ->
          RowWriter.Kind.NUMBER;
      case Types.BOOLEAN, Types.BIT -> RowWriter.Kind.BOOLEAN;
      default -> RowWriter.Kind.TEXT;
    };
  }

  private static @Nullable String text(ResultSet rows, int column, int type) throws SQLException {
    switch (type) {
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> {
        double value = rows.getDouble(column);
        return rows.wasNull() ? null : plain(value);
      }
      case Types.DECIMAL, Types.NUMERIC -> {
        BigDecimal value = rows.getBigDecimal(column);
        return value == null ? null : value.toPlainString();
      }
      case Types.CHAR -> {
        String value = rows.getString(column);
        return value == null ? null : value.stripTrailing(); // padding is no content
      }
      default -> {
        return rows.getString(column);
      }
    }
  }

  /** All digits that tell the number from its neighbours, without an exponent. */
  static String plain(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return digits.setScale(Math.max(1, digits.scale())).toPlainString();
  }
}
