package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each limit with its error; cancel, time limits, restarts and the end of sessions. */
@Timeout(300)
class LimitsTest {
  /** Takes longer than any test waits. */
  private static final String LONG =
      "SELECT COUNT(*) FROM flows a, flows b, flows c WHERE a.bytes + b.bytes + c.bytes < 0";

  @TempDir static Path folder;
  private static Path store;

  @BeforeAll
  static void generate() throws Exception {
    store = TestStore.generated(folder.resolve("store"), 20_000);
  }

  private static WeftServer server(Limits limits, StringBuffer log) throws Exception {
    return WeftServer.start(ServerOptions.local("jdbc:weft:" + store, 0, log).withLimits(limits));
  }

  private static Connection connect(WeftServer server) throws SQLException {
    return DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/");
  }

  private static Limits limits(int queries, long rows, int seconds, Duration unread) {
    return new Limits(
        queries,
        0,
        Duration.ofMillis(200),
        rows,
        seconds,
        Duration.ofMinutes(5),
        unread,
        3,
        0,
        5,
        1 << 20);
  }

  @Test
  void everyLimitHasItsOwnError() throws Exception {
    StringBuffer log = new StringBuffer();
    try (WeftServer server = server(limits(1, 500, 8, Duration.ofMinutes(1)), log);
        Connection first = connect(server);
        Connection second = connect(server);
        Statement statement = first.createStatement()) {
      assertError("54000", "more than 500 rows", () -> read(statement, "SELECT sip FROM flows"));
      assertEquals(500, read(statement, "SELECT sip FROM flows LIMIT 500"));
      assertError("HYT00", "time limit of 8 s", () -> read(statement, LONG));
      statement.setFetchSize(10);
      ResultSet open = statement.executeQuery("SELECT sip FROM flows LIMIT 400");
      try (Statement other = second.createStatement()) {
        assertError("53300", "runs 1 queries", () -> read(other, "VALUES 1"));
        open.close();
        Thread.sleep(500);
        assertEquals(1, read(other, "VALUES 1"));
      }
      try (Connection third = connect(server)) {
        assertError("53300", "3 sessions", () -> connect(server).close());
        PreparedStatement[] prepared = new PreparedStatement[5];
        for (int i = 0; i < 5; i++) {
          prepared[i] = third.prepareStatement("VALUES " + i);
        }
        assertError("53300", "5 statements", () -> third.prepareStatement("VALUES 6"));
      }
    }
    assertTrue(
        log.toString().contains("\"outcome\":\"failed\",\"state\":\"HYT00\""), log.toString());
    assertTrue(log.toString().contains("\"outcome\":\"closed\""), log.toString());
  }

  @FunctionalInterface
  private interface Attempt {
    void run() throws Exception;
  }

  private static void assertError(String state, String part, Attempt attempt) {
    SQLException failure = assertThrows(SQLException.class, attempt::run);
    assertTrue(failure.getMessage().contains(part), failure.getMessage());
    assertEquals(state, failure.getSQLState());
  }

  private static int read(Statement statement, String sql) throws SQLException {
    int count = 0;
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        count++;
      }
    }
    return count;
  }

  @Test
  void cancelStopsTheQueryAtTheServerAndTheStatementGoesOn() throws Exception {
    StringBuffer log = new StringBuffer();
    try (WeftServer server = server(Limits.DEFAULTS, log);
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      for (int attempt = 0; attempt < 3; attempt++) {
        CompletableFuture<SQLException> failure =
            CompletableFuture.supplyAsync(
                () -> assertThrows(SQLException.class, () -> read(statement, LONG)));
        Thread.sleep(attempt * 300L);
        while (!failure.isDone()) {
          statement.cancel();
          Thread.sleep(50);
        }
        assertEquals("57014", failure.get(10, TimeUnit.SECONDS).getSQLState());
        assertEquals(1, read(statement, "SELECT COUNT(*) FROM flows"));
      }
      statement.setQueryTimeout(1);
      assertError("HYT00", "time limit of 1 s", () -> read(statement, LONG));
      statement.setQueryTimeout(0);
      assertEquals(1, read(statement, "VALUES 1"));
      for (int i = 0; i < 100 && !metrics(server).contains("weft_queries_running 0"); i++) {
        Thread.sleep(50);
      }
      assertTrue(metrics(server).contains("weft_queries_running 0"), metrics(server));
    }
    assertTrue(log.toString().contains("cancelled"), log.toString());
  }

  private static String metrics(WeftServer server) throws Exception {
    return get(server, "/metrics").body();
  }

  private static HttpResponse<String> get(WeftServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void closingEverythingFreesEverything() throws Exception {
    try (WeftServer server = server(Limits.DEFAULTS, new StringBuffer())) {
      for (int i = 0; i < 20; i++) {
        Connection connection = connect(server);
        Statement statement = connection.createStatement();
        statement.setFetchSize(10);
        assertTrue(statement.executeQuery("SELECT * FROM flows").next());
        connection.close();
      }
      assertTrue(metrics(server).contains("weft_sessions 0"), metrics(server));
      assertTrue(metrics(server).contains("weft_queries_running 0"), metrics(server));
    }
  }

  @Test
  void restartIsSurvivedAndTellsWhatItBroke() throws Exception {
    WeftServer first = server(Limits.DEFAULTS, new StringBuffer());
    int port = first.port();
    try (Connection connection = connect(first);
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("VALUES (CAST(? AS INTEGER))")) {
      prepared.setInt(1, 1);
      assertTrue(prepared.executeQuery().next());
      statement.setFetchSize(10);
      ResultSet open = statement.executeQuery("SELECT sip FROM flows");
      assertTrue(open.next());
      assertTrue(connection.isValid(60));
      first.close();
      assertFalse(connection.isValid(60));
      assertError(
          "08001", "No server answers", () -> read(connection.createStatement(), "VALUES 1"));
      try (WeftServer second =
          WeftServer.start(ServerOptions.local("jdbc:weft:" + store, port, new StringBuffer()))) {
        assertEquals(port, second.port());
        assertTrue(connection.isValid(60));
        SQLException broken =
            assertThrows(
                SQLException.class,
                () -> {
                  while (open.next()) {}
                });
        assertTrue(broken.getSQLState().startsWith("08"), broken.getMessage());
        assertEquals(1, read(statement, "SELECT COUNT(*) FROM flows"));
        prepared.setInt(1, 7);
        ResultSet rows = prepared.executeQuery();
        assertTrue(rows.next());
        assertEquals(7, rows.getInt(1));
      }
    }
  }

  @Test
  void stoppingLetsRunningResultsEndAndTakesNoNewOnes() throws Exception {
    WeftServer server = server(Limits.DEFAULTS, new StringBuffer());
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        Statement other = connection.createStatement()) {
      statement.setFetchSize(5000);
      ResultSet rows = statement.executeQuery("SELECT sip FROM flows");
      CompletableFuture<Boolean> stopped =
          CompletableFuture.supplyAsync(() -> server.stop(100), task -> new Thread(task).start());
      while (health(server) == 200) {
        Thread.sleep(10);
      }
      assertError("57P01", "stopping", () -> read(other, "VALUES 1"));
      int count = 0;
      while (rows.next()) {
        count++;
      }
      assertEquals(20_000, count);
      assertTrue(stopped.get(120, TimeUnit.SECONDS));
    }
  }

  private static int health(WeftServer server) throws Exception {
    return get(server, "/health").statusCode();
  }
}
