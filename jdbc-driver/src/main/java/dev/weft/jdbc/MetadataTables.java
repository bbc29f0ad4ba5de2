package dev.weft.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.calcite.avatica.AvaticaConnection;
import org.jspecify.annotations.Nullable;

/** The tables of answers that {@link java.sql.DatabaseMetaData} gives, made as JDBC wants them. */
final class MetadataTables {
  // Positions in a row of getTables.
  private static final int TABLE = 2;
  private static final int TABLE_TYPE = 3;
  private static final int TABLE_REMARKS = 4;

  // Positions in a row of getColumns.
  private static final int COLUMN = 3;
  private static final int TYPE = 4;
  private static final int TYPE_NAME = 5;
  private static final int SIZE = 6;
  private static final int DIGITS = 8;
  private static final int RADIX = 9;
  private static final int REMARKS = 11;
  private static final int OCTETS = 15;
  private static final int MOST_BYTES_OF_A_CHARACTER = 4;

  private MetadataTables() {}

  /** A row, whose values may be null. */
  static List<@Nullable Object> row(@Nullable Object... values) {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  /** With remarks, in the order that JDBC has. */
  static ResultSet tables(
      AvaticaConnection connection, ResultSet told, Predicate<List<@Nullable Object>> wanted)
      throws SQLException {
    return revised(
        connection,
        told,
        wanted,
        row -> {
          List<@Nullable Object> revised = new ArrayList<>(row);
          if (row.get(TABLE_REMARKS) == null) {
            revised.set(
                TABLE_REMARKS,
                "VIEW".equals(row.get(TABLE_TYPE))
                    ? "a view of the store's views.sql"
                    : Remarks.of(String.valueOf(row.get(TABLE))));
          }
          return revised;
        },
        Comparator.comparing(
            (List<@Nullable Object> row) -> row.get(TABLE_TYPE) + "\n" + row.get(TABLE)));
  }

  /** With remarks, sizes, and addresses as the texts that users see. */
  static ResultSet columns(
      AvaticaConnection connection, ResultSet told, Predicate<List<@Nullable Object>> wanted)
      throws SQLException {
    return revised(connection, told, wanted, MetadataTables::column, null);
  }

  /** The rows that are wanted, as they were told. */
  static ResultSet filtered(
      AvaticaConnection connection, ResultSet told, Predicate<List<@Nullable Object>> wanted)
      throws SQLException {
    return revised(connection, told, wanted, UnaryOperator.identity(), null);
  }

  /**
   * Those rows whose catalog (there is none) and names fit.
   *
   * @param first position of the first name; the others' follow
   * @param patterns as JDBC has them
   */
  static Predicate<List<@Nullable Object>> named(
      @Nullable String catalog, int first, @Nullable String... patterns) {
    List<Predicate<String>> names = Arrays.stream(patterns).map(NamePattern::of).toList();
    return row -> {
      boolean fits = catalog == null || catalog.isEmpty();
      for (int i = 0; i < names.size(); i++) {
        fits = fits && names.get(i).test(String.valueOf(row.get(first + i)));
      }
      return fits;
    };
  }

  private static List<@Nullable Object> column(List<@Nullable Object> row) {
    List<@Nullable Object> revised = new ArrayList<>(row);
    int type = row.get(TYPE) instanceof Integer number ? number : Types.OTHER;
    Integer size = row.get(SIZE) instanceof Integer number ? number : null;
    if (type == Types.VARBINARY) { // an address inside the planner
      type = Types.VARCHAR;
      size = ColumnDescriptions.ADDRESS;
    }
    size = ColumnDescriptions.size(type, size);
    Integer digits = row.get(DIGITS) instanceof Integer number ? number : null;
    boolean text = ColumnDescriptions.isText(type);
    revised.set(TYPE, type);
    revised.set(TYPE_NAME, text ? "VARCHAR" : TypeNames.plain(String.valueOf(row.get(TYPE_NAME))));
    if (type == Types.CHAR) {
      revised.set(TYPE_NAME, "CHAR");
    }
    revised.set(SIZE, size);
    revised.set(DIGITS, ColumnDescriptions.scale(type, digits));
    revised.set(RADIX, ColumnDescriptions.isNumber(type) ? 10 : null);
    revised.set(OCTETS, text ? size * MOST_BYTES_OF_A_CHARACTER : null);
    if (row.get(REMARKS) == null) {
      revised.set(REMARKS, Remarks.of(row.get(TABLE) + "." + row.get(COLUMN)));
    }
    return revised;
  }

  private static ResultSet revised(
      AvaticaConnection connection,
      ResultSet told,
      Predicate<List<@Nullable Object>> wanted,
      UnaryOperator<List<@Nullable Object>> revision,
      @Nullable Comparator<List<@Nullable Object>> order)
      throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<ListedRows.Column> columns;
    try (told) {
      columns = columnsOf(told);
      while (told.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          row.add(told.getObject(i));
        }
        if (wanted.test(row)) {
          rows.add(revision.apply(row));
        }
      }
    }
    if (order != null) {
      rows.sort(order);
    }
    return ListedRows.of(connection, columns, rows);
  }

  /** What was told, without its rows. */
  static ResultSet empty(AvaticaConnection connection, ResultSet told) throws SQLException {
    try (told) {
      return ListedRows.of(connection, columnsOf(told), List.of());
    }
  }

  /** What was told, with other rows. */
  static ResultSet filled(
      AvaticaConnection connection, ResultSet told, List<List<@Nullable Object>> rows)
      throws SQLException {
    try (told) {
      return ListedRows.of(connection, columnsOf(told), rows);
    }
  }

  private static List<ListedRows.Column> columnsOf(ResultSet told) throws SQLException {
    ResultSetMetaData shape = told.getMetaData();
    List<ListedRows.Column> columns = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(new ListedRows.Column(shape.getColumnLabel(i), shape.getColumnType(i)));
    }
    return columns;
  }
}
