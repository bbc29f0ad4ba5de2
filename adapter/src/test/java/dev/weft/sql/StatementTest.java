package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.flow.FlowColumn;
import dev.weft.sql.prepare.SqlError;
import dev.weft.sql.prepare.SqlErrors;
import dev.weft.testing.FlowRows;
import dev.weft.testing.MemoryFlowStore;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements: parameters, repetition, cancellation, early ends. */
class StatementTest {
  private static final FlowRows ROWS = FlowFixture.rows(9, 2_000);

  private MemoryFlowStore store;
  private WeftSession session;

  @BeforeEach
  void connect() throws SQLException {
    store = FlowFixture.store(ROWS);
    session = new WeftSession(store);
  }

  @AfterEach
  void disconnect() throws SQLException {
    session.close();
    store.requireAllClosed();
  }

  private static String above(FlowColumn column, double bound) {
    return Long.toString(
        IntStream.range(0, ROWS.size()).filter(i -> ROWS.value(column, i) > bound).count());
  }

  @Test
  void aParameterMayHaveAnyClassOfNumber() throws SQLException {
    String sql = "SELECT COUNT(*) FROM flows WHERE sport > ?";
    String halves = "SELECT COUNT(*) FROM flows WHERE sport > CAST(? AS DOUBLE)";
    for (Object value : List.of(443, 443L, (short) 443, 443.0, new BigDecimal("443.0"), "443")) {
      assertEquals(List.of(above(FlowColumn.SPORT, 443)), session.rows(sql, value), sql + value);
      assertEquals(List.of(above(FlowColumn.SPORT, 443)), session.rows(halves, value));
    }
    for (Object value : List.of(443.5, new BigDecimal("443.5"), "443.5")) {
      assertEquals(List.of(above(FlowColumn.SPORT, 443.5)), session.rows(halves, value));
    }
  }

  /** Calcite's code would cut the fraction off. */
  @Test
  void aFractionForAWholeNumberIsRefused() {
    for (Object value : List.of(443.5, new BigDecimal("443.5"), "443.5", 1e10, Double.NaN)) {
      Exception thrown =
          assertThrows(
              Exception.class,
              () -> session.rows("SELECT COUNT(*) FROM flows WHERE sport > ?", value));
      assertTrue(SqlErrors.of(thrown).message().contains("is no INTEGER"), thrown.toString());
    }
  }

  @Test
  void aPreparedStatementTakesNewParametersEachTime() throws SQLException {
    try (PreparedStatement s =
        session
            .connection()
            .prepareStatement(
                "SELECT COUNT(*) FROM flows WHERE sport > ? AND stime > ? AND sensor LIKE ?")) {
      for (int bound : List.of(10, 443, 70_000)) {
        s.setInt(1, bound);
        s.setTimestamp(2, new Timestamp(0));
        s.setString(3, "%");
        try (ResultSet r = s.executeQuery()) {
          assertTrue(r.next());
          assertEquals(above(FlowColumn.SPORT, bound), r.getString(1));
        }
      }
    }
  }

  @Test
  void aNullParameterMatchesNothing() throws SQLException {
    try (PreparedStatement s =
        session.connection().prepareStatement("SELECT COUNT(*) FROM flows WHERE sport = ?")) {
      s.setNull(1, java.sql.Types.INTEGER);
      try (ResultSet r = s.executeQuery()) {
        assertTrue(r.next());
        assertEquals(0, r.getLong(1));
      }
    }
  }

  @Test
  void limitsMayBeParameters() throws SQLException {
    assertEquals(
        session.rows("SELECT stime FROM flows ORDER BY stime OFFSET 5 ROWS FETCH NEXT 3 ROWS ONLY"),
        session.rows(
            "SELECT stime FROM flows ORDER BY stime OFFSET ? ROWS FETCH NEXT ? ROWS ONLY", 5, 3));
  }

  @Test
  void theCurrentTimeIsThatOfEachExecution() throws SQLException {
    String sql = "SELECT COUNT(*) FROM flows WHERE stime < CURRENT_TIMESTAMP - INTERVAL '1' DAY";
    long yesterday = System.currentTimeMillis() - 86_400_000;
    String expected =
        Long.toString(
            IntStream.range(0, ROWS.size())
                .filter(i -> ROWS.value(FlowColumn.STIME, i) < yesterday)
                .count());
    assertEquals(List.of(expected), session.rows(sql));
    assertEquals(List.of(expected), session.rows(sql));
  }

  @Test
  void aResultThatIsLeftEarlyClosesItsFiles() throws SQLException {
    try (Statement s = session.connection().createStatement();
        ResultSet r = s.executeQuery("SELECT * FROM (SELECT sip, stime, sport FROM flows) AS f")) {
      assertTrue(r.next());
    }
    try (Statement s = session.connection().createStatement();
        ResultSet r = s.executeQuery("SELECT sip || '!', sport FROM flows")) {
      assertTrue(r.next());
    }
    store.requireAllClosed();
  }

  @Test
  void aCancelledStatementStops() throws SQLException {
    try (Statement s = session.connection().createStatement();
        ResultSet r =
            s.executeQuery(
                "SELECT a.sip, b.dip, c.sport FROM flows AS a, flows AS b, flows AS c")) {
      assertTrue(r.next());
      s.cancel();
      Throwable stopped =
          assertThrows(
              Throwable.class,
              () -> {
                while (r.next()) {
                  r.getString(1);
                }
              });
      assertTrue(stopped instanceof Exception, stopped::toString);
    }
  }

  @Test
  void aStatementStopsAtItsTimeLimit() throws SQLException {
    try (Statement s = session.connection().createStatement()) {
      s.setQueryTimeout(1);
      Throwable stopped =
          assertThrows(
              Throwable.class,
              () -> {
                try (ResultSet r =
                    s.executeQuery(
                        "SELECT COUNT(*) FROM flows AS a, flows AS b, flows AS c"
                            + " WHERE a.bytes + b.bytes = c.bytes")) {
                  r.next();
                }
              });
      assertEquals(SqlError.TIMEOUT, SqlErrors.of(stopped).sqlState());
    }
  }

  @Test
  void sumsThatOutgrow64BitsFailWhereverTheyRun() {
    for (String sql :
        List.of(
            "SELECT SUM(bytes * 100000000) FROM flows",
            "SELECT t, SUM(b * 1000000) FROM (SELECT sip || '' AS t, 8000000000000 AS b FROM flows)"
                + " AS x GROUP BY t",
            "SELECT SUM(bytes * 1000000000) OVER () FROM flows")) {
      Throwable fault = assertThrows(Throwable.class, () -> session.rows(sql), sql);
      assertTrue(SqlErrors.of(fault).sqlState().startsWith("22"), fault::toString);
    }
  }
}
