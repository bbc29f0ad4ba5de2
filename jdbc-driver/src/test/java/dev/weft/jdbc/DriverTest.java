package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.jdbc.CalciteConnection;
import org.junit.jupiter.api.Test;

/** The driver's own layers, over plain Calcite. */
class DriverTest {
  private static final String ENDLESS = "SELECT COUNT(*) FROM numbers WHERE n < 0";

  @Test
  void timestampShowsTheUtcWallClockInAnyZone() throws SQLException {
    assertEquals("America/New_York", TimeZone.getDefault().getID(), "the build runs tests off UTC");
    try (Connection connection = new PlainCalcite(3, -1).connection;
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT \"at\", n FROM numbers WHERE n = 2")) {
      assertTrue(rows.next());
      LocalDateTime expected = LocalDateTime.of(1970, 1, 1, 0, 0, 2, 123_000_000);
      assertEquals("1970-01-01 00:00:02.123", rows.getString(1));
      assertEquals("1970-01-01 00:00:02.123", rows.getTimestamp("AT").toString());
      assertEquals(expected, rows.getObject(1, LocalDateTime.class));
      assertEquals(Instant.ofEpochMilli(2123), rows.getObject("at", Instant.class));
      assertEquals(Timestamp.valueOf(expected), rows.getObject(1));
      assertEquals("1970-01-01", rows.getDate(1).toString());
      assertEquals("00:00:02", rows.getTime(1).toString());
      assertEquals(2, rows.getInt("n"));
      assertEquals(2L, rows.getObject(2));
      assertFalse(rows.next());
    }
  }

  @Test
  void timestampParametersMeanUtcWallClocks() throws SQLException {
    LocalDateTime clock = LocalDateTime.of(1970, 1, 1, 0, 0, 2, 123_000_000);
    try (Connection connection = new PlainCalcite(5, -1).connection;
        PreparedStatement query =
            connection.prepareStatement("SELECT n FROM numbers WHERE \"at\" = ?")) {
      query.setTimestamp(1, Timestamp.valueOf(clock));
      assertEquals(2, onlyNumber(query.executeQuery()));
      query.setObject(1, clock);
      assertEquals(2, onlyNumber(query.executeQuery()));
      query.setObject(1, Instant.ofEpochMilli(3123));
      assertEquals(3, onlyNumber(query.executeQuery()));
    }
  }

  @Test
  void cancelStopsTheQueryAndTheStatementGoesOnBeingUseful() throws Exception {
    try (Connection connection = new PlainCalcite(Long.MAX_VALUE, -1).connection;
        Statement statement = connection.createStatement()) {
      CompletableFuture<SQLException> failure =
          CompletableFuture.supplyAsync(
              () -> assertThrows(SQLException.class, () -> statement.executeQuery(ENDLESS).next()));
      while (!failure.isDone()) {
        statement.cancel();
        Thread.sleep(20);
      }
      assertEquals("57014", failure.get(10, TimeUnit.SECONDS).getSQLState());
      assertTrue(statement.executeQuery("SELECT n FROM numbers").next());
    }
  }

  @Test
  void timeLimitStopsTheQueryAndTheStatementGoesOnBeingUseful() throws SQLException {
    try (Connection connection = new PlainCalcite(Long.MAX_VALUE, -1).connection;
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      SQLException failure =
          assertThrows(SQLTimeoutException.class, () -> statement.executeQuery(ENDLESS).next());
      assertEquals("The query was stopped at its time limit of 1 s", failure.getMessage());
      statement.setQueryTimeout(0);
      assertTrue(statement.executeQuery("SELECT n FROM numbers").next());
    }
  }

  @Test
  void failureInTheMiddleKeepsTheRowsBeforeIt() throws SQLException {
    try (Connection connection = new PlainCalcite(10, 3).connection;
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT n, name FROM numbers")) {
      for (int n = 0; n < 3; n++) {
        assertTrue(rows.next());
        assertEquals(n, rows.getLong(1));
      }
      assertThrows(SQLException.class, rows::next);
    }
  }

  @Test
  void closingAResultEarlyFreesItsScan() throws SQLException {
    PlainCalcite calcite = new PlainCalcite(Long.MAX_VALUE, -1);
    try (Connection connection = calcite.connection;
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery("SELECT n, name FROM numbers");
      assertTrue(rows.next());
      assertEquals(1, calcite.open.get());
      rows.close();
      assertEquals(0, calcite.open.get());
      assertTrue(statement.executeQuery("SELECT n FROM numbers").next());
      assertEquals(1, calcite.open.get());
    }
    assertEquals(0, calcite.open.get(), "the connection's end closes what is open");
    assertEquals(1, calcite.storeClosed.get());
  }

  @Test
  void nullsAreTold() throws SQLException {
    try (Connection connection = new PlainCalcite(2, -1).connection;
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name, CAST(NULL AS INTEGER) AS i FROM numbers")) {
      assertTrue(rows.next());
      assertEquals("even", rows.getString(1));
      assertEquals(0, rows.getInt("i"));
      assertTrue(rows.wasNull());
      assertTrue(rows.next());
      assertNull(rows.getString(1));
      assertTrue(rows.wasNull());
      assertNull(rows.getObject(2, Integer.class));
    }
  }

  @Test
  void numbersThatDoNotFitAreErrors() throws SQLException {
    try (Connection connection = new PlainCalcite(1, -1).connection;
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT CAST(4294967295 AS BIGINT) FROM numbers")) {
      assertTrue(rows.next());
      assertEquals(4294967295L, rows.getLong(1));
      assertEquals("22003", assertThrows(SQLException.class, () -> rows.getInt(1)).getSQLState());
      assertThrows(SQLException.class, () -> rows.getTimestamp(1));
      assertThrows(SQLException.class, () -> rows.getString(2));
    }
  }

  @Test
  void maxRowsHoldsForPreparedStatementsToo() throws SQLException {
    try (Connection connection = new PlainCalcite(100, -1).connection;
        PreparedStatement query = connection.prepareStatement("SELECT n FROM numbers")) {
      query.setMaxRows(3);
      int count = 0;
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          count++;
        }
      }
      assertEquals(3, count);
    }
  }

  @Test
  void objectsKnowEachOther() throws SQLException {
    try (Connection connection = new PlainCalcite(1, -1).connection;
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT n FROM numbers")) {
      assertSame(statement, rows.getStatement());
      assertSame(connection, statement.getConnection());
      assertSame(connection, connection.getMetaData().getConnection());
      assertInstanceOf(CalciteConnection.class, connection.unwrap(CalciteConnection.class));
    }
  }

  @Test
  void metadataTellsNamesAndTypesPlainly() throws SQLException {
    try (Connection connection = new PlainCalcite(1, -1).connection) {
      DatabaseMetaData metadata = connection.getMetaData();
      assertEquals("Weft", metadata.getDatabaseProductName());
      assertTrue(metadata.isReadOnly());
      try (ResultSet columns = metadata.getColumns(null, null, "numbers", null)) {
        assertTrue(columns.next());
        assertEquals("n", columns.getString("COLUMN_NAME"));
        assertEquals("BIGINT", columns.getString("TYPE_NAME"));
        assertEquals(19, columns.getInt("COLUMN_SIZE"));
        assertTrue(columns.next());
        assertEquals("VARCHAR", columns.getString("TYPE_NAME"));
        assertEquals(Types.VARCHAR, columns.getInt("DATA_TYPE"));
        assertEquals(20, columns.getInt("COLUMN_SIZE"));
      }
      try (ResultSet tables = metadata.getTables(null, null, null, new String[] {"TABLE"})) {
        assertTrue(tables.next());
        assertEquals("numbers", tables.getString("TABLE_NAME"));
        assertFalse(tables.next());
      }
    }
  }

  @Test
  void changesAreRefused() throws SQLException {
    try (Connection connection = new PlainCalcite(1, -1).connection;
        Statement statement = connection.createStatement()) {
      assertThrows(SQLFeatureNotSupportedException.class, () -> statement.executeUpdate("DELETE"));
      SQLException failure =
          assertThrows(SQLFeatureNotSupportedException.class, connection::setSavepoint);
      assertTrue(failure.getMessage().contains("setSavepoint"), failure.getMessage());
      connection.setAutoCommit(false);
      connection.commit();
    }
  }

  @Test
  void closedObjectsSaySo() throws SQLException {
    Connection connection = new PlainCalcite(1, -1).connection;
    Statement statement = connection.createStatement();
    statement.close();
    assertTrue(statement.isClosed());
    assertThrows(SQLException.class, () -> statement.executeQuery("SELECT 1"));
    connection.close();
    assertEquals(
        "08003", assertThrows(SQLException.class, connection::createStatement).getSQLState());
    connection.close();
  }

  private static long onlyNumber(ResultSet rows) throws SQLException {
    try (rows) {
      assertTrue(rows.next());
      long number = rows.getLong(1);
      assertFalse(rows.next());
      return number;
    }
  }
}
