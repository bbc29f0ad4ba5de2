package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A remote connection gives what an embedded one gives. */
class RemoteAnswersTest {
  @TempDir static Path folder;
  private static WeftServer server;
  private static Connection embedded;
  private static Connection remote;

  @BeforeAll
  static void serve() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 30_000);
    server = TestStore.served(store);
    embedded = DriverManager.getConnection("jdbc:weft:" + store);
    remote = DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/");
  }

  @AfterAll
  static void stop() throws SQLException {
    remote.close();
    embedded.close();
    server.close();
  }

  private static String dump(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return Dump.of(rows);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM flows ORDER BY stime, sip, dip, sport, dport, bytes, packets LIMIT 3000",
        "SELECT sip, dip, COUNT(*) AS n, SUM(bytes) AS b FROM flows GROUP BY sip, dip"
            + " ORDER BY n DESC, sip, dip LIMIT 500",
        "SELECT sensor, AVG(bytes), MIN(stime), MAX(etime), SUM(duration) FROM flows"
            + " GROUP BY sensor ORDER BY sensor",
        "SELECT CAST(stime AS DATE) AS d, COUNT(*) FROM flows GROUP BY CAST(stime AS DATE)"
            + " ORDER BY d",
        "SELECT * FROM sensors",
        "SELECT * FROM flow_types",
        "SELECT * FROM partitions ORDER BY file",
        "VALUES (TRUE, CAST(NULL AS BOOLEAN), 1, CAST(2 AS BIGINT), CAST(3 AS SMALLINT),"
            + " CAST(-4 AS TINYINT), 1.50, CAST(2.5 AS DOUBLE), CAST(0.1 AS REAL))",
        "VALUES ('text', CAST(NULL AS VARCHAR), 'gr\u00fc\u00dfe \u4f60\u597d \ud83d\ude00', '',"
            + " CAST('ab' AS CHAR(5)), DATE '2026-03-08', TIME '23:59:59',"
            + " TIMESTAMP '2026-03-08 02:30:00.125', CAST(NULL AS TIMESTAMP))",
        "SELECT icmp_type, flags, duration FROM flows WHERE protocol <> 6 ORDER BY stime, sip"
            + " LIMIT 100",
        "SELECT COUNT(*) FROM flows WHERE bytes < 0",
        "SELECT sip FROM flows WHERE bytes < 0",
        "EXPLAIN PLAN FOR SELECT COUNT(*) FROM flows",
      })
  void answersEqualTheEmbeddedOnesInEveryZone(String sql) throws SQLException {
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String name : new String[] {"America/New_York", "UTC", "Asia/Kolkata"}) {
        TimeZone.setDefault(TimeZone.getTimeZone(name));
        assertEquals(dump(embedded, sql), dump(remote, sql), name);
      }
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void resultOfManyFramesIsWhole() throws SQLException {
    String sql =
        "SELECT sip, dip, sport, dport, stime, bytes FROM flows ORDER BY stime, sip, bytes";
    assertEquals(dump(embedded, sql).hashCode(), dump(remote, sql).hashCode());
    for (int fetchSize : new int[] {1, 7, 1000, 100_000}) {
      try (Statement statement = remote.createStatement()) {
        statement.setFetchSize(fetchSize);
        String few = "SELECT stime FROM flows ORDER BY stime LIMIT 200";
        assertEquals(dump(embedded, few), Dump.of(statement.executeQuery(few)));
      }
    }
  }

  @Test
  void metadataEqualsTheEmbedded() throws SQLException {
    DatabaseMetaData here = embedded.getMetaData();
    DatabaseMetaData there = remote.getMetaData();
    assertEquals(Dump.of(here.getCatalogs()), Dump.of(there.getCatalogs()));
    assertEquals(Dump.of(here.getSchemas()), Dump.of(there.getSchemas()));
    assertEquals(Dump.of(here.getTableTypes()), Dump.of(there.getTableTypes()));
    assertEquals(Dump.of(here.getTypeInfo()), Dump.of(there.getTypeInfo()));
    String[] tables = {"TABLE"};
    for (String pattern : new String[] {null, "%", "fl%", "flow\\_types", "none", ""}) {
      assertEquals(
          Dump.of(here.getTables(null, null, pattern, null)),
          Dump.of(there.getTables(null, null, pattern, null)));
      assertEquals(
          Dump.of(here.getTables(null, "weft", pattern, tables)),
          Dump.of(there.getTables(null, "weft", pattern, tables)));
      assertEquals(
          Dump.of(here.getColumns(null, null, "flows", pattern)),
          Dump.of(there.getColumns(null, null, "flows", pattern)));
    }
    assertEquals(
        Dump.of(here.getColumns(null, "w%", "%", "%ip")),
        Dump.of(there.getColumns(null, "w%", "%", "%ip")));
    assertEquals(
        here.getFunctions(null, null, "%").next(), there.getFunctions(null, null, "%").next());
    assertEquals(
        here.getPrimaryKeys(null, null, "flows").next(),
        there.getPrimaryKeys(null, null, "flows").next());
    assertEquals(here.getSQLKeywords(), there.getSQLKeywords());
    assertEquals(here.getNumericFunctions(), there.getNumericFunctions());
    assertEquals(here.getDatabaseProductName(), there.getDatabaseProductName());
    assertEquals(here.getDatabaseProductVersion(), there.getDatabaseProductVersion());
    assertEquals(here.getDriverName(), there.getDriverName());
    assertEquals(here.getIdentifierQuoteString(), there.getIdentifierQuoteString());
    assertEquals(embedded.getSchema(), remote.getSchema());
    assertTrue(remote.isReadOnly());
  }

  @Test
  void parametersArriveAsTheyWere() throws SQLException {
    String sql =
        "SELECT COUNT(*), SUM(bytes) FROM flows"
            + " WHERE bytes > ? AND sip <> ? AND stime >= ? AND duration < ? AND protocol IN (?, ?)";
    assertEquals(parametrised(embedded, sql), parametrised(remote, sql));
  }

  private static String parametrised(Connection connection, String sql) throws SQLException {
    StringBuilder out = new StringBuilder();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      out.append(query.getParameterMetaData().getParameterCount());
      out.append(query.getMetaData().getColumnLabel(1));
      for (int bytes : new int[] {0, 100, 1000}) {
        query.setInt(1, bytes);
        query.setString(2, "10.0.0.1");
        query.setTimestamp(3, Timestamp.valueOf(LocalDateTime.of(2026, 3, 8, 2, 30)));
        query.setBigDecimal(4, new java.math.BigDecimal("1.5"));
        query.setObject(5, 6);
        query.setLong(6, 17L);
        out.append(Dump.of(query.executeQuery()));
      }
    }
    return out.toString();
  }

  @Test
  void failuresSayTheSame() throws SQLException {
    for (String sql :
        new String[] {
          "SELECT nothing FROM flows",
          "SELEC 1",
          "SELECT * FROM nowhere",
          "SELECT COUNT(*) FROM flows WHERE sip = '10.0.0.300'",
          "DELETE FROM flows"
        }) {
      SQLException here = assertThrows(SQLException.class, () -> dump(embedded, sql));
      SQLException there = assertThrows(SQLException.class, () -> dump(remote, sql));
      assertEquals(here.getMessage(), there.getMessage());
      assertEquals(here.getSQLState(), there.getSQLState());
      assertEquals(here.getClass(), there.getClass());
    }
    assertEquals(dump(embedded, "VALUES 1"), dump(remote, "VALUES 1"));
  }

  @Test
  void statementsBehaveAlike() throws SQLException {
    try (Statement statement = remote.createStatement()) {
      statement.setMaxRows(5);
      ResultSet rows = statement.executeQuery("SELECT sip FROM flows");
      for (int i = 0; i < 5; i++) {
        assertTrue(rows.next());
      }
      assertFalse(rows.next());
      statement.setMaxRows(0);
      rows = statement.executeQuery("SELECT sip FROM flows");
      assertTrue(rows.next());
      rows.close(); // long before its end
      rows = statement.executeQuery("SELECT COUNT(*) FROM flows");
      assertTrue(rows.next());
      assertEquals(30_000, rows.getLong(1));
      assertNull(statement.getWarnings());
      assertThrows(SQLException.class, () -> statement.executeUpdate("DELETE FROM flows"));
    }
  }
}
