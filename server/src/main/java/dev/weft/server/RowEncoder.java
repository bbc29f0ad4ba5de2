package dev.weft.server;

import dev.weft.jdbc.wire.FrameWriter;
import dev.weft.jdbc.wire.Rep;
import dev.weft.jdbc.wire.WireColumn;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalTime;
import java.util.List;

/** Writes the current row of a result. For use by one thread. */
final class RowEncoder {
  private final ResultSet rows;
  private final Rep[] reps;
  private final int[] types;

  RowEncoder(ResultSet rows, List<WireColumn> columns) {
    this.rows = rows;
    reps = new Rep[columns.size()];
    types = new int[columns.size()];
    for (int i = 0; i < reps.length; i++) {
      reps[i] = columns.get(i).rep();
      types[i] = columns.get(i).type();
    }
  }

  void write(FrameWriter out) throws SQLException {
    out.beginRow();
    for (int i = 0; i < reps.length; i++) {
      write(out, i);
    }
    out.endRow();
  }

  private void write(FrameWriter out, int i) throws SQLException {
    int column = i + 1;
    switch (reps[i]) {
      case BYTE, SHORT, INTEGER, LONG -> {
        if (types[i] == Types.TIME) {
          time(out, column);
        } else {
          long number = rows.getLong(column);
          if (rows.wasNull()) {
            out.none();
          } else {
            out.whole(reps[i], number);
          }
        }
      }
      case STRING -> out.text(rows.getString(column));
      case NUMBER -> {
        BigDecimal number = rows.getBigDecimal(column);
        out.object(number);
      }
      case BOOLEAN -> {
        boolean truth = rows.getBoolean(column);
        out.object(rows.wasNull() ? null : truth);
      }
      case FLOAT -> {
        float number = rows.getFloat(column);
        out.object(rows.wasNull() ? null : number);
      }
      case DOUBLE -> {
        double number = rows.getDouble(column);
        out.object(rows.wasNull() ? null : number);
      }
      case BYTES -> out.object(rows.getBytes(column));
      case TIME, TIMESTAMP, DATE, DECIMAL, NULL ->
          throw new IllegalStateException("no column is " + reps[i]);
    }
  }

  private void time(FrameWriter out, int column) throws SQLException {
    LocalTime time = rows.getObject(column, LocalTime.class);
    if (time == null) {
      out.none();
    } else {
      out.whole(Rep.INTEGER, time.toNanoOfDay() / 1_000_000);
    }
  }
}
