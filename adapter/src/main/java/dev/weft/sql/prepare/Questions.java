package dev.weft.sql.prepare;

import dev.weft.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlDescribeTable;
import org.jspecify.annotations.Nullable;

/**
 * What people type to look around, as the queries that answer it: {@code EXPLAIN SELECT}, {@code
 * DESCRIBE flows}, {@code SHOW TABLES}.
 */
final class Questions {
  private static final Pattern EXPLAIN =
      Pattern.compile("(?is)(\\s*EXPLAIN)\\s+(?:SELECT|WITH|VALUES|TABLE|\\().*");

  private static final Pattern SHOW_TABLES = Pattern.compile("(?i)\\s*SHOW\\s+TABLES\\s*;?\\s*");

  private Questions() {}

  /** The query that {@code EXPLAIN query} explains, at its place in the text; null for others. */
  static @Nullable String explained(String sql) {
    Matcher explain = EXPLAIN.matcher(sql);
    return explain.matches()
        ? " ".repeat(explain.group(1).length()) + sql.substring(explain.end(1))
        : null;
  }

  static boolean isShowTables(String sql) {
    return SHOW_TABLES.matcher(sql).matches();
  }

  /** The query that lists names of tables. */
  static String tables(List<String> names) {
    List<String> rows = new ArrayList<>();
    names.stream().sorted().forEach(n -> rows.add("(" + text(n) + ")"));
    return values(rows, "name");
  }

  /** The query whose row type is that of a table. */
  static String wholeTable(SqlDescribeTable describe) {
    return "SELECT * FROM " + String.join(".", quoted(describe.getTable().names));
  }

  /** The query that lists columns. */
  static String columns(RelDataType row) {
    List<String> rows = new ArrayList<>();
    for (RelDataTypeField f : row.getFieldList()) {
      RelDataType type = f.getType();
      String name = SqlTypes.isAddress(type) ? "VARCHAR" : type.toString();
      rows.add(
          "(%s, %s, %s)"
              .formatted(text(f.getName()), text(name), text(type.isNullable() ? "YES" : "NO")));
    }
    return values(rows, "column_name, column_type, nullable");
  }

  private static String values(List<String> rows, String names) {
    return "SELECT * FROM (VALUES " + String.join(", ", rows) + ") AS t (" + names + ")";
  }

  private static List<String> quoted(List<String> names) {
    return names.stream().map(n -> '"' + n.replace("\"", "\"\"") + '"').toList();
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
