package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends can't choose classes, files or URLs, and can't bring the server down. */
class NoWayInTest {
  @TempDir static Path folder;
  private static WeftServer server;
  private static Connection remote;
  private static Path secret;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void serve() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 1000);
    secret = Files.writeString(folder.resolve("secret.txt"), "10.0.0.1\nthe secret\n");
    server = TestStore.served(store);
    remote = DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/");
  }

  @AfterAll
  static void stop() throws SQLException {
    remote.close();
    server.close();
  }

  private static long ask(String sql) throws SQLException {
    try (Statement statement = remote.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  private static void assertWell() throws SQLException {
    assertEquals(1000, ask("SELECT COUNT(*) FROM flows"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM flows WHERE in_set(sip, '%s')",
        "SELECT * FROM flows WHERE in_set(sip, '../%s')",
        "SELECT * FROM TABLE(ip_set('%s'))",
        "SELECT * FROM TABLE(ip_set('../../secret.txt'))",
        "SELECT * FROM TABLE(bag('%s'))",
        "SELECT country(sip), pmap('%s', sip) FROM flows",
        "CREATE FUNCTION f AS 'java.lang.Runtime.exec'",
        "CREATE SCHEMA s TYPE 'org.apache.calcite.adapter.jdbc.JdbcSchema$Factory'",
        "CREATE TABLE t AS SELECT * FROM flows",
        "SELECT \"java.lang.System.exit\"(1) FROM flows",
        "SELECT * FROM TABLE(\"org.apache.calcite.adapter.os.JpsTableFunction\"())",
        "SELECT * FROM metadata.tables",
        "ALTER SYSTEM SET x = 1",
        "CALL sqlj.install_jar('http://127.0.0.1/x.jar', 'x', 0)",
        "INSERT INTO flows SELECT * FROM flows",
        "SELECT extractvalue('<a/>', '/a'), xmltransform('<a/>', 'http://127.0.0.1/x.xsl')"
      })
  void statementsReachNoFileNoClassAndNoUrl(String form) throws SQLException {
    String sql = form.replace("%s", secret.toString());
    SQLException failure = assertThrows(SQLException.class, () -> ask(sql));
    assertOneClearLine(failure);
    assertFalse(failure.getMessage().contains("the secret"), failure.getMessage());
    assertWell();
  }

  private static void assertOneClearLine(SQLException failure) {
    String message = failure.getMessage();
    assertFalse(message.isBlank());
    assertFalse(message.contains("\n"), message);
    assertFalse(message.contains("\tat "), message);
    assertEquals(5, failure.getSQLState().length(), message);
    assertFalse(message.contains("internal"), message);
  }

  @Test
  void statementsTooDeepTooLongAndTooWideAreRefusedOrAnswered() throws SQLException {
    String deep = "(".repeat(5000) + "1" + ")".repeat(5000);
    assertEquals("54001", refused("SELECT " + deep + " FROM flows"));
    String minus = "SELECT " + "- ".repeat(9000) + "1 FROM flows";
    assertAnsweredOrRefused(minus);
    String not = "SELECT COUNT(*) FROM flows WHERE " + "NOT ".repeat(15_000) + "TRUE";
    assertAnsweredOrRefused(not);
    String wide = "SELECT COUNT(*) FROM flows WHERE sport = 1" + " OR sport = 2".repeat(30_000);
    assertEquals("54001", refused(wide));
    String huge = "SELECT '" + "x".repeat(2 << 20) + "'";
    assertEquals("53300", refused(huge));
    String cube =
        "SELECT COUNT(*) FROM flows GROUP BY CUBE(sip, dip, sport, dport, protocol, packets, bytes,"
            + " flags, stime, etime, duration, sensor, class, type, application, attributes)";
    SQLException sets = assertThrows(SQLException.class, () -> ask(cube));
    assertTrue(sets.getMessage().contains("more than 256 grouping sets"), sets.getMessage());
    assertTrue(sets.getMessage().contains("column 37"), sets.getMessage());
    StringBuilder ors = new StringBuilder("SELECT COUNT(*) FROM flows WHERE sport = 0");
    for (int i = 1; i <= 1000; i++) {
      ors.append(" OR sport = ").append(i * 60);
    }
    assertTrue(ask(ors.toString()) >= 0);
    assertWell();
  }

  private static void assertAnsweredOrRefused(String sql) {
    try {
      ask(sql);
    } catch (SQLException failure) {
      assertOneClearLine(failure);
      assertEquals("54001", failure.getSQLState(), failure.getMessage());
    }
  }

  private static String refused(String sql) {
    SQLException failure = assertThrows(SQLException.class, () -> ask(sql));
    assertOneClearLine(failure);
    return failure.getSQLState();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "sets", "pmaps", "views", "siteConfig"})
  void propertiesOfASessionAreNotTheClients(String name) throws Exception {
    byte[] body = Envelope.of(new Request.OpenConnection("x", Map.of(name, folder.toString())));
    HttpResponse<byte[]> answer = post(body);
    assertEquals(500, answer.statusCode());
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertTrue(text.contains("takes no property \"" + name + "\""), text);
  }

  @Test
  void sessionsAreUnknownUntilTheyAreOpened() throws Exception {
    byte[] body = Envelope.of(new Request.Prepare("nobody's", "VALUES 1", 0));
    String text = new String(post(body).body(), StandardCharsets.UTF_8);
    assertTrue(text.contains("knows no such session"), text);
  }

  private static HttpResponse<byte[]> post(byte[] body) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void bytesThatAreNoMessageGetAnErrorWithoutAStackTrace() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[][] good = {
      Envelope.of(new Request.PrepareAndExecute("a", "SELECT 1", 1, 0, 0, false)),
      Envelope.of(new Request.Execute("a", 1, Arrays.asList(1, "x", null, 2.5), 0, false)),
      Envelope.of(new Request.OpenConnection("a", Map.of())),
      Envelope.of(new Request.Fetch("a", 1, 0, 0)),
    };
    for (int i = 0; i < 2000; i++) {
      byte[] body;
      if (i % 4 == 0) {
        body = new byte[random.nextInt(200)];
        random.nextBytes(body);
      } else {
        body = good[random.nextInt(good.length)].clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
          body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        body = random.nextInt(3) > 0 ? body : Arrays.copyOf(body, random.nextInt(body.length));
      }
      HttpResponse<byte[]> answer = post(body);
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      assertTrue(answer.statusCode() == 500 || answer.statusCode() == 200, "seed " + seed);
      assertFalse(text.contains("its log tells why"), "seed " + seed + ", " + i);
      assertFalse(text.contains("\tat "), "seed " + seed + ": " + text);
    }
    assertWell();
  }

  @Test
  void oversizedHeadersAreRefused() throws Exception {
    String answer = raw("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(40_000) + "\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
    assertWell();
  }

  @Test
  void bodiesThatAreTooLongAreRefusedBeforeTheyAreRead() throws Exception {
    String answer = raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
  }

  @Test
  void halfOpenAndSilentClientsDoNotDisturbOthers() throws Exception {
    Socket[] silent = new Socket[100];
    for (int i = 0; i < silent.length; i++) {
      silent[i] = new Socket("127.0.0.1", server.port());
      if (i % 2 == 0) {
        silent[i].getOutputStream().write("POST / HT".getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertWell();
    for (Socket socket : silent) {
      socket.close();
    }
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      try {
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      } catch (IOException e) {
        // The server may close before it has read everything.
      }
      byte[] answer = socket.getInputStream().readNBytes(12);
      return new String(answer, StandardCharsets.US_ASCII);
    }
  }
}
