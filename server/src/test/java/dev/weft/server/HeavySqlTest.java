package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SQL that is made to cost: it is answered, refused in one clear line, or stopped at its time
 * limit, on both URLs, and whoever asks next is answered.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeavySqlTest {
  private static final int LIMIT_SECONDS = 1;

  /** For machines that are busy; what could not be stopped took minutes. */
  private static final int SLACK_SECONDS = 8;

  private static final String COUNT = "SELECT COUNT(*) FROM flows WHERE ";

  @TempDir static Path folder;
  private static Path store;
  private static WeftServer server;

  @BeforeAll
  static void serve() throws Exception {
    store = TestStore.generated(folder.resolve("store"), 1000);
    server = TestStore.served(store);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Connection connect(boolean remotely) throws SQLException {
    return DriverManager.getConnection(
        remotely ? "jdbc:weft://127.0.0.1:" + server.port() + "/" : "jdbc:weft:" + store);
  }

  private static String many(int count, String separator, IntFunction<String> part) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(separator));
  }

  /** A text around another, some times. */
  private static String nested(int depth, IntFunction<String> left, String middle, String right) {
    return many(depth, "", left) + middle + right.repeat(depth);
  }

  private static Stream<String> heavy() {
    return Stream.of(
        COUNT + many(1000, " OR ", i -> "sport = " + i + " AND bytes > " + i),
        COUNT + many(300, " OR ", i -> "sensor LIKE '%" + i + "'"),
        COUNT + many(4000, " AND ", i -> "sport <> " + i),
        COUNT + "sport IN (" + many(40_000, ", ", i -> "" + i) + ")",
        COUNT + nested(40, i -> "sip IN (SELECT dip FROM flows WHERE ", "TRUE", ")"),
        COUNT
            + nested(
                40, i -> "EXISTS (SELECT 1 FROM flows f WHERE f.sip = flows.dip AND ", "TRUE", ")"),
        "SELECT "
            + nested(150, i -> "CASE WHEN bytes = " + i + " THEN 1 ELSE ", "2", " END")
            + " FROM flows",
        "SELECT CASE "
            + many(3000, " ", i -> "WHEN bytes = " + i + " THEN " + i)
            + " END FROM flows",
        "SELECT " + nested(190, i -> "ABS(", "bytes", ")") + " FROM flows",
        "SELECT COUNT(*) FROM " + nested(100, i -> "(SELECT * FROM ", "flows", ")"),
        "SELECT COUNT(*) FROM flows f0"
            + many(200, "", i -> " JOIN flows g" + i + " ON g" + i + ".sip = f0.sip"),
        "SELECT COUNT(*) FROM flows f" + many(40, "", i -> " JOIN flows g" + i + " USING (sip)"),
        "SELECT COUNT(*) FROM " + many(2000, ", ", i -> "flows f" + i),
        many(5000, " UNION ALL ", i -> "SELECT " + i),
        many(2000, " UNION ALL ", i -> "SELECT sport FROM flows WHERE dport = " + i),
        many(500, " UNION ", i -> "SELECT sport FROM flows WHERE dport = " + i),
        "SELECT " + many(6000, " + ", i -> "bytes") + " FROM flows",
        "SELECT " + many(6000, ", ", i -> "bytes + " + i) + " FROM flows",
        "SELECT " + many(1500, ", ", i -> "SUM(bytes + " + i + ")") + " FROM flows",
        "SELECT "
            + many(200, ", ", i -> "SUM(bytes) OVER (ORDER BY stime, sport + " + i + ")")
            + " FROM flows",
        "VALUES " + many(10_000, ", ", i -> "(" + i + ")"),
        "WITH a AS (SELECT 1 AS x)"
            + many(
                60,
                "",
                i ->
                    ", a%d AS (SELECT l.x FROM %s l, %2$s r)"
                        .formatted(i, i == 0 ? "a" : "a" + (i - 1)))
            + " SELECT COUNT(*) FROM a59",
        "SELECT COUNT(*) OVER (ORDER BY a.stime ROWS BETWEEN 1000000000 PRECEDING AND CURRENT ROW)"
            + " FROM flows a, flows b");
  }

  static Stream<Arguments> heavyOnBoth() {
    return heavy().flatMap(sql -> Stream.of(Arguments.of(false, sql), Arguments.of(true, sql)));
  }

  @ParameterizedTest
  @MethodSource("heavyOnBoth")
  void heavySqlIsAnsweredRefusedOrStoppedInTime(boolean remotely, String sql) throws SQLException {
    try (Connection connection = connect(remotely);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(LIMIT_SECONDS);
      long start = System.nanoTime();
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {}
      } catch (SQLException e) {
        assertClear(e);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      assertTrue(seconds < LIMIT_SECONDS + SLACK_SECONDS, seconds + " s");
      statement.setQueryTimeout(0);
      assertEquals(1000, count(statement, "SELECT COUNT(*) FROM flows"));
    }
  }

  private static void assertClear(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    assertFalse(message.contains("\n") || message.contains("its log tells"), message);
    assertTrue(message.length() < 400, message);
    assertTrue(
        failure.getSQLState().equals("HYT00")
                && message.contains("time limit of " + LIMIT_SECONDS + " s")
            || failure.getSQLState().equals("54001"),
        failure.getSQLState() + " " + message);
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getLong(1);
    }
  }

  static Stream<Arguments> tooMuch() {
    return Stream.of(
        Arguments.of("SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000), "nested deeper"),
        Arguments.of("SELECT " + "[".repeat(300) + "1" + "]".repeat(300), "nested deeper"),
        Arguments.of("SELECT " + "CASE WHEN TRUE THEN ".repeat(10_000) + "1", "nested deeper"),
        Arguments.of("SELECT " + "- ".repeat(9000) + "1", "nested deeper"),
        Arguments.of(COUNT + "NOT ".repeat(15_000) + "TRUE", "nested deeper"),
        Arguments.of(
            "SELECT " + many(40_000, " + ", i -> "1") + " FROM flows", "operators in a row"),
        Arguments.of("VALUES " + many(60_000, ", ", i -> "(" + i + ")"), "100,000 words and signs"),
        Arguments.of("SELECT CAST('" + "9".repeat(5000) + "' AS DOUBLE)", "1,000 digits"),
        Arguments.of("SELECT " + "9".repeat(5000), "1,000 digits"),
        Arguments.of(
            "SELECT " + nested(40, i -> "NULLIF(-", "bytes", ", 1)") + " FROM flows", "too large"),
        Arguments.of(
            "SELECT "
                + nested(40, i -> "(", "bytes", " IN (1, 2, 3)) IS NOT DISTINCT FROM (1 = 2)")
                + " FROM flows",
            ""));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void whatIsTooMuchIsRefusedInWordsOfItsOwn(String sql, String words) throws SQLException {
    for (boolean remotely : new boolean[] {false, true}) {
      try (Connection connection = connect(remotely);
          Statement statement = connection.createStatement()) {
        statement.setQueryTimeout(30);
        SQLException failure =
            assertThrows(SQLException.class, () -> statement.executeQuery(sql).close());
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(words) && message.length() < 300, message);
        if (!words.isEmpty()) {
          assertEquals("54001", failure.getSQLState(), message);
        }
        assertThrows(SQLException.class, () -> connection.prepareStatement(sql));
        assertEquals(1000, count(statement, "SELECT COUNT(*) FROM flows"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void megabytesOfSqlAreReadOrRefused(boolean remotely) throws SQLException {
    try (Connection connection = connect(remotely);
        Statement statement = connection.createStatement()) {
      String sql = "SELECT COUNT(*) FROM flows WHERE sensor <> '" + "x".repeat(3 << 20) + "'";
      if (remotely) {
        SQLException failure =
            assertThrows(SQLException.class, () -> statement.executeQuery(sql).close());
        assertTrue(failure.getMessage().contains("1048576 bytes"), failure.getMessage());
      } else {
        assertEquals(1000, count(statement, sql));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsLargeButHonestIsAnswered(boolean remotely) throws SQLException {
    try (Connection connection = connect(remotely);
        Statement statement = connection.createStatement()) {
      long all = count(statement, COUNT + "sport < 1000");
      assertEquals(all, count(statement, COUNT + many(1000, " OR ", i -> "sport = " + i)));
      assertEquals(
          all,
          count(
              statement,
              COUNT
                  + many(500, " OR ", i -> "sport BETWEEN %d AND %d".formatted(2 * i, 2 * i + 1))));
      assertEquals(
          count(statement, COUNT + "sip NOT LIKE '%.7'"),
          count(
              statement,
              COUNT
                  + "sip NOT LIKE '%.7'"
                  + many(1000, "", i -> " AND sip NOT LIKE '" + i + "x%'")));
      String ports = many(20_000, ", ", i -> "" + i);
      long low = count(statement, COUNT + "sport < 20000");
      assertEquals(low, count(statement, COUNT + "sport IN (" + ports + ")"));
      assertEquals(
          low,
          count(
              statement,
              "SELECT COUNT(*) FROM ("
                  + many(
                      20,
                      " UNION ALL ",
                      i ->
                          "SELECT sip FROM flows WHERE sport BETWEEN %d AND %d"
                              .formatted(i * 1000, i * 1000 + 999))
                  + ")"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void planningEndsWhenItIsCancelled(boolean remotely) throws Exception {
    String sql = "SELECT COUNT(*) FROM " + many(1500, ", ", i -> "flows f" + i);
    try (Connection connection = connect(remotely);
        Statement statement = connection.createStatement()) {
      CompletableFuture<SQLException> failure =
          CompletableFuture.supplyAsync(
              () -> assertThrows(SQLException.class, () -> statement.executeQuery(sql).close()));
      Thread.sleep(700);
      assertFalse(failure.isDone());
      statement.cancel();
      assertEquals("57014", failure.get(SLACK_SECONDS, TimeUnit.SECONDS).getSQLState());
      assertEquals(1000, count(statement, "SELECT COUNT(*) FROM flows"));
    }
  }
}
