package dev.weft.jdbc;

import dev.weft.sql.function.WeftFunctions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Weft's own functions, as {@link DatabaseMetaData} tells them; SQL's are not among them. */
final class FunctionList {
  private static final String TABLE = "TABLE";

  /**
   * A function with one list of parameters.
   *
   * @param specific its name, with a number where there are several of that name
   * @param returns name of a type, {@value #TABLE}, or nothing where that is not told
   * @param parameters pairs of name and type
   */
  private record Described(
      String name, String specific, String returns, List<String[]> parameters, String remarks) {}

  private static final List<Described> ALL = read();

  private FunctionList() {}

  private static List<Described> read() {
    List<Described> all = new ArrayList<>();
    TreeSet<String> untold = new TreeSet<>(WeftFunctions.names());
    try (InputStream in = FunctionList.class.getResourceAsStream("functions.txt")) {
      if (in == null) {
        throw new IllegalStateException("functions.txt is not beside its class");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\\|", 4);
        List<String[]> parameters = new ArrayList<>();
        for (String parameter : parts[1].split(",", -1)) {
          if (!parameter.isBlank()) {
            parameters.add(parameter.trim().split(" ", 2));
          }
        }
        String name = parts[0];
        long before = all.stream().filter(other -> other.name.equals(name)).count();
        String specific = before == 0 ? name : name + "_" + (before + 1);
        all.add(new Described(name, specific, parts[2], parameters, parts[3]));
        untold.remove(name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String name : untold) {
      all.add(new Described(name, name, "", List.of(), ""));
    }
    all.sort(Comparator.comparing(Described::specific));
    return List.copyOf(all);
  }

  /** The rows of {@link DatabaseMetaData#getFunctions}. */
  static List<List<@Nullable Object>> functions(
      String schema, @Nullable String schemaPattern, @Nullable String namePattern) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    if (NamePattern.of(schemaPattern).test(schema)) {
      Predicate<String> wanted = NamePattern.of(namePattern);
      for (Described function : ALL) {
        if (wanted.test(function.name)) {
          boolean table = function.returns.equals(TABLE);
          rows.add(
              MetadataTables.row(
                  null,
                  schema,
                  function.name,
                  function.remarks,
                  (short)
                      (table
                          ? DatabaseMetaData.functionReturnsTable
                          : DatabaseMetaData.functionNoTable),
                  function.specific));
        }
      }
    }
    return rows;
  }

  /** The rows of {@link DatabaseMetaData#getFunctionColumns}. */
  static List<List<@Nullable Object>> columns(
      String schema,
      @Nullable String schemaPattern,
      @Nullable String namePattern,
      @Nullable String columnPattern) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Predicate<String> function = NamePattern.of(namePattern);
    Predicate<String> column = NamePattern.of(columnPattern);
    if (NamePattern.of(schemaPattern).test(schema)) {
      for (Described f : ALL) {
        if (function.test(f.name)) {
          if (!f.returns.isEmpty() && !f.returns.equals(TABLE) && column.test("")) {
            rows.add(row(schema, f, "", DatabaseMetaData.functionReturn, f.returns, 0));
          }
          for (int i = 0; i < f.parameters.size(); i++) {
            String[] parameter = f.parameters.get(i);
            if (column.test(parameter[0])) {
              rows.add(
                  row(
                      schema,
                      f,
                      parameter[0],
                      DatabaseMetaData.functionColumnIn,
                      parameter[1],
                      i + 1));
            }
          }
        }
      }
    }
    return rows;
  }

  private static List<@Nullable Object> row(
      String schema, Described function, String column, int kind, String typeName, int position) {
    int type =
        switch (typeName) {
          case "BOOLEAN" -> Types.BOOLEAN;
          case "INTEGER" -> Types.INTEGER;
          case "BIGINT" -> Types.BIGINT;
          case "DOUBLE" -> Types.DOUBLE;
          case "DECIMAL" -> Types.DECIMAL;
          case "TIMESTAMP" -> Types.TIMESTAMP;
          case "VARCHAR" -> Types.VARCHAR;
          default -> Types.OTHER;
        };
    int size = type == Types.DECIMAL ? 38 : ColumnDescriptions.size(type, null);
    Integer scale = ColumnDescriptions.scale(type, 0);
    boolean number = ColumnDescriptions.isNumber(type);
    boolean text = ColumnDescriptions.isText(type);
    return MetadataTables.row(
        null,
        schema,
        function.name,
        column,
        (short) kind,
        type,
        typeName,
        size,
        size,
        scale == null ? null : scale.shortValue(),
        number ? (short) 10 : null,
        (short) DatabaseMetaData.functionNullable,
        null,
        text ? size : null,
        position,
        "YES",
        function.specific);
  }
}
