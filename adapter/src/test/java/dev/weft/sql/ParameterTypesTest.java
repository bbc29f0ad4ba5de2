package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.sql.prepare.SqlError;
import dev.weft.sql.prepare.SqlErrors;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A parameter is of the type that its neighbours tell, and answers as a literal in its place. */
class ParameterTypesTest {
  private static WeftSession session;

  @BeforeAll
  static void connect() throws SQLException {
    session = new WeftSession(FlowFixture.store(FlowFixture.rows(17, 1_500)));
  }

  @AfterAll
  static void disconnect() throws SQLException {
    session.close();
  }

  /** The literals between braces are the parameters. */
  private record Question(String literal, String sql, List<Object> values) {
    static Question of(String text) {
      StringBuilder literal = new StringBuilder();
      StringBuilder sql = new StringBuilder();
      List<Object> values = new ArrayList<>();
      for (String part : text.split("[{}]", -1)) {
        boolean isValue = text.indexOf("{" + part + "}") >= 0 && !part.isEmpty();
        literal.append(part);
        sql.append(isValue ? "?" : part);
        if (isValue) {
          values.add(value(part));
        }
      }
      return new Question(literal.toString(), sql.toString(), values);
    }

    private static Object value(String literal) {
      return switch (literal) {
        case "TRUE", "FALSE" -> Boolean.valueOf(literal);
        default -> {
          if (literal.startsWith("TIMESTAMP")) {
            yield java.sql.Timestamp.valueOf(literal.substring(11, literal.length() - 1));
          }
          yield literal.startsWith("'")
              ? literal.substring(1, literal.length() - 1)
              : literal.indexOf('.') < 0 ? (Object) Long.valueOf(literal) : new BigDecimal(literal);
        }
      };
    }
  }

