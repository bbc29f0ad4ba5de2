package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.SqlErrors;
import dev.weft.testing.FlowRows;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions and casts beyond those of addresses and flags, in batches and row by row. */
class VocabularySqlTest {
  private WeftSession batches;
  private WeftSession code;

  @BeforeEach
  void connect() throws SQLException {
    FlowRows rows = FlowFixture.rows(5, 300);
    batches = new WeftSession(FlowFixture.store(rows));
    code = new WeftSession(FlowFixture.store(rows), QueryOptions.DEFAULTS.withPushdown(false));
  }

  @AfterEach
  void disconnect() throws SQLException {
    batches.close();
    code.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ip_host(sip, 8), ip_host(dip, 16), ip_host(sip, 63), COUNT(*) FROM flows"
            + " GROUP BY ip_host(sip, 8), ip_host(dip, 16), ip_host(sip, 63)",
        "SELECT sip, ms_between(stime, etime), ms_between(etime, stime) FROM flows"
            + " WHERE ms_between(stime, etime) > 1000",
        "SELECT CAST(duration AS DECIMAL(9, 1)), CAST(-duration AS DECIMAL(9, 2)),"
            + " CAST(duration AS INTEGER), CAST(0.5 - duration AS BIGINT) FROM flows",
        "SELECT sip FROM flows WHERE CAST(duration AS INTEGER) = 1 OR CAST(duration AS INTEGER) > 9",
        "SELECT EXTRACT(EPOCH FROM stime), EXTRACT(EPOCH FROM TIMESTAMPADD(SECOND, -2000000000,"
            + " stime)) FROM flows",
        "SELECT GREATEST(sip, dip), LEAST(sip, dip), GREATEST(sport, dport) FROM flows",
        "SELECT sensor, MEDIAN(bytes), percentile(duration, 0.9) FROM flows GROUP BY sensor",
        "SELECT COUNT(*) FROM flows WHERE sip = ANY (SELECT dip FROM flows)",
        "SELECT COUNT(*) FROM flows WHERE ip_match(sip, '10.x.x.1-200,7') OR sport > 5000"
      })
  void batchesAndRowsSayTheSame(String sql) throws SQLException {
    assertEquals(code.sorted(sql), batches.sorted(sql));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip_host('10.1.2.3', 8)|3",
        "ip_host('10.1.2.3', 16)|515",
        "ms_between(TIMESTAMP '1969-12-31 23:59:59.750', TIMESTAMP '1970-01-01 00:00:00.001')|251",
        "EXTRACT(EPOCH FROM TIMESTAMP '1969-12-31 23:59:58.500')|-2",
        "CAST(1.995 AS DECIMAL(5, 2))|2.00",
        "CAST(-2.5 AS INTEGER)|-3",
        "CAST(2.4999 AS INTEGER)|2"
      })
  void constantsAreWhatTheyShouldBe(String expression, String value) throws SQLException {
    assertEquals(List.of(value), batches.rows("SELECT " + expression));
  }

  @Test
  void percentilesAreInterpolatedBetweenTheirNeighbours() throws SQLException {
    double[] sorted =
        batches.rows("SELECT bytes FROM flows").stream()
            .mapToDouble(Double::parseDouble)
            .sorted()
            .toArray();
    double rank = 0.37 * (sorted.length - 1);
    int below = (int) rank;
    double expected = sorted[below] + (rank - below) * (sorted[below + 1] - sorted[below]);
    String[] found =
        batches
            .rows(
                "SELECT percentile(bytes, 0.37), percentile(bytes, 0), percentile(bytes, 1),"
                    + " MEDIAN(bytes) FROM flows")
            .get(0)
            .split("\\|");
    assertEquals(expected, Double.parseDouble(found[0]), 1e-9 * expected);
    assertEquals(sorted[0], Double.parseDouble(found[1]));
    assertEquals(sorted[sorted.length - 1], Double.parseDouble(found[2]));
    assertEquals(
        Arrays.stream(sorted).skip(sorted.length / 2 - 1L).limit(2).average().orElseThrow(),
        Double.parseDouble(found[3]));
    assertEquals(List.of("null"), batches.rows("SELECT MEDIAN(bytes) FROM flows WHERE FALSE"));
  }

  @Test
  void anyOfTextsIsComparedAsAddresses() throws SQLException {
    String address = batches.rows("SELECT MIN(sip) FROM flows").get(0);
    String long6 = address.contains(":") ? address.toUpperCase(Locale.ROOT) : address;
    assertEquals(
        batches.rows("SELECT COUNT(*) FROM flows WHERE sip = '" + address + "'"),
        batches.rows(
            "SELECT COUNT(*) FROM flows WHERE sip = SOME ('" + long6 + "', '192.0.2.254')"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CAST(sensor AS INTEGER)|is no number",
        "DATE '2012-11-13' + INTERVAL '5' HOUR|a DATE has no hours to add to",
        "percentile(bytes, 2)|percentile takes a share from 0 to 1, not 2",
        "ip_host(sip, 64)|ip_host takes 1 to 63 bits, not 64"
      })
  void faultsAreToldInOneLine(String expression, String message) {
    Exception e =
        assertThrows(
            Exception.class,
            () -> batches.rows("SELECT " + expression + " FROM flows WHERE sensor = 'S0'"));
    String told = SqlErrors.of(e).message();
    assertTrue(told.contains(message) && !told.contains("\n"), told);
  }

  @Test
  void theSampleVarianceOfOneRowIsNull() throws SQLException {
    for (WeftSession session : List.of(batches, code)) {
      String rows = "FROM (VALUES (1, 5), (2, 5), (2, 7)) AS t(x, y)";
      assertEquals(
          List.of(
              "1|null|null|null|null|0.0", "2|2.0|2.0|1.4142135623730951|1.4142135623730951|1.0"),
          session.rows(
              "SELECT x, VAR_SAMP(y), VARIANCE(y), STDDEV_SAMP(y), STDDEV(y), VAR_POP(y) "
                  + rows
                  + " GROUP BY x ORDER BY x"));
      assertEquals(
          List.of("1|null", "2|2.0", "2|2.0"),
          session.rows("SELECT x, VAR_SAMP(y) OVER (PARTITION BY x) " + rows + " ORDER BY x"));
      assertEquals(
          List.of("1|null", "2|null"),
          session.rows(
              "SELECT x, var_samp(DISTINCT x) FILTER (WHERE y > 0) "
                  + rows
                  + " GROUP BY x ORDER BY x"));
      assertEquals(
          List.of("null|null"),
          session.rows(
              "SELECT VAR_SAMP(bytes), STDDEV_SAMP(bytes) FROM (SELECT bytes FROM flows LIMIT 1)"));
    }
  }
}
