package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.flow.FlowColumn;
import dev.weft.scan.ScanOptions;
import dev.weft.sql.exec.QueryOptions;
import dev.weft.testing.FlowRows;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Calcite's operators keep in memory is counted against the query's memory. */
class KeptRowsTest {
  private static final FlowRows ROWS = // with interfaces that an INTEGER holds
      FlowFixture.rows(5, 20_000)
          .map(FlowColumn.IN_INTERFACE, v -> v & 7)
          .map(FlowColumn.OUT_INTERFACE, v -> v & 7);

  private static final Map<String, String> REFUSED =
      Map.of(
          "SELECT COUNT(*) FROM (SELECT sip, sport FROM flows) a"
              + " JOIN (SELECT dip, dport FROM flows) b ON a.sip = b.dip AND a.sport = b.dport",
          "right side of a JOIN",
          "SELECT SUM(n) FROM (SELECT ROW_NUMBER() OVER (PARTITION BY sip ORDER BY stime) AS n"
              + " FROM (SELECT sip, stime FROM flows))",
          "window function",
          "SELECT COUNT(*) FROM flows WHERE sport IN (SELECT dport FROM flows WHERE bytes > 0)",
          "right side of a JOIN",
          "SELECT sip || CAST(stime AS VARCHAR) AS k FROM flows GROUP BY sip || CAST(stime AS VARCHAR)",
          "GROUP BY",
          "SELECT sip || CAST(stime AS VARCHAR), dip || 'x' FROM flows"
              + " GROUP BY ROLLUP(sip || CAST(stime AS VARCHAR), dip || 'x')",
          "GROUP BY",
          "SELECT MEDIAN(bytes + sport) FROM flows, (VALUES 1, 2, 3) AS v(x)",
          "MEDIAN",
          "SELECT sip || CAST(stime AS VARCHAR) FROM flows EXCEPT ALL SELECT dip || 'x' FROM flows",
          "EXCEPT",
          "SELECT COUNT(*) FROM flows a FULL JOIN (SELECT DISTINCT protocol FROM flows) b"
              + " ON a.sport > b.protocol",
          "FULL JOIN");

  private static WeftSession session(long memory) throws SQLException {
    ScanOptions scan = ScanOptions.DEFAULTS.withThreads(1).withMemoryBytes(memory);
    return new WeftSession(FlowFixture.store(ROWS), QueryOptions.DEFAULTS.withScan(scan));
  }

  @Test
  void rowsThatAnOperatorKeepsAreRefusedOnceTheyAreTooMany() throws SQLException {
    try (WeftSession session = session(1 << 20)) {
      for (Map.Entry<String, String> e : REFUSED.entrySet()) {
        SQLException refused =
            assertThrows(SQLException.class, () -> session.rows(e.getKey()), e.getKey());
        String told = String.valueOf(refused.getMessage()) + refused.getCause();
        assertTrue(told.contains(e.getValue()), told);
        assertTrue(told.contains("memory setting"), told);
      }
      assertEquals(1, session.rows("SELECT COUNT(*) FROM flows").size(), "it goes on");
    }
  }

  @Test
  void rowsThatPassOneByOneAreNotCounted() throws SQLException {
    try (WeftSession session = session(1 << 20)) {
      String left = // its right side is small
          "SELECT COUNT(*) FROM flows a JOIN (SELECT DISTINCT protocol FROM flows) b"
              + " ON a.protocol = b.protocol";
      assertEquals("20000", session.rows(left).get(0));
      String semi =
          "SELECT COUNT(*) FROM flows"
              + " WHERE protocol IN (SELECT protocol FROM flows WHERE bytes >= 0 AND sport > 0)";
      assertEquals(1, session.rows(semi).size(), "of many rows there are few keys");
      String groups =
          "SELECT COUNT(*) FROM (SELECT UPPER(sensor) || type, COUNT(*) FROM flows"
              + " GROUP BY UPPER(sensor) || type)";
      assertEquals("6", session.rows(groups).get(0));
      String sets =
          "SELECT COUNT(*) FROM (SELECT UPPER(sensor) || 'x', type, SUM(LENGTH(sensor)) FROM flows"
              + " GROUP BY CUBE(UPPER(sensor) || 'x', type))";
      assertEquals(1, session.rows(sets).size());
      String again = // the right side is made anew for each row of the left one
          "SELECT COUNT(*) FROM (SELECT DISTINCT protocol FROM flows) a"
              + " LEFT JOIN (SELECT UPPER(sensor) || type AS k, COUNT(*) AS n FROM flows"
              + " GROUP BY UPPER(sensor) || type) b ON a.protocol < b.n";
      assertEquals(1, session.rows(again).size());
    }
  }
}
