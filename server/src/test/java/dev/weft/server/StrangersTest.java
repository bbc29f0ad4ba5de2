package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
import dev.weft.jdbc.wire.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The remote driver against what is no Weft server, and against an older one. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangersTest {
  private static final String HTML = "<html><body>\n<h1>Sorry</h1>\n</body></html>";

  @TempDir static Path folder;
  private static WeftServer server;

  @BeforeAll
  static void serve() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 1_000);
    server = TestStore.served(store);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Answers whatever it is asked with the same bytes; with none, it waits. */
  private static final class Stranger implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    Stranger(byte[] answer, boolean speaksFirst) throws IOException {
      Thread thread =
          new Thread(
              () -> {
                while (!socket.isClosed()) {
                  try {
                    Socket client = socket.accept();
                    if (!speaksFirst) {
                      assertTrue(client.getInputStream().read(new byte[8192]) > 0);
                    }
                    if (answer.length > 0) {
                      client.getOutputStream().write(answer);
                      client.shutdownOutput();
                      client.getInputStream().readAllBytes();
                      client.close();
                    }
                  } catch (IOException e) {
                    // The client has seen enough.
                  }
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    SQLException refusal(String properties) {
      String url = "jdbc:weft://127.0.0.1:" + socket.getLocalPort() + "/" + properties;
      return assertThrows(SQLException.class, () -> DriverManager.getConnection(url));
    }

    String name() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          502 Bad Gateway|text/html|08001|A proxy answers at X, but no server behind it: HTTP status 502
          504 Gateway Timeout|text/html|08001|A proxy answers at X, but no server behind it: HTTP status 504
          503 Service Unavailable|text/html|53300|The server at X refuses: HTTP status 503
          404 Not Found|text/html|08001|What answers at X is no Weft server: HTTP status 404
          403 Forbidden|text/html|28000|What answers at X forbids it: HTTP status 403
          302 Found|text/html|08001|What answers at X sends on to another address (HTTP status 302): write that of the Weft server itself; if it wants TLS, set tls=true
          400 Bad Request|text/html|08001|What answers at X is no Weft server: HTTP status 400; if it wants TLS, set tls=true
          200 OK|text/html; charset=utf-8|08001|What answers at X is no Weft server: HTTP status 200 with text/html; charset=utf-8
          500 Internal Server Error|application/json|08001|What answers at X is no Weft server: HTTP status 500 with application/json
          200 OK|application/octet-stream|08006|The server's answer can't be read: Malformed message: it ends too early
          """)
  void anotherWebServerIsToldOfInOneSentence(
      String status, String type, String state, String message) throws IOException {
    String answer =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nLocation: /login\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, type, HTML.length(), HTML);
    try (Stranger stranger = new Stranger(answer.getBytes(StandardCharsets.US_ASCII), false)) {
      SQLException failure = stranger.refusal("");
      String told = String.valueOf(failure.getMessage()).replace(stranger.name(), "X");
      if (state.equals("08006")) {
        assertTrue(told.startsWith("The server's answer can't be read: "), told);
      } else {
        assertEquals(message, told);
      }
      assertEquals(state, failure.getSQLState());
    }
  }

  @Test
  void whatSpeaksNoHttpOrNoTlsIsToldOf() throws IOException {
    String noHttp = "What answers at X speaks no HTTP; if it wants TLS, set tls=true";
    try (Stranger ssh = new Stranger("SSH-2.0-OpenSSH_9.2\r\n".getBytes(), true)) {
      assertEquals(noHttp, message(ssh, ""));
    }
    byte[] alert = {21, 3, 3, 0, 2, 2, 80};
    try (Stranger tls = new Stranger(alert, false)) {
      assertEquals(
          "The connection to the server at X broke off; if it wants TLS, set tls=true",
          message(tls, ""));
    }
    byte[] bad = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes();
    try (Stranger plain = new Stranger(bad, false)) {
      assertEquals(
          "No TLS connection to X: what answers there speaks none; try without tls=true",
          message(plain, "?tls=true"));
    }
  }

  private static String message(Stranger stranger, String properties) {
    return String.valueOf(stranger.refusal(properties).getMessage()).replace(stranger.name(), "X");
  }

  @Test
  void whoeverSaysNothingIsLeftAfterTheLoginTimeout() throws IOException {
    int before = DriverManager.getLoginTimeout();
    DriverManager.setLoginTimeout(1);
    try (Stranger silent = new Stranger(new byte[0], false)) {
      assertEquals("No server answers at X", message(silent, ""));
    } finally {
      DriverManager.setLoginTimeout(before);
    }
  }

  /** As a server that knows nothing of Weft's own additions hears it. */
  private static byte[] withoutAdditions(byte[] body) throws IOException {
    try {
      Request request = Envelope.request(body);
      if (request instanceof Request.PrepareAndExecute run) {
        return Envelope.of(
            new Request.PrepareAndExecute(
                run.connection(),
                run.sql(),
                run.statement(),
                run.maxRows(),
                run.frameRows(),
                false));
      } else if (request instanceof Request.Execute run) {
        return Envelope.of(
            new Request.Execute(
                run.connection(), run.statement(), run.parameters(), run.frameRows(), false));
      }
      return body;
    } catch (WireException e) {
      throw new IOException(e);
    }
  }

  @Test
  void anOlderServerAnswersPreparedStatementsMetadataAndCancel() throws Exception {
    try (Meddler old = new Meddler(server.port(), StrangersTest::withoutAdditions, a -> a);
        Connection there = DriverManager.getConnection(old.url());
        Connection here =
            DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/")) {
      assertEquals(asked(here), asked(there));
      try (Statement statement = there.createStatement()) {
        CompletableFuture<SQLException> failure =
            CompletableFuture.supplyAsync(
                () ->
                    assertThrows(
                        SQLException.class,
                        () ->
                            statement
                                .executeQuery(
                                    "SELECT COUNT(*) FROM flows a, flows b, flows c, flows d"
                                        + " WHERE a.bytes + b.bytes + c.bytes + d.bytes < 0")
                                .next()));
        while (!failure.isDone()) {
          statement.cancel();
          Thread.sleep(20);
        }
        assertEquals("57014", failure.get(50, TimeUnit.SECONDS).getSQLState());
        assertTrue(statement.executeQuery("VALUES 1").next());
      }
    }
  }

  private static List<String> asked(Connection connection) throws SQLException {
    StringBuilder prepared = new StringBuilder();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT * FROM flows WHERE bytes > ? AND sip LIKE ? ORDER BY stime, sip, sport")) {
      query.setFetchSize(400);
      for (int bytes : new int[] {100, 1000}) {
        query.setInt(1, bytes);
        query.setString(2, "1%");
        prepared.append(Dump.of(query.executeQuery()));
      }
    }
    try (ResultSet tables = connection.getMetaData().getTables(null, null, "%", null);
        ResultSet columns = connection.getMetaData().getColumns(null, null, "flows", "%");
        ResultSet types = connection.getMetaData().getTypeInfo()) {
      return List.of(
          prepared.toString(),
          Dump.of(tables),
          Dump.of(columns),
          Dump.of(types),
          connection.getMetaData().getDatabaseProductName());
    }
  }
}
