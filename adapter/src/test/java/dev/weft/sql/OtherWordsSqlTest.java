package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.SqlErrors;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users of other databases write, against the standard's words for it; what nobody can. */
class OtherWordsSqlTest {
  private WeftSession session;
  private WeftSession code;

  @BeforeEach
  void connect() throws SQLException {
    session = new WeftSession(FlowFixture.store(FlowFixture.rows(7, 400)));
    code =
        new WeftSession(
            FlowFixture.store(FlowFixture.rows(7, 400)), QueryOptions.DEFAULTS.withPushdown(false));
  }

  @AfterEach
  void disconnect() throws SQLException {
    session.close();
    code.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          COUNT(DISTINCT (sip, dip)) FROM flows ~ COUNT(DISTINCT sip, dip) FROM flows
          protocol, COUNT(DISTINCT (sip, dport)), SUM(bytes) FROM flows GROUP BY protocol ~ protocol, COUNT(DISTINCT sip, dport), SUM(bytes) FROM flows GROUP BY protocol
          COUNT(*) FROM flows WHERE (sport, dport) < (300, 80) ~ COUNT(*) FROM flows WHERE sport < 300 OR sport = 300 AND dport < 80
          date_trunc('hour', stime), COUNT(*) FROM flows GROUP BY 1 ~ FLOOR(stime TO HOUR), COUNT(*) FROM flows GROUP BY FLOOR(stime TO HOUR)
          DATE_TRUNC('Month', stime) FROM flows ~ FLOOR(stime TO MONTH) FROM flows
          CAST(date_trunc('week', TIMESTAMP '2026-03-01 23:00:00') AS DATE) ~ DATE '2026-02-23'
          CAST(date_trunc('week', TIMESTAMP '2026-03-02 00:00:00') AS DATE) ~ DATE '2026-03-02'
          COUNT(*) FROM flows WHERE stime >= '2012-11-13 10:00' ~ COUNT(*) FROM flows WHERE stime >= TIMESTAMP '2012-11-13 10:00:00'
          COUNT(*) FROM flows WHERE stime < '2026-03-02T10:00:00.250Z' ~ COUNT(*) FROM flows WHERE stime < TIMESTAMP '2026-03-02 10:00:00.250'
          COUNT(*) FROM flows WHERE '2026-03-02' < stime ~ COUNT(*) FROM flows WHERE stime > TIMESTAMP '2026-03-02 00:00:00'
          CAST(TIMESTAMP '2026-03-02 10:00:00.250' AS VARCHAR) ~ '2026-03-02 10:00:00.250'
          CAST(TIMESTAMP '2026-03-02 10:00:00.000' AS VARCHAR) ~ '2026-03-02 10:00:00'
          CAST(TIMESTAMP '2026-03-02 10:00:00.250' AS VARCHAR(10)) ~ '2026-03-02'
          COUNT(*) FROM flows WHERE stime = CAST(stime AS VARCHAR) ~ COUNT(*) FROM flows
          LENGTH(sip), LEFT(dip, 2), STRPOS(sip, '.') FROM flows ~ CHAR_LENGTH(CAST(sip AS VARCHAR)), SUBSTRING(dip FROM 1 FOR 2), POSITION('.' IN sip) FROM flows
          COUNT(*) FROM flows WHERE type ILIKE 'IN%' ~ COUNT(*) FROM flows WHERE UPPER(type) LIKE 'IN%'
          COUNT(*) FROM flows WHERE REGEXP_LIKE(sip, '10[.]') ~ COUNT(*) FROM flows WHERE sip LIKE '%10.%'
          MAX_BY(sport, bytes * 65536 + sport) FROM flows ~ MOD(MAX(bytes * 65536 + sport), 65536) FROM flows
          STRING_AGG(sip, ',' ORDER BY sip) FROM (SELECT DISTINCT sip FROM flows) ~ LISTAGG(CAST(sip AS VARCHAR), ',') WITHIN GROUP (ORDER BY sip) FROM (SELECT DISTINCT sip FROM flows)
          COUNTIF(bytes > 100), BOOL_OR(bytes > 100) FROM flows ~ COUNT(*) FILTER (WHERE bytes > 100), MAX(bytes) > 100 FROM flows
          sensor, PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY bytes) FROM flows GROUP BY sensor ~ sensor, percentile(bytes, 0.25) FROM flows GROUP BY sensor
          PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY bytes DESC), SUM(bytes) FROM flows ~ percentile(bytes, 0.75), SUM(bytes) FROM flows
          IF(protocol = 6, 1, 0), IFNULL(icmp_type, -1) FROM flows ~ CASE WHEN protocol = 6 THEN 1 ELSE 0 END, COALESCE(icmp_type, -1) FROM flows
          """)
  void anotherWordMeansTheSame(String words, String standard) throws SQLException {
    assertEquals(session.sorted("SELECT " + standard), session.sorted("SELECT " + words));
    assertEquals(session.sorted("SELECT " + standard), code.sorted("SELECT " + words));
  }

  @Test
  void tablesAndColumnsAreListedAndPlansExplainedInFewWords() throws SQLException {
    assertEquals(
        List.of("flow_types", "flows", "partitions", "sensors"), session.rows("SHOW TABLES;"));
    assertEquals(
        List.of("name|VARCHAR|NO", "id|INTEGER|NO", "description|VARCHAR|YES"),
        session.rows("DESCRIBE sensors"));
    assertEquals("sip|VARCHAR|NO", session.rows("describe flows").get(0));
    assertEquals(
        session.rows("EXPLAIN PLAN FOR SELECT sip FROM flows"),
        session.rows("explain SELECT sip FROM flows"));
    Exception thrown =
        assertThrows(Exception.class, () -> session.rows("EXPLAIN SELECT spi FROM flows"));
    assertEquals(16, SqlErrors.of(thrown).column());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          DISTINCT ROW(sip, dip) FROM flows ~ a row of several values, such as (sip, dip), is no column; name its parts one by one, as in COUNT(DISTINCT sip, dip)
          COUNT(DISTINCT (icmp_type, icmp_code)) FROM flows ~ a row of several values, such as (sip, dip), is no column; name its parts one by one, as in COUNT(DISTINCT sip, dip)
          COLLECT(dport) AS ports FROM flows ~ column 'ports' is of type MULTISET, which a result can't hold; LISTAGG makes a text of many values
          ARRAY[1, 2] AS a ~ column 'a' is of type ARRAY, which a result can't hold; LISTAGG makes a text of many values
          PERCENT_RANK() OVER (ORDER BY bytes) FROM flows ~ Weft can't run PERCENT_RANK OVER
          COUNT(*) FROM flows TABLESAMPLE BERNOULLI(10) ~ Weft can't run TABLESAMPLE
          COUNT(*) FROM flows GROUP BY TUMBLE(stime, INTERVAL '1' HOUR) ~ Weft can't run TUMBLE
          LISTAGG(DISTINCT type, ',') WITHIN GROUP (ORDER BY dport) FROM flows ~ LISTAGG(DISTINCT x) can be ordered by x only
          PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY bytes) FROM flows ~ Weft can't run PERCENTILE_DISC
          COUNT(*) FROM flows WHERE dport = 'http' ~ 'http' is no number
          CAST('abc' AS DOUBLE) ~ 'abc' is no number
          7 / 2::DOUBLE ~ write CAST(value AS TYPE) instead of value::TYPE
          COUNT(*) FROM flows WHERE stime > '2012/11/13T10' ~ '2012/11/13T10' is no timestamp; write 2012-11-13 or 2012-11-13 10:30:00.000, in UTC
          COUNT(*) FROM flows WHERE stime > '2012-02-30' ~ '2012-02-30' is no timestamp; write 2012-11-13 or 2012-11-13 10:30:00.000, in UTC
          date_trunc('fortnight', stime) FROM flows ~ date_trunc knows no 'fortnight'; write millisecond, second, minute, hour, day, week, month, quarter, year
          """)
  void whatCannotBeRunIsToldInWordsOfSql(String words, String message) {
    for (WeftSession s : new WeftSession[] {session, code}) {
      Exception thrown = assertThrows(Exception.class, () -> s.rows("SELECT " + words));
      assertEquals(message, SqlErrors.of(thrown).message());
    }
  }
}