  private static List<String> rows(String sql, Object... values) throws SQLException {
    try {
      return session.rows(sql, values);
    } catch (SQLException | RuntimeException e) {
      throw new AssertionError(sql + ": " + SqlErrors.of(e).located(), e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT COUNT(*) FROM flows WHERE sip LIKE {'1%'}
          SELECT COUNT(*) FROM flows WHERE sip NOT LIKE {'1%'}
          SELECT COUNT(*) FROM flows WHERE sip ILIKE {'%A%'}
          SELECT COUNT(*) FROM flows WHERE flags LIKE {'S%'} ESCAPE {'!'}
          SELECT COUNT(*) FROM flows WHERE {'SA'} LIKE flags
          SELECT COUNT(*) FROM flows WHERE bytes + {100} > 5000
          SELECT COUNT(*) FROM flows WHERE 5000 < {100} + bytes
          SELECT COUNT(*) FROM flows WHERE bytes > {100} + {200}
          SELECT COUNT(*) FROM flows WHERE {100} + {200} < bytes
          SELECT COUNT(*) FROM flows WHERE bytes > -{5}
          SELECT COUNT(*) FROM flows WHERE bytes * {8} / {1000} > packets
          SELECT COUNT(*) FROM flows WHERE MOD(sport, {7}) = {3}
          SELECT COUNT(*) FROM flows WHERE sport % {7} = {3}
          SELECT bytes + {5000000000}, sport + {1} FROM flows ORDER BY bytes, sport
          SELECT COUNT(*) FROM flows WHERE duration * {2.5} > {3.25}
          SELECT COUNT(*) FROM flows WHERE duration + {0.0005} > {3.2505}
          SELECT SUM(duration + {0.25}) > {1000} FROM flows
          SELECT COUNT(*) FROM flows WHERE 1.0 * bytes / {3} > {100.5}
          SELECT COUNT(*) FROM flows WHERE sensor || {'!'} = {'S0!'}
          SELECT DISTINCT sensor || {'-'} || type FROM flows ORDER BY 1
          SELECT DISTINCT {'at '} || sensor FROM flows ORDER BY 1
          SELECT COUNT(*) FROM flows WHERE sip || {':'} || dip LIKE {'1%:%'}
          SELECT COUNT(*) FROM flows WHERE STARTS_WITH(sensor, {'S'})
          SELECT COUNT(*) FROM flows WHERE STARTS_WITH(sip, {'1'})
          SELECT COUNT(*) FROM flows WHERE ENDS_WITH(sensor, {'0'})
          SELECT COUNT(*) FROM flows WHERE STRPOS(sensor, {'0'}) > {0}
          SELECT COUNT(*) FROM flows WHERE POSITION({'0'} IN sensor) > 0
          SELECT COUNT(*) FROM flows WHERE UPPER({'s0'}) = sensor
          SELECT COUNT(*) FROM flows WHERE sensor = TRIM({' S0 '})
          SELECT COUNT(*) FROM flows WHERE SUBSTRING(sensor FROM {1} FOR {1}) = {'S'}
          SELECT COUNT(*) FROM flows WHERE SUBSTRING(sensor, {2}) = {'0'}
          SELECT COUNT(*) FROM flows WHERE LEFT(sip, {2}) = {'10'}
          SELECT COUNT(*) FROM flows WHERE SPLIT_PART(sip, {'.'}, {1}) = {'10'}
          SELECT COUNT(*) FROM flows WHERE REPLACE(sensor, {'S'}, {'T'}) = {'T0'}
          SELECT COUNT(*) FROM flows WHERE CONCAT(sensor, {'/'}, type) = {'S0/in'}
          SELECT COUNT(*) FROM flows WHERE REGEXP_LIKE(sip, {'^1'})
          SELECT COUNT(*) FROM flows WHERE CHAR_LENGTH({'abc'}) = 3
          SELECT COUNT(*) FROM flows WHERE CASE WHEN {TRUE} THEN sport ELSE dport END = {80}
          SELECT COUNT(*) FROM flows WHERE {TRUE} AND sport > {80}
          SELECT COUNT(*) FROM flows WHERE NOT {FALSE} OR sport > {80}
          SELECT SUM(CASE WHEN sport > {80} THEN {1} ELSE {0} END) FROM flows WHERE bytes > 0
          SELECT SUM(CASE WHEN sport > {80} THEN bytes ELSE {0} END) FROM flows
          SELECT CASE WHEN sport > {80} THEN {'high'} ELSE 'low' END AS k, COUNT(*) FROM flows GROUP BY 1 ORDER BY 2
          SELECT COUNT(*) FROM flows WHERE CASE sensor WHEN {'S0'} THEN {1} ELSE 2 END = 1
          SELECT COUNT(*) FROM flows WHERE CASE {'S0'} WHEN sensor THEN 1 ELSE 2 END = 1
          SELECT COUNT(*) FROM flows WHERE COALESCE(icmp_type, {8}) = {8}
          SELECT COUNT(*) FROM flows WHERE COALESCE({'S0'}, sensor) = {'S0'}
          SELECT COUNT(*) FROM flows WHERE COALESCE({'10.0.0.1'}, sip) = dip
          SELECT COUNT(*) FROM flows WHERE NULLIF(sensor, {'S0'}) IS NULL
          SELECT COUNT(*) FROM flows WHERE NULLIF({'S0'}, sensor) IS NULL
          SELECT COUNT(*) FROM flows WHERE GREATEST(sport, {500}) = {500}
          SELECT COUNT(*) FROM flows WHERE IF(sport > {80}, {'a'}, 'b') = {'a'}
          SELECT COUNT(*) FROM flows WHERE IFNULL(icmp_type, {3}) = {3}
          SELECT COUNT(*) FROM flows WHERE {80} = sport OR {53} IN (sport, dport)
          SELECT COUNT(*) FROM flows WHERE {80} BETWEEN sport AND dport
          SELECT COUNT(*) FROM flows WHERE sport NOT BETWEEN {80} AND {443}
          SELECT COUNT(*) FROM flows WHERE sip IN ({'10.0.0.1'}, {'10.0.0.2'})
          SELECT COUNT(*) FROM flows WHERE {'10.0.0.1'} IN (SELECT sip FROM flows)
          SELECT COUNT(*) FROM flows WHERE {100} < (SELECT MAX(bytes) FROM flows)
          SELECT COUNT(*) FROM flows WHERE sip IS DISTINCT FROM {'10.0.0.1'}
          SELECT COUNT(*) FROM flows WHERE (sip, sport) = ({'10.0.0.1'}, {80})
          SELECT COUNT(*) FROM flows WHERE {'S0'} IS NULL OR sensor = {'S0'}
          SELECT COUNT(*) FROM flows WHERE {3} IS NOT NULL AND sensor = {'S0'}
          SELECT COUNT(*) FROM flows WHERE stime > {TIMESTAMP '2012-11-13 00:00:00'} - INTERVAL '1' DAY
          SELECT COUNT(*) FROM flows WHERE stime + INTERVAL '1' DAY > {TIMESTAMP '2012-11-13 00:00:00'}
          SELECT COUNT(*) FROM flows WHERE FLOOR({TIMESTAMP '2012-11-13 11:12:00'} TO HOUR) < stime
          SELECT COUNT(*) FROM flows WHERE EXTRACT(HOUR FROM stime) = {11}
          SELECT COUNT(*) FROM flows WHERE time_bin(stime, {60}) = time_bin(stime, {3600.5})
          SELECT COUNT(*) FROM flows WHERE ip_match(sip, {'10.0.0.0/8'})
          SELECT COUNT(*) FROM flows WHERE ip_match({'10.1.1.1'}, {'10.0.0.0/8'})
          SELECT COUNT(*) FROM flows WHERE ip_prefix(sip, {8}) = {'10.0.0.0'}
          SELECT COUNT(*) FROM flows WHERE flags_match(flags, {'S/SA'})
          SELECT COUNT(*) FROM flows WHERE ABS(bytes - {1000}) < {900}
          SELECT COUNT(*) FROM flows WHERE ROUND(duration, 1) = {1.5}
          SELECT COUNT(*) FROM flows WHERE POWER({2}, {3}) < sport
          SELECT COUNT(*) FROM flows WHERE SQRT(bytes) > {20.5}
          SELECT sensor, COUNT(*) FROM flows GROUP BY sensor HAVING COUNT(*) > {10} + {1} ORDER BY 1
          SELECT sport, LAG(sport, {1}) OVER (ORDER BY stime, sport, dport, bytes) FROM flows ORDER BY stime, sport, dport, bytes
          SELECT percentile(bytes, {0.9}) FROM flows
          SELECT COUNT(*) FROM TABLE(spread(TABLE flows, {60}))
          SELECT COUNT(*) FROM TABLE(sessions(TABLE flows, {60}, {'sip'}))
          SELECT SUM(bytes) / {10}, MAX(bytes) - {5} FROM flows HAVING COUNT(*) > {3}
          SELECT sensor, SUM(bytes) FROM flows GROUP BY sensor ORDER BY SUM(bytes) + {1}
          SELECT COUNT(*) FROM flows WHERE stime BETWEEN {TIMESTAMP '2012-11-13 00:00:00'} AND CURRENT_TIMESTAMP
          SELECT COUNT(*) FROM flows WHERE CAST(stime AS DATE) > CAST({'2012-11-13'} AS DATE)
          SELECT COUNT(*) FROM flows WHERE TIMESTAMPADD(HOUR, {2}, stime) > {TIMESTAMP '2012-11-13 00:00:00'}
          SELECT COUNT(*) FROM flows WHERE TIMESTAMPDIFF(HOUR, {TIMESTAMP '2012-11-13 00:00:00'}, stime) > {2}
          SELECT COUNT(*) FROM flows WHERE ms_between({TIMESTAMP '2012-11-13 00:00:00'}, stime) > {2}
          SELECT COUNT(*) FROM flows WHERE stime > CURRENT_TIMESTAMP - INTERVAL '1' SECOND * {60}
          SELECT SUM(bytes) FILTER (WHERE sensor || {''} = {'S0'}) FROM flows
          SELECT COUNT(*) FROM flows WHERE sip BETWEEN {'10.0.0.0'} AND {'10.255.255.255'}
          SELECT COUNT(*) FROM flows WHERE (sip, dport) IN (({'10.0.0.1'}, {80}), ({'10.0.0.2'}, {443}))
          SELECT STRING_AGG(sensor, {'+'}) FROM (SELECT DISTINCT sensor FROM flows WHERE sensor = 'S0') AS s
          SELECT COUNT(*) FROM flows AS a JOIN sensors AS s ON a.sensor = s.name AND s.name || {'x'} = {'S0x'}
          WITH big AS (SELECT sip FROM flows WHERE bytes - {10} > {900}) SELECT COUNT(*) FROM big WHERE sip > {'10.0.0.0'}
          SELECT COUNT(*) FROM (SELECT sip FROM flows WHERE bytes > {50} UNION ALL SELECT dip FROM flows WHERE sport + {1} = {81}) AS u
          SELECT COUNT(*) FROM flows WHERE EXISTS (SELECT 1 FROM sensors WHERE name = sensor AND name || {''} = {'S0'})
          """)
  void aParameterAnswersAsALiteralInItsPlace(String text) throws SQLException {
    Question q = Question.of(text);
    assertEquals(rows(q.literal), rows(q.sql, q.values.toArray()), q.sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT COUNT(*) FROM flows WHERE flags LIKE {'S%'}
          SELECT COUNT(*) FROM flows WHERE flags NOT LIKE {'S%'}
          SELECT COUNT(*) FROM flows WHERE sip LIKE {'1%'}
          SELECT COUNT(*) FROM flows WHERE NOT (sip LIKE {'1%'})
          SELECT COUNT(*) FROM flows WHERE sip = {'10.0.0.1'}
          SELECT COUNT(*) FROM flows WHERE sip <> {'10.0.0.1'}
          SELECT COUNT(*) FROM flows WHERE NOT (sport > {80})
          SELECT COUNT(*) FROM flows WHERE sport IN (80, {443})
          SELECT COUNT(*) FROM flows WHERE sport NOT IN (80, {443})
          SELECT COUNT(*) FROM flows WHERE sensor IS DISTINCT FROM {'S0'}
          SELECT COUNT(*) FROM flows WHERE (sensor = {'S0'}) IS NULL
          SELECT COUNT(*) FROM flows WHERE (sensor LIKE {'S0'}) IS NOT TRUE
          SELECT COUNT(*) FROM flows WHERE sport BETWEEN {80} AND 90
          SELECT COUNT(*) FROM flows WHERE {80} IS NULL OR sport = 80
          SELECT DISTINCT sensor || {'!'} FROM flows
          SELECT DISTINCT bytes + {1} FROM flows
          SELECT DISTINCT sip || {'!'} FROM flows
          SELECT DISTINCT UPPER(sensor || {'!'}) IS NULL FROM flows
          SELECT COUNT(*), MAX(CASE WHEN sensor = {'S0'} THEN 1 ELSE 0 END) FROM flows
          SELECT COUNT(*) FROM flows WHERE COALESCE({'S0'}, sensor) = 'S0'
          SELECT COUNT(*) FROM flows WHERE ip_match(sip, {'10.0.0.0/8'})
          SELECT COUNT(*) FROM flows WHERE NOT ip_match(sip, {'10.0.0.0/8'})
          SELECT COUNT(*) FROM flows WHERE flags_match(flags, {'S/SA'}) IS NULL
          SELECT COUNT(*) FROM flows WHERE stime > {TIMESTAMP '2012-11-13 00:00:00'}
          SELECT DISTINCT time_bin(stime, {60}) FROM flows
          SELECT COUNT(*) FROM flows WHERE STARTS_WITH(sensor, {'S'})
          SELECT COUNT(*) FROM flows WHERE CASE WHEN {TRUE} THEN sport ELSE dport END > 80
          SELECT COUNT(*) FROM flows WHERE sensor IN (SELECT name FROM sensors WHERE name <> {'S0'})
          """)
  void aNullParameterIsNull(String text) throws SQLException {
    Question q = Question.of(text);
    String literal = text.replaceAll("\\{'.*?'}", "CAST(NULL AS VARCHAR)");
    literal = literal.replaceAll("\\{TIMESTAMP '.*?'}", "CAST(NULL AS TIMESTAMP)");
    literal = literal.replaceAll("\\{TRUE}", "CAST(NULL AS BOOLEAN)");
    literal = literal.replaceAll("\\{.*?}", "CAST(NULL AS INTEGER)");
    List<String> parameter = rows(q.sql, new Object[q.values.size()]);
    assertEquals(rows(literal), parameter, q.sql);
    assertFalse(parameter.isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          SELECT COUNT(*) FROM flows WHERE ? = ?         ~ 1
          SELECT sip, ? FROM flows                       ~ 1
          SELECT COUNT(*) FROM flows WHERE -? = ? ~ 1
          SELECT COUNT(*) FROM flows WHERE ? BETWEEN ? AND ? ~ 1
          """)
  void aParameterWithoutAnyTypeIsRefusedInOneSentence(String sql, int parameter) {
    Exception thrown = assertThrows(Exception.class, () -> session.rows(sql));
    SqlError error = SqlErrors.of(thrown);
    assertEquals(
        "nothing here tells the type of parameter "
            + parameter
            + ": write CAST(? AS VARCHAR), or another type, instead of ?",
        error.message());
    assertEquals("42P18", error.sqlState());
    assertTrue(error.line() == 1, error::located);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT COUNT(*) FROM flows WHERE sip LIKE ?
          SELECT COUNT(*) FROM flows WHERE bytes + ? > 100
          SELECT COUNT(*) FROM flows WHERE sensor || ? = 'S0!'
          SELECT COUNT(*) FROM flows WHERE STARTS_WITH(sensor, ?)
          SELECT SUM(CASE WHEN sport > ? THEN bytes ELSE ? END) FROM flows
          SELECT COUNT(*) FROM flows WHERE ? IS NULL OR sport = ?
          SELECT COUNT(*) FROM flows WHERE stime > ? - INTERVAL '1' DAY
          """)
  void aConditionWithParametersIsTestedInTheScan(String sql) throws SQLException {
    String plan = session.plan(sql);
    assertFalse(plan.contains("row by row"), plan);
  }

  /** Each level could ask the ones below it twice. */
  @Test
  @Timeout(60)
  void deepExpressionsOfParametersAreJudgedInTime() throws SQLException {
    String sum = "bytes";
    String choice = "?";
    for (int i = 0; i < 60; i++) {
      sum = "? + (" + sum + ")";
      choice = "CASE WHEN (" + choice + ") = ? THEN ? ELSE ? END";
    }
    String cases = choice;
    Object[] ones = Collections.nCopies(60, 1).toArray();
    assertEquals(
        session.rows("SELECT COUNT(*) FROM flows WHERE bytes > 100"),
        session.rows("SELECT COUNT(*) FROM flows WHERE " + sum + " > 160", ones));
    Exception open =
        assertThrows(
            Exception.class,
            () -> session.rows("SELECT COUNT(*) FROM flows WHERE (" + cases + ") IS NULL"));
    assertTrue(SqlErrors.of(open).message().contains("nothing here tells"), open::toString);
  }
}
