package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
import dev.weft.jdbc.wire.WireException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows through a server, as columns or one by one, are the rows of an embedded connection. */
@Timeout(180)
class PackedRowsTest {
  @FunctionalInterface
  private interface Getter {
    Object get(ResultSet rows, int column) throws SQLException;
  }

  private static final Map<String, Getter> GETTERS = new LinkedHashMap<>();

  static {
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    GETTERS.put("object", ResultSet::getObject);
    GETTERS.put("string", ResultSet::getString);
    GETTERS.put("boolean", ResultSet::getBoolean);
    GETTERS.put("byte", ResultSet::getByte);
    GETTERS.put("short", ResultSet::getShort);
    GETTERS.put("int", ResultSet::getInt);
    GETTERS.put("long", ResultSet::getLong);
    GETTERS.put("float", ResultSet::getFloat);
    GETTERS.put("double", ResultSet::getDouble);
    GETTERS.put("decimal", ResultSet::getBigDecimal);
    GETTERS.put("timestamp", ResultSet::getTimestamp);
    GETTERS.put("timestamp there", (r, c) -> r.getTimestamp(c, tokyo));
    GETTERS.put("date", ResultSet::getDate);
    GETTERS.put("time", ResultSet::getTime);
    for (Class<?> type :
        new Class<?>[] {
          String.class,
          Long.class,
          Integer.class,
          Double.class,
          BigDecimal.class,
          Boolean.class,
          Timestamp.class,
          LocalDateTime.class,
          LocalDate.class
        }) {
      GETTERS.put("as " + type.getSimpleName(), (r, c) -> r.getObject(c, type));
    }
  }

  /** Expressions of every type, with and without NULLs; the later ones run in generated code. */
  private static final String[] VALUES = {
    "sip",
    "dip",
    "sport",
    "protocol",
    "packets",
    "bytes",
    "flags",
    "initial_flags",
    "stime",
    "etime",
    "duration",
    "sensor",
    "class",
    "type",
    "application",
    "attributes",
    "icmp_type",
    "CAST(MOD(sport, 100) AS TINYINT)",
    "CAST(MOD(sport, 30000) AS SMALLINT)",
    "NULLIF(protocol, 6)",
    "CASE WHEN protocol = 6 THEN -bytes END",
    "bytes > 1000",
    "CASE WHEN protocol = 6 THEN NULL ELSE packets > 3 END",
    "CAST(bytes AS DOUBLE) / 7",
    "CASE WHEN protocol = 17 THEN NULL ELSE CAST(bytes AS DOUBLE) END",
    "CAST(bytes AS REAL)",
    "-CAST(0 AS DOUBLE)",
    "CAST(packets AS DECIMAL(18, 2))",
    "NULLIF(duration, 0)",
    "CASE WHEN protocol = 6 THEN 'tcp' WHEN protocol = 17 THEN 'udp plus' END",
    "CASE WHEN protocol = 6 THEN 'a' ELSE 'b' END",
    "CAST(stime AS DATE)",
    "FLOOR(stime TO HOUR)",
    "CASE WHEN protocol = 6 THEN stime END",
    "CASE WHEN protocol = 6 THEN sip END",
    "CAST(NULL AS INTEGER)",
    "CAST(NULL AS VARCHAR)",
    "CAST('ab' AS CHAR(5))",
    "UPPER(CAST(sip AS VARCHAR)) || 'gr\u00fc\u00dfe \ud83d\ude00'",
    "CAST(stime AS TIME)",
    "SQRT(-CAST(bytes AS DOUBLE))",
    "1.5 * packets",
    "CASE WHEN sport > 1000 THEN '" + " long".repeat(300) + "' ELSE 'b' END",
    "(etime - stime) SECOND"
  };

  @TempDir static Path folder;
  private static WeftServer server;
  private static Connection embedded;
  private static Connection remote;

