package dev.weft.sql.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Long rows of operators mean what Calcite's parser takes them for, and are read soon. */
class SqlReaderTest {
  private static final String WHERE = "SELECT COUNT(*) FROM flows WHERE ";

  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);

  private static String many(int n, String separator, IntFunction<String> part) {
    return IntStream.range(0, n).mapToObj(part).collect(Collectors.joining(separator));
  }

  private static SqlNode plain(String sql) throws SqlParseException {
    return SqlParser.create(sql, SqlReader.CONFIG.withParserFactory(SqlBabelParserImpl.FACTORY))
        .parseStmt();
  }

  /** The text of a tree, in which ORs of ORs and ANDs of ANDs are one. */
  private static String text(@Nullable SqlNode node) {
    if (node instanceof SqlNodeList list) {
      return text(list.getList());
    }
    if (!(node instanceof SqlCall call)) {
      return String.valueOf(node);
    }
    return call.getKind() == SqlKind.OR || call.getKind() == SqlKind.AND
        ? "(" + joined(call, call.getKind()) + ")"
        : call.getOperator() + text(call.getOperandList());
  }

  private static String text(List<? extends @Nullable SqlNode> nodes) {
    return nodes.stream().map(SqlReaderTest::text).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String joined(SqlNode node, SqlKind kind) {
    return node instanceof SqlCall call && call.getKind() == kind
        ? joined(call.operand(0), kind) + " " + kind + " " + joined(call.operand(1), kind)
        : text(node);
  }

  private String condition(int depth) {
    int n = random.nextInt(90);
    return switch (random.nextInt(depth > 2 ? 7 : 10)) {
      case 0 -> "a BETWEEN " + n + " AND b + " + n;
      case 1 -> "a NOT BETWEEN SYMMETRIC -" + n + " AND 2";
      case 2 -> "sensor LIKE '" + n + "%' || 'x'";
      case 3 -> "NOT sensor NOT LIKE 'OR' ESCAPE '!'";
      case 4 -> "\"end\" IS NOT NULL";
      case 5 -> "LEFT(x, " + n + ") = 'AND' -- OR\n";
      case 6 -> "a IN (" + n + ", 2)";
      case 7 -> "(" + row(3, depth + 1) + ")";
      case 8 -> "NOT (" + row(2, depth + 1) + ")";
      default ->
          "CASE WHEN %s THEN %s ELSE %s END"
              .formatted(row(2, depth + 1), row(2, depth + 1), row(3, depth + 1));
    };
  }

  private String row(int most, int depth) {
    int n = 1 + random.nextInt(most);
    StringBuilder row = new StringBuilder(condition(depth));
    for (int i = 1; i < n; i++) {
      row.append(random.nextInt(3) == 0 ? " AND " : " OR ").append(condition(depth));
    }
    return row.toString();
  }

  @Test
  void longRowsMeanWhatTheyMeanWithoutParentheses() throws SqlParseException {
    for (int i = 0; i < 4; i++) {
      String sql =
          "SELECT %s AS k FROM flows AS f LEFT JOIN t ON %s RIGHT JOIN u ON %s WHERE %s ORDER BY %s"
              .formatted(row(40, 0), row(40, 0), row(40, 0), row(60, 0), row(20, 0));
      assertEquals(text(plain(sql)), text(SqlReader.read(sql)), "seed " + seed);
    }
  }

  @Test
  void anOrInTheLowerBoundOfARangeStaysThere() throws SqlParseException {
    String sql = WHERE + "p BETWEEN q OR r AND s AND " + many(300, " AND ", i -> "t LIKE 'x'");
    assertEquals(text(plain(sql)), text(SqlReader.read(sql)));
  }

  @Test
  void thousandsOfRangesAndPatternsAreRead() {
    for (String sql :
        List.of(
            WHERE + many(1500, " OR ", i -> "a BETWEEN " + i + " AND " + i + " + 5"),
            WHERE + many(2000, " AND ", i -> "sip NOT LIKE '10." + i + ".%'"),
            WHERE + many(400, " OR ", i -> "a = 1 AND b BETWEEN 1 AND 2 AND sip LIKE '10.%'"),
            "SELECT CASE WHEN " + many(2000, " OR ", i -> "a LIKE 'x'") + " THEN 1 END FROM flows",
            WHERE + many(12_000, " OR ", i -> "a = " + i))) {
      assertTrue(Planning.run(() -> SqlReader.read(sql)).isA(SqlKind.QUERY));
    }
  }

  @Test
  void errorsInLongRowsAreToldInTheirPlace() {
    for (int n : new int[] {120, 1000}) {
      String sql =
          WHERE + "\n" + many(n, "\n OR ", i -> i == 100 ? "a BETWEN 1 AND 2" : "a LIKE '1'");
      SqlParseException error = assertThrows(SqlParseException.class, () -> SqlReader.read(sql));
      assertTrue(
          String.valueOf(error.getMessage()).startsWith("Encountered \"BETWEN\""),
          String.valueOf(error.getMessage()));
      assertEquals(102, error.getPos().getLineNum());
      assertEquals(7, error.getPos().getColumnNum());
    }
  }

  @Test
  void whatWouldTakeTheParserTooLongIsRefused() {
    for (String sql :
        List.of(
            "SELECT a,\n" + many(40_000, " + ", i -> "1"),
            "SELECT a,\n" + many(3000, " || ", i -> "(x LIKE y).z"))) {
      LimitException error = assertThrows(LimitException.class, () -> SqlReader.read(sql));
      assertEquals("2, 1", error.line() + ", " + error.column());
    }
  }
}
