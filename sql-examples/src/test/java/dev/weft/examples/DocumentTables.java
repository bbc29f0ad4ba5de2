package dev.weft.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of a Markdown document, a row each: what stands in SiLK and what in SQL. */
final class DocumentTables {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** Beginnings of code that is no SQL: commands, switches, names of files and of clauses. */
  private static final Pattern NO_SQL =
      Pattern.compile(
          "weft .*|--.*|-o F|[\\w./-]+\\.(sql|set|bag|pmap|txt)|sql-examples/.*|sets/|pmaps/"
              + "|WEFT_JAVA_OPTIONS=.*|!describe flows|threads|csv|tsv|json|vertical"
              + "|NULL|LEFT JOIN|UNION ALL|LAG|OR|first|last|prefix|key|ip|ip_ranges|VALUES"
              + "|in_set\\(ip, 'S'\\)|in_set|flags_match|0\\.1");

  /**
   * A row of a table.
   *
   * @param heading the nearest heading above
   * @param left first cell
   * @param right second cell
   */
  record Row(String heading, int line, String left, String right) {
    /** The SQL of the second cell. */
    List<String> sql() {
      return code(right).stream().filter(c -> !NO_SQL.matcher(c).matches()).toList();
    }

    boolean saysNotNeeded() {
      return right.startsWith("Not needed: ");
    }
  }

  private DocumentTables() {}

  static List<String> code(String cell) {
    List<String> found = new ArrayList<>();
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      found.add(code.group(1).replace("\\|", "|"));
    }
    return found;
  }

  /** All rows of tables of two columns below headings; heads of tables left out. */
  static List<Row> rows(Path document) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(document);
    String heading = "";
    boolean inTable = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        heading = line.replaceFirst("#+ ", "");
      }
      boolean isRow = line.startsWith("|");
      if (isRow && inTable && !line.matches("[| -]+")) {
        String[] cells = line.split("(?<!\\\\)\\|", -1);
        if (cells.length == 4) {
          rows.add(new Row(heading, i + 1, cells[1].strip(), cells[2].strip()));
        }
      }
      inTable = isRow;
    }
    return rows;
  }
}
