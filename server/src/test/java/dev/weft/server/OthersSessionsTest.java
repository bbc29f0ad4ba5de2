package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.MetadataRequest;
import dev.weft.jdbc.wire.Request;
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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users have their own sessions, names and limits, whatever numbers the others send. */
class OthersSessionsTest {
  private static final long[] ODD = {
    -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 32, 999
  };

  @TempDir static Path folder;
  private static WeftServer server;

  @BeforeAll
  static void serve() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 1000);
    Path users = folder.resolve("users");
    UserFile.put(users, "ann", "a".toCharArray());
    UserFile.put(users, "bob", "b".toCharArray());
    Limits d = Limits.DEFAULTS;
    Limits limits =
        new Limits(
            4, 2, Duration.ofMillis(300), 0, 0, d.idle(), d.unread(), 20, 3, 10, d.requestBytes());
    server =
        WeftServer.start(
            ServerOptions.local("jdbc:weft:" + store, 0, new StringBuffer())
                .withUsers(users)
                .withLimits(limits));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The answer as text; what is an error begins with "500". */
  private static String post(String user, Request request) throws Exception {
    String secret = user + ":" + user.charAt(0);
    String basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                    .header("Authorization", "Basic " + basic)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Envelope.of(request)))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static Request.OfSession of(Request.SessionVerb verb, String session) {
    return new Request.OfSession(verb, session);
  }

  @Test
  void sessionsOfOthersAreNoSessions() throws Exception {
    post("ann", new Request.OpenConnection("s-ann", Map.of()));
    post("ann", of(Request.SessionVerb.CREATE_STATEMENT, "s-ann"));
    String sql = "SELECT sip FROM flows";
    assertTrue(
        post("ann", new Request.PrepareAndExecute("s-ann", sql, 1, 0, 10, false))
            .startsWith("200"));
    for (Request request :
        List.of(
            new Request.OpenConnection("s-ann", Map.of()),
            new Request.Fetch("s-ann", 1, 10, 10),
            new Request.Prepare("s-ann", sql, 0),
            new Request.PrepareAndExecute("s-ann", sql, 1, 0, 10, false),
            new Request.Execute("s-ann", 1, List.of(), 10, false),
            new Request.OfStatement(Request.StatementVerb.CLOSE, "s-ann", 1),
            new Request.OfStatement(Request.StatementVerb.SYNC_RESULTS, "s-ann", 1),
            of(Request.SessionVerb.CREATE_STATEMENT, "s-ann"),
            of(Request.SessionVerb.SYNC, "s-ann"),
            of(Request.SessionVerb.PROPERTIES, "s-ann"),
            of(Request.SessionVerb.COMMIT, "s-ann"),
            new Request.Metadata(
                new MetadataRequest(MetadataRequest.Kind.CATALOGS, "s-ann", List.of(), null)))) {
      String answer = post("bob", request);
      assertTrue(answer.startsWith("500") && answer.contains("no such session"), answer);
    }
    post("bob", of(Request.SessionVerb.CLOSE, "s-ann"));
    String more = post("ann", new Request.Fetch("s-ann", 1, 10, 10));
    assertTrue(more.startsWith("200"), more);
    post("ann", of(Request.SessionVerb.CLOSE, "s-ann"));
  }

  @Test
  void oddNumbersAreAnsweredOrRefusedInWords() throws Exception {
    post("ann", new Request.OpenConnection("odd", Map.of()));
    post("ann", of(Request.SessionVerb.CREATE_STATEMENT, "odd"));
    String sql = "SELECT sip FROM flows";
    for (long odd : ODD) {
      int small = (int) odd;
      for (Request request :
          Arrays.<Request>asList(
              new Request.PrepareAndExecute("odd", sql, 1, 0, 10, false),
              new Request.Fetch("odd", 1, odd, 10),
              new Request.Fetch("odd", 1, 10, small),
              new Request.Fetch("odd", small, odd, small),
              new Request.PrepareAndExecute("odd", sql, 1, odd, small, false),
              new Request.PrepareAndExecute("odd", sql, small, odd, small, true),
              new Request.Prepare("odd", sql, odd),
              new Request.Execute("odd", small, List.of(), small, false),
              new Request.Execute("odd", 1, List.of(1, 2, 3), small, true),
              new Request.OfStatement(Request.StatementVerb.CLOSE, "odd", small + 5))) {
        String answer = post("ann", request);
        assertFalse(answer.contains("its log tells"), request + ": " + answer);
        assertFalse(answer.contains("\tat "), request + ": " + answer);
      }
      post("ann", new Request.PrepareAndExecute("odd", sql, 1, 0, 10, false));
      String wrong = post("ann", new Request.Fetch("odd", 1, odd, 10));
      assertTrue(wrong.startsWith("500") && wrong.contains("results go forward"), wrong);
    }
    post("ann", of(Request.SessionVerb.CLOSE, "odd"));
  }

  private static Connection connect(String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:weft://127.0.0.1:" + server.port() + "/", user, user.substring(0, 1));
  }

  private static String who(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("VALUES (CURRENT_USER, SESSION_USER, SYSTEM_USER, USER)")) {
      assertTrue(row.next());
      for (int i = 2; i <= 4; i++) {
        assertEquals(row.getString(1), row.getString(i));
      }
      return row.getString(1);
    }
  }

  @Test
  void everybodyIsTheUserOfTheirPassword() throws Exception {
    try (Connection ann = connect("ann");
        Connection bob = connect("bob")) {
      for (int i = 0; i < 3; i++) {
        assertEquals("ann", who(ann));
        assertEquals("bob", who(bob)); // by the same plan
      }
      assertEquals("bob", bob.getMetaData().getUserName());
      try (Statement statement = bob.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT COUNT(*) FROM flows WHERE CURRENT_USER = 'bob' AND sport >= 0")) {
        assertTrue(row.next());
        assertEquals(1000, row.getLong(1));
      }
    }
    try (Connection embedded = DriverManager.getConnection("jdbc:weft:" + folder + "/store")) {
      assertEquals(System.getProperty("user.name"), who(embedded));
    }
  }

  @Test
  void sessionsOfOneUserAreLimitedAndOthersAreNot() throws Exception {
    try (Connection first = connect("ann");
        Connection second = connect("ann");
        Connection third = connect("ann")) {
      SQLException failure = assertThrows(SQLException.class, () -> connect("ann").close());
      assertEquals("53300", failure.getSQLState());
      assertTrue(failure.getMessage().contains("User ann has 3 sessions"), failure.getMessage());
      connect("bob").close();
      assertFalse(first.isClosed() || second.isClosed() || third.isClosed());
    }
  }
}
