package dev.weft.server;

import dev.weft.jdbc.wire.ColumnPacker;
import dev.weft.jdbc.wire.RealPacker;
import dev.weft.jdbc.wire.TextPacker;
import dev.weft.jdbc.wire.WholePacker;
import dev.weft.jdbc.wire.WireColumn;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalTime;
import java.util.List;

/** Collects any result value by value. For use by one thread. */
final class RowSource implements PackedFiller.Source {
  private final ResultSet rows;
  private final List<Column> columns;
  private final List<ColumnPacker> packers;

  /** Puts a row's value into a column. */
  private interface Column {
    ColumnPacker packer();

    void take(ResultSet rows, int column, int row) throws SQLException;
  }

  RowSource(ResultSet rows, List<WireColumn> described) {
    this.rows = rows;
    columns = described.stream().map(RowSource::column).toList();
    packers = columns.stream().map(Column::packer).toList();
  }

  private static Column column(WireColumn column) {
    return switch (column.rep()) {
      case BYTE, SHORT, INTEGER, LONG ->
          column.type() == Types.TIME
              ? new Time(WholePacker.ofNumbers())
              : new Whole(WholePacker.ofNumbers());
      case BOOLEAN -> new Truth(WholePacker.ofNumbers());
      case STRING -> new Text(TextPacker.ofTexts());
      case NUMBER -> new Decimal(TextPacker.ofDecimals());
      case FLOAT -> new Real(new RealPacker(true));
      case DOUBLE -> new Real(new RealPacker(false));
      case BYTES -> new Bytes(TextPacker.ofBytes());
      case TIME, TIMESTAMP, DATE, DECIMAL, NULL ->
          throw new IllegalStateException("no column is " + column.rep());
    };
  }

  @Override
  public List<ColumnPacker> columns() {
    return packers;
  }

  @Override
  public int take(int row, int most) throws SQLException {
    if (!rows.next()) {
      return 0;
    }
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      column.packer().reserve(row + 1);
      column.take(rows, i + 1, row);
    }
    return 1;
  }

  private record Whole(WholePacker packer) implements Column {
    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      packer.values()[row] = rows.getLong(column);
      if (rows.wasNull()) {
        packer.none(row);
      }
    }
  }

  private record Truth(WholePacker packer) implements Column {
    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      packer.values()[row] = rows.getBoolean(column) ? 1 : 0;
      if (rows.wasNull()) {
        packer.none(row);
      }
    }
  }

  private record Time(WholePacker packer) implements Column {
    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      LocalTime time = rows.getObject(column, LocalTime.class);
      if (time == null) {
        packer.none(row);
      } else {
        packer.values()[row] = time.toNanoOfDay() / 1_000_000;
      }
    }
  }

  private record Real(RealPacker packer) implements Column {
    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      packer.values()[row] = rows.getDouble(column);
      if (rows.wasNull()) {
        packer.none(row);
      }
    }
  }

  private record Text(TextPacker packer) implements Column {
    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      String text = rows.getString(column);
      if (text == null) {
        packer.none(row);
      } else {
        packer.text(row, text);
      }
    }
  }

  private record Decimal(TextPacker packer) implements Column {
    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      BigDecimal decimal = rows.getBigDecimal(column);
      if (decimal == null) {
        packer.none(row);
      } else {
        packer.decimal(row, decimal);
      }
    }
  }

  private record Bytes(TextPacker packer) implements Column {
    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      byte[] bytes = rows.getBytes(column);
      if (bytes == null) {
        packer.none(row);
      } else {
        packer.bytes(row, bytes);
      }
    }
  }
}
