package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.sql.exec.QueryOptions;
import dev.weft.testing.FlowRows;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same question asked in two ways, of which Calcite by itself gets the first one wrong. */
class OtherwiseAskedSqlTest {
  private static final FlowRows ROWS = FlowFixture.rows(21, 80);

  private static WeftSession batches;
  private static WeftSession code;

  @BeforeAll
  static void connect() throws SQLException {
    batches = new WeftSession(FlowFixture.store(ROWS));
    code = new WeftSession(FlowFixture.store(ROWS), QueryOptions.DEFAULTS.withPushdown(false));
  }

  @AfterAll
  static void disconnect() throws SQLException {
    batches.close();
    code.close();
  }

  private static void compare(String sql, String otherwise) throws SQLException {
    List<String> expected = batches.sorted(otherwise);
    assertFalse(expected.isEmpty(), otherwise);
    assertEquals(expected, batches.sorted(sql), sql);
    assertEquals(expected, code.sorted(sql), sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.duration = ROUND(b.duration, 1)|a.duration <= ROUND(b.duration, 1) AND a.duration >="
            + " ROUND(b.duration, 1)",
        "a.duration = TRUNCATE(b.duration, 2)|a.duration <= TRUNCATE(b.duration, 2) AND a.duration"
            + " >= TRUNCATE(b.duration, 2)",
        "a.duration = ROUND(b.duration, -1)|a.duration <= ROUND(b.duration, -1) AND a.duration >="
            + " ROUND(b.duration, -1)",
        "a.duration * 2.0 = b.duration / 0.5|a.duration = b.duration",
        "a.duration = ROUND(b.duration)|a.duration = CAST(b.duration AS DECIMAL(13, 0))",
      })
  void aDecimalEqualsAnotherWhateverItsDigits(String condition, String otherwise)
      throws SQLException {
    String pairs = "SELECT COUNT(*) FROM flows AS a JOIN flows AS b ON ";
    compare(pairs + condition, pairs + otherwise);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT COUNT(*) FROM (SELECT ROUND(duration, 1) FROM flows EXCEPT SELECT duration FROM"
            + " flows) AS t|SELECT COUNT(DISTINCT ROUND(duration, 1)) FROM flows WHERE NOT EXISTS (SELECT 1 FROM flows"
            + " AS f WHERE f.duration >= ROUND(flows.duration, 1) AND f.duration <="
            + " ROUND(flows.duration, 1))",
        "SELECT ROUND(-duration, 2), ROUND(duration) FROM flows|"
            + "SELECT CAST(-duration AS DECIMAL(13, 2)), CAST(duration AS DECIMAL(13, 0)) FROM flows",
        "SELECT COUNT(*) FROM flows WHERE ROUND(duration, CAST(1 AS INTEGER)) = ROUND(duration, 1)|"
            + "SELECT COUNT(*) FROM flows",
        "SELECT COUNT(*) FROM flows WHERE ROUND(duration, CAST(9 AS INTEGER)) = duration|"
            + "SELECT COUNT(*) FROM flows",
        "SELECT TRUNCATE(duration, 1), ROUND(duration, 7) FROM flows|"
            + "SELECT CAST(duration - MOD(duration, 0.1) AS DECIMAL(13, 1)), duration FROM flows",
      })
  void roundedNumbersHaveTheDigitsAskedFor(String sql, String otherwise) throws SQLException {
    compare(sql, otherwise);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GROUP BY ROLLUP (type)|BOOL_OR(bytes > 9), COUNT(*)|SELECT NULL, NULL, 0",
        "GROUP BY CUBE (type)|COUNT(DISTINCT sip, dip), SUM(bytes)|SELECT NULL, 0, NULL",
        "GROUP BY GROUPING SETS ((type), ())|MEDIAN(bytes), MIN(stime)|SELECT NULL, NULL, NULL",
      })
  void theTotalOfNoRowsIsThere(String grouping, String values, String otherwise)
      throws SQLException {
    String from = " FROM flows WHERE packets < 0 ";
    compare("SELECT type, " + values + from + grouping, otherwise);
  }

  @ParameterizedTest
  @CsvSource({"MONTH", "QUARTER", "YEAR"})
  void monthsAreCutTowardsZeroBackwardsToo(String unit) throws SQLException {
    for (String to :
        List.of("FLOOR(stime TO DAY)", "TIMESTAMPADD(HOUR, -1, stime)", "FLOOR(stime TO YEAR)")) {
      compare(
          "SELECT TIMESTAMPDIFF(%s, stime, %s) FROM flows".formatted(unit, to),
          "SELECT -TIMESTAMPDIFF(%s, %s, stime) FROM flows".formatted(unit, to));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(protocol, icmp_type) NOT IN (SELECT 6, icmp_type FROM flows)|protocol <> 6",
        "NOT (protocol, icmp_type) IN (SELECT protocol, icmp_type FROM flows WHERE icmp_type > 3)|"
            + "NOT EXISTS (SELECT 1 FROM flows AS g WHERE g.protocol = flows.protocol AND"
            + " g.icmp_type > 3 AND COALESCE(g.icmp_type = flows.icmp_type, TRUE))",
        "((protocol, icmp_type) IN (SELECT 6, icmp_type FROM flows)) IS UNKNOWN|protocol = 6",
        "((protocol, icmp_type) IN (SELECT 6, icmp_type FROM flows)) IS FALSE|protocol <> 6",
      })
  void aRowIsNotInAQueryWhereOneOfItsValuesDiffers(String condition, String otherwise)
      throws SQLException {
    String count = "SELECT COUNT(*) FROM flows WHERE ";
    compare(count + condition, count + otherwise);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM flows AS f WHERE NOT EXISTS (SELECT 1 FROM flows AS g WHERE g.icmp_type ="
            + " f.icmp_type) AND EXISTS (SELECT 1 FROM flows AS g WHERE g.icmp_type > 3 AND"
            + " (f.icmp_type IS NULL OR f.icmp_type = g.icmp_code))|FROM flows WHERE icmp_type IS"
            + " NULL",
        "FROM flows AS f LEFT JOIN (VALUES 8) AS t (x) ON t.x = f.icmp_type WHERE EXISTS (SELECT 1"
            + " FROM flows AS g WHERE g.sip = f.sip AND f.icmp_type IS NULL)|FROM flows WHERE"
            + " icmp_type IS NULL",
        "FROM flows AS f, LATERAL (SELECT g.sip FROM flows AS g WHERE g.sip = f.dip) AS l|FROM flows"
            + " AS f JOIN flows AS g ON g.sip = f.dip",
        "FROM flows AS f, LATERAL (SELECT MAX(g.bytes) AS m FROM flows AS g WHERE g.sport > f.sport +"
            + " 65535) AS l WHERE l.m IS NULL|FROM flows",
        "FROM flows AS f JOIN LATERAL (SELECT COUNT(*) AS n FROM flows AS g WHERE g.sip = f.sip AND"
            + " g.bytes < 0) AS l ON l.n = 0|FROM flows",
      })
  void aSecondSubQueryKeepsRowsWithoutValue(String from, String otherwise) throws SQLException {
    compare("SELECT COUNT(*) " + from, "SELECT COUNT(*) " + otherwise);
  }

  /** Estimates of rows above so many joins would be infinite, and no plan the cheapest. */
  @Test
  void manySubQueriesHaveAPlan() throws SQLException {
    String hops =
        "f.icmp_type %s (SELECT g.packets FROM flows AS g WHERE f.icmp_type IS NULL OR g.protocol ="
            + " f.icmp_type)";
    String codes =
        "f.bytes NOT IN (SELECT g.icmp_code FROM flows AS g WHERE g.icmp_code IS NOT DISTINCT FROM"
            + " f.icmp_code)";
    String ports = "EXISTS (SELECT 1 FROM flows AS g WHERE f.icmp_type IS NULL)";
    String count = "SELECT COUNT(*) FROM flows AS f WHERE ";
    compare(
        count + "(" + hops.formatted("IN") + " AND " + codes + ") OR " + ports,
        count + "icmp_type IS NULL OR " + hops.formatted("IN") + " AND " + codes);
  }

  @Test
  void joinedQueriesThatBothUseTheRowOutsideAreRefused() {
    String one = "(SELECT COUNT(*) AS n FROM flows AS g WHERE g.sip = f.dip) AS ";
    for (WeftSession session : List.of(batches, code)) {
      for (String sql :
          List.of(
              "SELECT COUNT(*) FROM flows AS f, LATERAL (SELECT x.n FROM "
                  + one
                  + "x, "
                  + one
                  + "y) AS l",
              "SELECT (SELECT SUM(x.n) FROM " + one + "x, " + one + "y) FROM flows AS f")) {
        Exception e = assertThrows(Exception.class, () -> session.sorted(sql));
        assertTrue(told(e).contains("two queries that are joined"), sql + ": " + told(e));
      }
    }
  }

  private static String told(Throwable e) {
    return e.getMessage() + (e.getCause() == null ? "" : " / " + told(e.getCause()));
  }
}
