package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.calcite.avatica.BuiltInConnectionProperty;
import org.apache.calcite.avatica.ConnectionProperty;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can name, it can't use to reach a class, a file or a URL of the server's. */
class ForeignNamesTest {
  private static final String PLANTED = "dev.weft.server.ForeignNamesTest$Planted";

  /** Those of Avatica's that Weft has too, or that Avatica's own client tells of itself. */
  private static final Set<String> WEFT_HAS = Set.of("user", "password", "truststore");

  @TempDir static Path folder;
  private static Path store;
  private static WeftServer server;
  private static Connection remote;

  /** Tells whether somebody had it loaded by its name. */
  public static final class Planted {
    static {
      System.setProperty("weft.planted", "loaded");
    }
  }

  @BeforeAll
  static void serve() throws Exception {
    store = TestStore.generated(folder.resolve("store"), 1000);
    Files.writeString(folder.resolve("secret.txt"), "10.0.0.1\nthe secret\n");
    Files.createDirectories(store.resolve("sets"));
    Files.writeString(store.resolve("sets").resolve("office.txt"), "10.0.0.0/8\n");
    Files.write(store.resolve("sets").resolve("broken.set"), new byte[] {1, 2, 3});
    server = TestStore.served(store);
    remote = DriverManager.getConnection(url());
  }

  private static String url() {
    return "jdbc:weft://127.0.0.1:" + server.port() + "/";
  }

  @AfterAll
  static void stop() throws SQLException {
    remote.close();
    server.close();
    assertEquals(null, System.getProperty("weft.planted"), "a class was loaded by its name");
  }

  static Set<String> properties() {
    Set<String> names = new TreeSet<>();
    List<ConnectionProperty> all = new ArrayList<>();
    all.addAll(List.of(CalciteConnectionProperty.values()));
    all.addAll(List.of(BuiltInConnectionProperty.values()));
    for (ConnectionProperty property : all) {
      names.add(property.camelName());
      names.add(property.name());
      names.add(property.name().toLowerCase(Locale.ROOT));
    }
    names.addAll(List.of("jdbcDriver", "MODEL", "class", "driver", "schema.factory"));
    return names;
  }

  @ParameterizedTest
  @MethodSource("properties")
  void propertiesOfCalciteAndAvaticaAreNotTaken(String name) throws Exception {
    for (String base : List.of("jdbc:weft:" + store, url())) {
      Properties info = new Properties();
      info.setProperty(name, PLANTED);
      if (WEFT_HAS.contains(name.toLowerCase(Locale.ROOT))) {
        continue;
      }
      for (String value : List.of(PLANTED, "inline:{version:'1.0'}", "http://127.0.0.1:1/x.json")) {
        assertNotTaken(() -> DriverManager.getConnection(base + "?" + name + "=" + value).close());
      }
      assertNotTaken(() -> DriverManager.getConnection(base, info).close());
    }
    String text = post(Envelope.of(new Request.OpenConnection("p" + name, Map.of(name, PLANTED))));
    assertTrue(
        text.contains("takes no property \"" + name + "\"") || isOfAvaticasClient(name), text);
  }

  @FunctionalInterface
  private interface Attempt {
    void run() throws SQLException;
  }

  private static void assertNotTaken(Attempt attempt) {
    SQLException failure = assertThrows(SQLException.class, attempt::run);
    String message = failure.getMessage();
    assertTrue(
        message.contains("There is no property")
            || message.contains("The server decides on")
            || message.contains(" should be ")
            || message.contains("is for remote URLs"),
        message);
  }

  /** Sent by Avatica's own clients, and passed over. */
  private static boolean isOfAvaticasClient(String name) {
    return Set.of(
            "url",
            "serialization",
            "authentication",
            "avatica_user",
            "avatica_password",
            "user",
            "password",
            "truststore",
            "truststore_password",
            "hostname_verification",
            "fetch_size",
            "timeZone",
            "transparent_reconnection",
            "use_client_side_lb",
            "autocommit",
            "httpclient_impl",
            "httpclient_factory")
        .contains(name);
  }

