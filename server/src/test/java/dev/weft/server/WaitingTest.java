package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
import dev.weft.jdbc.wire.ServerError;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A query that waits for its turn, or is planned, ends at its limit, by cancel, with its client.
 */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingTest {
  /** Takes longer to plan than any test waits. */
  private static final String LONG_TO_PLAN =
      "SELECT COUNT(*) FROM "
          + IntStream.range(0, 1500).mapToObj(i -> "flows f" + i).collect(Collectors.joining(", "));

  @TempDir static Path folder;
  private static Path store;

  @BeforeAll
  static void generate() throws Exception {
    store = TestStore.generated(folder.resolve("store"), 2000);
  }

  /** One query at once; the next waits far longer than the test may take. */
  private static Limits limits(int seconds) {
    return new Limits(
        1,
        0,
        Duration.ofMinutes(30),
        0,
        seconds,
        Duration.ofMinutes(5),
        Duration.ofMinutes(5),
        10,
        0,
        10,
        1 << 20);
  }

  private static WeftServer server(int seconds) throws Exception {
    return WeftServer.start(
        ServerOptions.local("jdbc:weft:" + store, 0, new StringBuffer())
            .withLimits(limits(seconds)));
  }

  private static Connection connect(WeftServer server) throws SQLException {
    return DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/");
  }

  /** A result that is not read holds the only turn. */
  private static ResultSet holding(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setFetchSize(10);
    return statement.executeQuery("SELECT sip FROM flows");
  }

  private static void awaitMetric(WeftServer server, String line) throws Exception {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
            .build();
    String metrics = "";
    while (!metrics.contains(line + "\n")) {
      Thread.sleep(20);
      metrics =
          HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aTimeLimitCoversTheWaitForATurn() throws Exception {
    try (WeftServer server = server(0);
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      ResultSet holder = holding(connection);
      statement.setQueryTimeout(1);
      SQLException failure =
          assertThrows(SQLException.class, () -> statement.executeQuery("VALUES 1"));
      assertEquals("HYT00", failure.getSQLState());
      assertEquals(
          "The query was stopped at its time limit of 1 s while it waited for its turn at the"
              + " server",
          failure.getMessage());
      awaitMetric(server, "weft_queries_waiting 0");
      holder.close();
      statement.setQueryTimeout(0);
      assertTrue(statement.executeQuery("VALUES 1").next());
    }
  }

  @Test
  void theServersOwnTimeLimitCoversTheWaitForATurn() throws Exception {
    Admission admission = new Admission(limits(1));
    Admission.Turn first = admission.begin("", new Admission.Wait());
    ServerError failure =
        assertThrows(ServerError.class, () -> admission.begin("", new Admission.Wait()));
    assertEquals("HYT00", failure.sqlState());
    assertTrue(
        String.valueOf(failure.getMessage())
            .startsWith("The query was stopped at its time limit of 1 s: all of it, it waited"),
        failure.getMessage());
    assertEquals(0, admission.waiting());
    first.close();
    admission.begin("", new Admission.Wait()).close();
  }

  @Test
  void aQueryThatWaitsForItsTurnIsCancelled() throws Exception {
    try (WeftServer server = server(0);
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      ResultSet holder = holding(connection);
      CompletableFuture<SQLException> failure =
          CompletableFuture.supplyAsync(
              () -> assertThrows(SQLException.class, () -> statement.executeQuery("VALUES 1")));
      awaitMetric(server, "weft_queries_waiting 1");
      statement.cancel();
      assertEquals("57014", failure.get(60, TimeUnit.SECONDS).getSQLState());
      awaitMetric(server, "weft_queries_waiting 0");
      holder.close();
      assertTrue(statement.executeQuery("VALUES 1").next());
    }
  }

  @Test
  void planningEndsAtTheServersTimeLimit() throws Exception {
    try (WeftServer server = server(1);
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 2; i++) {
        boolean prepared = i == 1;
        SQLException failure =
            assertThrows(
                SQLException.class,
                () -> {
                  if (prepared) {
                    connection.prepareStatement(LONG_TO_PLAN);
                  } else {
                    statement.executeQuery(LONG_TO_PLAN);
                  }
                });
        assertEquals("HYT00", failure.getSQLState(), failure.getMessage());
      }
    }
  }

  private static void ask(WeftServer server, Request request, boolean stay) throws IOException {
    byte[] body = Envelope.of(request);
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      if (stay) {
        assertTrue(socket.getInputStream().read() >= 0);
      } else {
        awaitBusy(server);
      }
    }
  }

  private static void awaitBusy(WeftServer server) throws IOException {
    try {
      awaitMetric(server, "weft_queries_running 1");
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Test
  void aClientThatGoesWhileItsStatementIsPlannedFreesItsTurn() throws Exception {
    try (WeftServer server = server(0)) {
      ask(server, new Request.OpenConnection("gone", Map.of()), true);
      ask(server, new Request.OfSession(Request.SessionVerb.CREATE_STATEMENT, "gone"), true);
      ask(server, new Request.PrepareAndExecute("gone", LONG_TO_PLAN, 1, 0, 0, true), false);
      awaitMetric(server, "weft_queries_running 0");
      try (Connection connection = connect(server);
          Statement statement = connection.createStatement()) {
        assertTrue(statement.executeQuery("VALUES 1").next());
      }
    }
  }

  @Test
  void aClientThatGoesWhileItsQueryWaitsIsForgotten() throws Exception {
    try (WeftServer server = server(0);
        Connection connection = connect(server)) {
      ResultSet holder = holding(connection);
      ask(server, new Request.OpenConnection("gone", Map.of()), true);
      ask(server, new Request.OfSession(Request.SessionVerb.CREATE_STATEMENT, "gone"), true);
      byte[] body =
          Envelope.of(
              new Request.PrepareAndExecute("gone", "SELECT sip FROM flows", 1, 0, 10, true));
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        awaitMetric(server, "weft_queries_waiting 1");
      }
      awaitMetric(server, "weft_queries_waiting 0");
      holder.close();
      awaitMetric(server, "weft_queries_running 0");
    }
  }
}
