package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are slow, silent or gone hold nothing that others need. */
@Timeout(120)
class PatienceTest {
  private static final String LONG =
      "SELECT COUNT(*) FROM flows a, flows b, flows c WHERE a.bytes + b.bytes + c.bytes < 0";

  @TempDir static Path folder;
  private static WeftServer server;

  @BeforeAll
  static void serve() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 20_000);
    server = TestStore.served(store);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Socket socket() throws IOException {
    Socket socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(40_000);
    return socket;
  }

  private static void send(Socket socket, byte[] body) throws IOException {
    String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }

  private static String metrics() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void awaitMetric(String line) throws Exception {
    for (int i = 0; i < 200 && !metrics().contains(line + "\n"); i++) {
      Thread.sleep(50);
    }
    assertTrue(metrics().contains(line + "\n"), metrics());
  }

  @Test
  void queryOfAClientThatHasGoneIsStopped() throws Exception {
    try (Socket socket = socket()) {
      send(socket, Envelope.of(new Request.OpenConnection("gone", Map.of())));
      assertEquals("HTTP/1.1 200", status(socket));
    }
    try (Socket socket = socket()) {
      send(
          socket, Envelope.of(new Request.OfSession(Request.SessionVerb.CREATE_STATEMENT, "gone")));
      assertEquals("HTTP/1.1 200", status(socket));
    }
    try (Socket socket = socket()) {
      send(socket, Envelope.of(new Request.PrepareAndExecute("gone", LONG, 1, 0, 0, true)));
      awaitMetric("weft_queries_running 1");
      Thread.sleep(2500);
      awaitMetric("weft_queries_running 1"); // for somebody who waits
    }
    awaitMetric("weft_queries_running 0");
  }

  @Test
  void slowQuestionOnOneConnectionDoesNotSpoilTheNext() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/");
        Statement statement = connection.createStatement()) {
      statement.setFetchSize(1000);
      for (int round = 0; round < 2; round++) {
        // Long enough to be watched, with rows left to fetch when the first ones come.
        ResultSet rows =
            statement.executeQuery(
                "SELECT a.sip, a.bytes FROM flows a JOIN (SELECT MAX(x.bytes + y.bytes) AS m"
                    + " FROM flows x, (SELECT bytes FROM flows LIMIT 4000) y) z ON z.m > a.sport"
                    + " ORDER BY 1, 2");
        int count = 0;
        while (rows.next()) {
          count++;
        }
        assertTrue(count > 10_000, () -> "rows");
      }
    }
  }

  @Test
  void hundredsOfSlowSendersTakeNoThreadFromOthers() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      byte[] begun = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc".getBytes();
      for (int i = 0; i < 400; i++) {
        Socket socket = socket();
        slow.add(socket);
        socket.getOutputStream().write(begun);
      }
      Thread.sleep(300);
      long start = System.nanoTime();
      try (Connection connection =
              DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM flows")) {
        assertTrue(rows.next());
      }
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10), "others had to wait");
      assertEquals("HTTP/1.1 408", status(slow.get(0))); // after twenty seconds
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void headThatComesByteByByteIsCutOff() throws Exception {
    try (Socket socket = socket()) {
      long start = System.nanoTime();
      boolean open = true;
      byte[] head = ("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(200)).getBytes();
      for (int i = 0; i < 80 && open; i++) {
        try {
          socket.getOutputStream().write(head[i]);
          Thread.sleep(500);
        } catch (IOException e) {
          open = false;
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      assertTrue(!open && seconds > 19 && seconds < 35, seconds + " s, open " + open);
    }
  }
}