  @BeforeAll
  static void serve() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 40_000);
    String url = "jdbc:weft:" + store + "?threads=1"; // so that rows have one order
    server = WeftServer.start(ServerOptions.local(url, 0, new StringBuffer()));
    embedded = DriverManager.getConnection(url);
    remote = DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/");
  }

  @AfterAll
  static void stop() throws SQLException {
    remote.close();
    embedded.close();
    server.close();
  }

  /** All that the getters say of all rows, or what failed. */
  private static String told(Connection connection, String sql, int fetchSize) {
    StringBuilder out = new StringBuilder();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(fetchSize);
      try (ResultSet rows = statement.executeQuery(sql)) {
        int width = rows.getMetaData().getColumnCount();
        for (int row = 0; rows.next(); row++) {
          for (int c = 1; c <= width; c++) {
            for (Map.Entry<String, Getter> getter : GETTERS.entrySet()) {
              out.append(row).append(' ').append(c).append(' ').append(getter.getKey());
              out.append(": ").append(told(rows, c, getter.getValue())).append('\n');
            }
          }
        }
      }
    } catch (SQLException e) {
      out.append(e.getClass()).append(e.getSQLState()).append(' ').append(e.getMessage());
    }
    return out.toString();
  }

  private static String told(ResultSet rows, int column, Getter getter) {
    try {
      Object value = getter.get(rows, column);
      String text = value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
      return (value == null ? "" : value.getClass().getName()) + " " + text + rows.wasNull();
    } catch (SQLException e) {
      return e.getSQLState() + " " + String.valueOf(e.getMessage()).replaceAll("@[0-9a-f]+", "@");
    }
  }

  @Test
  void everyGetterOfEveryTypeTellsTheSame() throws Exception {
    try (Meddler old = new Meddler(server.port(), PackedRowsTest::withoutPacking, a -> a);
        Connection plain = DriverManager.getConnection(old.url())) {
      for (String value : VALUES) {
        String sql = "SELECT " + value + " AS v FROM flows LIMIT 15";
        String expected = told(embedded, sql, 0);
        assertTrue(expected.startsWith("0 1 object"), expected);
        if (!value.endsWith("SECOND")) { // sent as text, see the docs
          assertEquals(expected, told(remote, sql, 0), value);
        }
        assertEquals(told(plain, sql, 0), told(remote, sql, 7), "old server: " + value);
      }
    }
  }

  /** As a server that does not know packed frames hears it. */
  private static byte[] withoutPacking(byte[] body) throws IOException {
    Request request;
    try {
      request = Envelope.request(body);
    } catch (WireException e) {
      throw new IOException(e);
    }
    if (request instanceof Request.PrepareAndExecute run && run.packed()) {
      return Envelope.of(
          new Request.PrepareAndExecute(
              run.connection(), run.sql(), run.statement(), run.maxRows(), run.frameRows(), false));
    }
    return body;
  }

  @Test
  void randomQueriesOfAnyWidthAndFetchSizeTellTheSame() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> columns = Arrays.asList(VALUES).subList(0, VALUES.length - 1);
    for (int round = 0; round < 15; round++) {
      StringBuilder sql = new StringBuilder("SELECT ");
      for (int i = random.nextInt(6); i >= 0; i--) {
        sql.append(columns.get(random.nextInt(columns.size())));
        sql.append(" AS c").append(i).append(i == 0 ? "" : ", ");
      }
      sql.append(" FROM flows WHERE MOD(sport, ").append(1 + random.nextInt(50)).append(") = 0");
      int rows = random.nextInt(120);
      sql.append(" LIMIT ").append(rows);
      int fetchSize = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(rows + 2);
      String question = sql.toString();
      assertEquals(
          told(embedded, question, 0),
          told(remote, question, fetchSize),
          "seed " + seed + ", fetch size " + fetchSize + ": " + question);
    }
  }

  @Test
  void longResultsOfManyFramesAreWhole() throws SQLException {
    for (String sql :
        new String[] {
          "SELECT * FROM flows",
          "SELECT sip, UPPER(sensor), bytes FROM flows",
          "SELECT UPPER(sip || '" + " long".repeat(400) + "') AS t, sport FROM flows LIMIT 2000",
          "SELECT stime, sip FROM flows ORDER BY stime, sip, dip, sport"
        }) {
      try (Statement here = embedded.createStatement();
          Statement there = remote.createStatement()) {
        ResultSet a = here.executeQuery(sql);
        ResultSet b = there.executeQuery(sql);
        int width = a.getMetaData().getColumnCount();
        while (a.next()) {
          assertTrue(b.next());
          for (int i = 1; i <= width; i++) {
            assertEquals(a.getObject(i), b.getObject(i));
          }
        }
        assertFalse(b.next());
      }
    }
  }

  @Test
  void failuresComeAtTheirRow() {
    for (String sql :
        new String[] {
          "SELECT sport, CAST(packets AS TINYINT) AS b FROM flows WHERE packets < 20 OR packets > 120",
          "SELECT sport, 1000 / (MOD(sport, 97) - 13) AS q FROM flows",
          "SELECT 1000 / (MOD(sport, 2003) - 13) AS q FROM flows"
        }) {
      String expected = told(embedded, sql, 0);
      assertTrue(expected.startsWith("0 1 object"), "rows, and then: " + expected);
      assertTrue(expected.contains("class java.sql.SQL"), "a failure");
      for (int fetchSize : new int[] {0, 9}) {
        String found = told(remote, sql, fetchSize);
        if (sql.contains("CAST")) {
          assertEquals(expected, found, sql);
        } else { // fails with its batch, which may begin elsewhere
          int here = expected.lastIndexOf("class java.sql.SQL");
          int there = found.lastIndexOf("class java.sql.SQL");
          assertEquals(expected.substring(here), found.substring(there), sql);
          int common = Math.min(here, there);
          assertEquals(expected.substring(0, common), found.substring(0, common), sql);
          assertTrue(there > 0, sql);
        }
      }
    }
  }

  @Test
  void preparedStatementsAndMostRowsWorkWithColumnsToo() throws SQLException {
    String sql = "SELECT sip, bytes, stime FROM flows WHERE bytes > ?";
    for (int most : new int[] {0, 1, 1024, 1025, 9000}) {
      StringBuilder told = new StringBuilder();
      for (Connection connection : new Connection[] {embedded, remote}) {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
          query.setMaxRows(most);
          query.setLong(1, 90);
          ResultSet rows = query.executeQuery();
          long count = 0;
          long hash = 0;
          while (rows.next()) {
            count++;
            hash = hash * 31 + rows.getString(1).hashCode() + rows.getLong(2);
          }
          told.append(count).append(' ').append(hash).append('\n');
        }
      }
      String[] lines = told.toString().split("\n");
      assertEquals(lines[0], lines[1], "at most " + most);
    }
  }

  @Test
  void resultsLeftEarlyOrCancelledLeaveNothingBehind() throws Exception {
    for (int i = 0; i < 24; i++) {
      try (Statement statement = remote.createStatement()) {
        ResultSet rows = statement.executeQuery("SELECT * FROM flows");
        for (int row = 0; row < i * 1500; row++) {
          assertTrue(rows.next());
        }
        if (i % 3 == 0) {
          statement.cancel();
          SQLException stopped =
              assertThrows(
                  SQLException.class,
                  () -> {
                    while (rows.next()) {
                      rows.getLong("bytes");
                    }
                  });
          assertEquals("57014", stopped.getSQLState());
        } else if (i % 3 == 1) {
          rows.close();
        }
      }
      assertEquals(told(embedded, "VALUES 1", 0), told(remote, "VALUES 1", 0));
    }
    long waiting =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("weft-remote"))
            .count();
    assertTrue(waiting < 8, waiting + " threads, all of which wait for work for a minute at most");
  }

  @Test
  void aBrokenFrameIsOneFailureAtItsRow() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    AtomicInteger frame = new AtomicInteger();
    Meddler.Change cut =
        answer -> {
          boolean isLong = answer.length > 20_000;
          return isLong && frame.incrementAndGet() == 2
              ? Arrays.copyOf(answer, random.nextInt(answer.length))
              : answer;
        };
    for (int round = 0; round < 12; round++) {
      frame.set(0);
      try (Meddler broken = new Meddler(server.port(), request -> request, cut);
          Connection connection = DriverManager.getConnection(broken.url());
          Statement statement = connection.createStatement()) {
        ResultSet rows = statement.executeQuery("SELECT sip, bytes, stime, sensor FROM flows");
        int count = 0;
        SQLException failure = null;
        try {
          for (; rows.next(); count++) {
            rows.getObject(1);
          }
        } catch (SQLException e) {
          failure = e;
        }
        assertTrue(failure != null, "seed " + seed);
        assertEquals("08006", failure.getSQLState(), "seed " + seed + ": " + failure);
        assertEquals(8192, count, "rows of the whole frame before it, seed " + seed);
        assertFalse(rows.next(), "one failure, then the end");
      }
    }
  }
}