  private static String post(byte[] body) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static Stream<String> elsewhere() {
    String absolute = "/secret";
    return Stream.of(
        absolute,
        "/secret.txt",
        "..",
        ".",
        "",
        "../secret",
        "../../secret.txt",
        "..\\secret",
        "sets/../../secret",
        "office\0/../../secret",
        "%2e%2e%2fsecret",
        "..%2f..%2fsecret",
        "\u2024\u2024/secret",
        "file:///secret.txt",
        "jar:file:/x.jar!/secret.txt",
        "http://127.0.0.1:1/secret.txt",
        "\\\\127.0.0.1\\share\\secret",
        "CON",
        "~/secret",
        "$HOME/secret",
        "`id`",
        "x".repeat(5000));
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void namesOfSetsAndMapsStayInTheirFolders(String given) {
    String name = given.startsWith("/secret") ? folder + given : given;
    for (String sql :
        List.of(
            "SELECT COUNT(*) FROM flows WHERE in_set(sip, ?)",
            "SELECT * FROM TABLE(ip_set(?))",
            "SELECT * FROM TABLE(bag(?))",
            "SELECT pmap(sip, ?) FROM flows",
            "SELECT pmap(protocol, dport, ?) FROM flows",
            "SELECT * FROM TABLE(scans(TABLE flows, ?))")) {
      String spelled = sql.replace("?", "'" + name.replace("'", "''") + "'");
      assertNothingThere(() -> ask(spelled), given);
      assertNothingThere(
          () -> {
            try (PreparedStatement statement = remote.prepareStatement(sql)) {
              statement.setString(1, name);
              statement.executeQuery().close();
            }
          },
          given);
    }
  }

  private static void assertNothingThere(Attempt attempt, String given) {
    SQLException failure = assertThrows(SQLException.class, attempt::run);
    String message = failure.getMessage();
    assertFalse(message.contains("the secret") || message.contains("its log tells"), message);
    assertFalse(message.contains("\n") || message.contains("java."), message);
    if (!given.startsWith("/secret")) {
      assertFalse(message.contains(folder.toString()), message);
    }
  }

  private static void ask(String sql) throws SQLException {
    try (Statement statement = remote.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {}
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM flows WHERE in_set(sip, 'nothing')",
        "SELECT COUNT(*) FROM flows WHERE in_set(sip, 'broken')",
        "SELECT * FROM TABLE(ip_set('broken'))",
        "SELECT * FROM TABLE(bag('broken'))",
        "SELECT pmap(sip, 'nothing') FROM flows",
        "SELECT country(sip) FROM flows"
      })
  void messagesDoNotTellWhereTheStoreStands(String sql) {
    SQLException failure = assertThrows(SQLException.class, () -> ask(sql));
    assertFalse(failure.getMessage().contains(folder.toString()), failure.getMessage());
    assertFalse(failure.getMessage().contains("/tmp"), failure.getMessage());
    SQLException local =
        assertThrows(
            SQLException.class,
            () -> {
              try (Connection embedded = DriverManager.getConnection("jdbc:weft:" + store);
                  Statement statement = embedded.createStatement()) {
                statement.executeQuery(sql).close();
              }
            });
    assertTrue(local.getMessage().contains(store.toString()), local.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM partitions",
        "SELECT * FROM sensors",
        "EXPLAIN PLAN FOR SELECT sip FROM flows WHERE in_set(sip, 'office')",
        "VALUES (CURRENT_USER, SESSION_USER, SYSTEM_USER, USER, CURRENT_PATH, CURRENT_ROLE)"
      })
  void rowsDoNotTellWhereTheStoreStands(String sql) throws SQLException {
    try (Statement statement = remote.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          String value = String.valueOf(rows.getString(i));
          assertFalse(value.contains(folder.toString()), value);
        }
      }
    } catch (SQLException e) {
      assertFalse(e.getMessage().contains(folder.toString()), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPLAIN PLAN FOR CONNECTION 1",
        "SHOW PROCESSLIST",
        "SHOW FULL PROCESSLIST",
        "SELECT * FROM information_schema.processlist",
        "SELECT * FROM pg_stat_activity",
        "SELECT * FROM \"../secret\".flows",
        "SELECT * FROM \"file:///secret.txt\"",
        "SELECT * FROM 'secret.txt'",
        "KILL 1",
        "KILL QUERY 1",
        "SET x = 1",
        "SET \"model\" = 'inline:{}'",
        "RESET ALL",
        "ALTER SESSION SET schema = 'x'",
        "ALTER SYSTEM RESET ALL",
        "CREATE FUNCTION f AS 'java.lang.Runtime' USING JAR 'http://127.0.0.1/x.jar'",
        "CREATE OR REPLACE FUNCTION f AS 'dev.weft.server.ForeignNamesTest$Planted'",
        "CREATE FOREIGN SCHEMA s TYPE 'jdbc' OPTIONS (\"jdbcUrl\" 'jdbc:calcite:')",
        "CREATE FOREIGN SCHEMA s LIBRARY 'dev.weft.server.ForeignNamesTest$Planted'",
        "CREATE VIEW v AS SELECT * FROM flows",
        "DROP TABLE flows",
        "TRUNCATE TABLE flows",
        "DELETE FROM flows",
        "UPDATE flows SET bytes = 0",
        "MERGE INTO flows USING flows f ON TRUE WHEN MATCHED THEN UPDATE SET bytes = 0",
        "COPY flows TO '/tmp/x'",
        "LOAD DATA INFILE '/etc/passwd' INTO TABLE flows",
        "ATTACH '/etc/passwd' AS x",
        "SELECT load_file('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT getenv('PATH')",
        "SELECT sleep(100)",
        "SELECT pg_sleep(100)",
        "SELECT \"dev.weft.server.ForeignNamesTest$Planted\"()",
        "SELECT CAST(sip AS \"dev.weft.server.ForeignNamesTest$Planted\") FROM flows",
        "SELECT NEW \"dev.weft.server.ForeignNamesTest$Planted\"() FROM flows",
        "SELECT JSON_VALUE('{}', 'lax $.a' DEFAULT SLEEP(1) ON ERROR)",
        "SELECT xmltransform('<a/>', '<x xmlns:x=\"http://127.0.0.1:1/\"/>')",
        "VALUES (NEXT VALUE FOR s)",
        "DESCRIBE DATABASE x",
        "DESCRIBE SCHEMA weft",
        "CALL f()"
      })
  void statementsThatAreNoQuestionsAreRefused(String sql) throws SQLException {
    SQLException failure = assertThrows(SQLException.class, () -> ask(sql), sql);
    String message = failure.getMessage();
    assertFalse(message.isBlank() || message.contains("\n"), message);
    assertFalse(message.contains("its log tells") || message.contains("java."), message);
    assertEquals(5, failure.getSQLState().length(), message);
    try (Statement statement = remote.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM flows")) {
      assertTrue(rows.next() && rows.getLong(1) == 1000);
    }
  }

  @Test
  void metadataOfOtherCatalogsIsEmpty() throws SQLException {
    for (String name : List.of("../secret", "/etc", "file:///etc", "metadata", "\0", "%2e%2e")) {
      try (ResultSet tables = remote.getMetaData().getTables(name, null, "%", null);
          ResultSet columns = remote.getMetaData().getColumns(null, name, "%", "%")) {
        assertFalse(tables.next(), name);
        assertFalse(columns.next(), name);
      }
    }
  }
}
