package dev.weft.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every piece of SQL in the tables of docs/from-silk.md and of README's table for SiLK users
 * on the demonstration's store, and looks for every switch of four tools in them.
 */
class DocumentsIT {
  private static final Path ROOT = Demo.SCRIPTS.resolve("..").normalize();
  private static final Path FROM_SILK = ROOT.resolve("docs/from-silk.md");
  private static final String README_HEADING = "For a SiLK user";

  /** Tables whose scripts are tested by themselves; their cells tell of them in words. */
  private static final String IN_WORDS = "rwmatch, rwgroup, rwscan";

  private static Connection connection;

  @TempDir private Path folder;

  @BeforeAll
  static void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:weft:" + Demo.store());
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  private static List<DocumentTables.Row> rows() throws IOException {
    List<DocumentTables.Row> rows = new ArrayList<>(DocumentTables.rows(FROM_SILK));
    rows.removeIf(r -> r.heading().startsWith(IN_WORDS));
    for (DocumentTables.Row row : DocumentTables.rows(ROOT.resolve("README.md"))) {
      if (row.heading().equals(README_HEADING)) {
        rows.add(row);
      }
    }
    return rows;
  }

  @TestFactory
  Stream<DynamicTest> everyPieceOfSqlRuns() throws IOException {
    return rows().stream()
        .map(r -> DynamicTest.dynamicTest("line " + r.line() + ": " + r.left(), () -> run(r)));
  }

  private static void run(DocumentTables.Row row) throws SQLException {
    List<String> pieces = row.sql();
    assertTrue(row.saysNotNeeded() || !pieces.isEmpty(), "a row without SQL and without a reason");
    try (Statement statement = connection.createStatement()) {
      for (String piece : pieces) {
        String sql = query(piece, row.heading());
        try (ResultSet answer = statement.executeQuery(sql)) {
          assertTrue(answer.next() || mayBeEmpty(piece), "no row: " + sql);
        } catch (SQLException e) {
          throw new AssertionError(piece + "\nas " + sql, e);
        }
        assertNull(statement.getWarnings(), sql);
        statement.clearWarnings();
      }
    }
  }

  /** Conditions are counted and always give a row; a query may find nothing today. */
  private static boolean mayBeEmpty(String piece) {
    return piece.startsWith("SELECT dport, SUM(bytes)")
        || piece.contains("INTERSECT")
        || piece.contains("EXCEPT")
        || piece.startsWith("SELECT sport, SUM(bytes)");
  }

  /** A piece of SQL as a whole query, by what it begins with. */
  private static String query(String piece, String heading) {
    String first = piece.split("[ (]", 2)[0];
    return switch (piece.startsWith("(SELECT") ? "SELECT" : first) {
      case "SELECT" -> piece;
      case "WHERE" -> "SELECT COUNT(*) AS n FROM flows " + piece;
      case "FROM" ->
          "SELECT bin, SUM(records) AS r " + piece + " GROUP BY bin ORDER BY bin LIMIT 3";
      case "GROUP" -> "SELECT COUNT(*) AS n FROM flows " + piece + " LIMIT 3";
      case "HAVING" -> "SELECT sip, COUNT(*) AS n FROM flows GROUP BY sip " + piece + " LIMIT 3";
      case "ORDER" -> "SELECT sip, COUNT(*) AS n FROM flows GROUP BY sip " + piece;
      default ->
          isCondition(heading)
              ? "SELECT COUNT(*) AS n FROM flows WHERE " + piece
              : "SELECT " + piece + " AS x FROM flows WHERE dport = 3306 LIMIT 3";
    };
  }

  private static boolean isCondition(String heading) {
    return Set.of("Files to read", "Where records go", "Conditions on a record", README_HEADING)
        .contains(heading);
  }

  @Test
  void thereAreAsManyPiecesAsEver() throws IOException {
    long pieces = rows().stream().mapToLong(r -> r.sql().size()).sum();
    assertTrue(pieces >= 250, "only " + pieces + " pieces of SQL were found: a table was not read");
    Set<String> headings =
        DocumentTables.rows(FROM_SILK).stream()
            .map(DocumentTables.Row::heading)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(13, headings.size(), "sections with a table: " + headings);
  }

  @Test
  void theFirstScreenOfReadmeShowsTheAnswerOfItsQuery() throws IOException {
    List<String> screen =
        Files.readAllLines(ROOT.resolve("README.md")).stream()
            .dropWhile(l -> !l.contains("$ ./weft sql demo.weft -e \""))
            .takeWhile(l -> !l.contains("./weft demo "))
            .map(l -> l.replaceFirst("^ {4}", ""))
            .toList();
    String sql = String.join("\n", screen.stream().skip(1).takeWhile(l -> !l.isBlank()).toList());
    String shown =
        String.join(
            "\n", screen.stream().dropWhile(l -> !l.isBlank()).filter(l -> !l.isBlank()).toList());
    assertTrue(
        sql.endsWith("\"") && shown.lines().count() >= 3, "README's first screen: " + screen);
    Path answer = folder.resolve("answer.txt");
    InProcess.Result result =
        InProcess.weft(
            "sql",
            Demo.store().toString(),
            "-e",
            sql.substring(0, sql.length() - 1),
            "--format",
            "table",
            "-o",
            answer.toString());
    assertEquals(0, result.status(), result.errors());
    assertEquals(shown, Files.readString(answer).stripTrailing());
  }

  @Test
  void everySwitchOfFourToolsIsThere() throws IOException {
    List<DocumentTables.Row> rows = rows();
    List<String> missing = new ArrayList<>();
    for (SilkManual tool : SilkManual.values()) {
      Set<String> there = new TreeSet<>();
      for (DocumentTables.Row row : rows) {
        if (tool.headings().contains(row.heading())) {
          Matcher name = Pattern.compile("--[a-z][a-z0-9-]*").matcher(row.left() + row.right());
          while (name.find()) {
            there.add(name.group());
          }
        }
      }
      for (String name : tool.switches()) {
        if (!there.contains("--" + name)) {
          missing.add(tool + " --" + name);
        }
      }
    }
    assertEquals(List.of(), missing);
  }
}
