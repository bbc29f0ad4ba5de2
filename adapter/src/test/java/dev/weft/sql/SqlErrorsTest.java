package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.sql.prepare.SqlError;
import dev.weft.sql.prepare.SqlErrors;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong statements are told in one line, with the place. */
class SqlErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT sprt FROM flows                       | no column 'sprt'; did you mean 'sport'?             | 1 | 8  | 42703
          SELECT f.byte FROM flows AS f                | no column 'byte'; did you mean 'bytes'?             | 1 | 10 | 42703
          SELECT * FROM flow                           | no table 'flow'; did you mean 'flows'?              | 1 | 15 | 42P01
          SELECT * FROM mytable                        | no table 'mytable'; there are flows, sensors, flow_types, partitions | 1 | 15 | 42P01
          SELECT ip_mach(sip, '1.2.3.4') FROM flows    | no function 'ip_mach' for (<ADDRESS>, <CHARACTER>); did you mean 'ip_match'? | 1 | 8 | 42883
          SELECT percentile(sip, 0.5) FROM flows       | percentile takes no (<ADDRESS>, <NUMERIC>)          | 1 | 8  | 42883
          SELECT * FROM TABLE(spread(TABLE flows, 60, 3)) | wrong arguments: spread(<TABLE>, <INTEGER>, <INTEGER>); expected TABLE(spread(<table>, <number>, <text>, <timestamp>, <timestamp>)) | 1 | 21 | 42000
          SELECT ip_version(sport) FROM flows          | wrong arguments: ip_version(<INTEGER>); expected ip_version(<address>) | 1 | 8 | 42000
          SELECT FROM flows                            | syntax error near 'FROM'                            | 1 | 8  | 42601
          SELECT sip FROM flows WHERE                  | syntax error near 'WHERE'          | 1 | 23 | 42601
          SELECT sip FROM flows LIMIT x                | syntax error near 'LIMIT' | 1 | 23 | 42601
          SELECT sip FROM flows WHERE sip = 'x.y'      | 'x.y' is no IP address; write 192.0.2.1 or 2001:db8::1 | 1 | 35 | 22000
          SELECT ip_version('x.y') FROM flows          | 'x.y' is no IP address; write 192.0.2.1 or 2001:db8::1 | 1 | 19 | 22000
          SELECT sip FROM flows WHERE stime > TIMESTAMP '2026-02-30 00:00:00' | '2026-02-30 00:00:00' is no TIMESTAMP; write yyyy-MM-dd HH:mm:ss | 1 | 37 | 42000
          SELECT sip, COUNT(*) FROM flows              | Expression 'sip' is not being grouped               | 1 | 8  | 42000
          DELETE FROM flows                            | Weft answers queries; it does not run DELETE statements | 0 | 0 | 0A000
          DROP TABLE flows                             | Weft answers queries; it does not run DROP statements | 0 | 0 | 0A000
          -- nothing                                   | The statement is empty | 0 | 0 | 42601
          SELECT time_bin(stime, 0) FROM flows         | time_bin takes a positive number of whole milliseconds, not 0 s | 1 | 8 | 22000
          SELECT ip_prefix(sip, 129) FROM flows        | ip_prefix takes 0 to 128 bits, not 129              | 1 | 8 | 22000
          SELECT 1, ip_prefix('10.1.1.1', 100 + 100)   | ip_prefix takes 0 to 128 bits, not 200              | 1 | 11 | 22000
          SELECT CONCAT(sensor, 'x'), time_bin(stime, -1) FROM flows | time_bin takes a positive number of whole milliseconds, not -1 s | 1 | 29 | 22000
          SELECT LN(0)                                 | Cannot take logarithm of zero or negative number    | 0 | 0 | 2201E
          SELECT LOG10(sport - sport) FROM flows       | Cannot take logarithm of zero or negative number    | 0 | 0 | 2201E
          SELECT CAST(sensor AS DATE) FROM flows       | Invalid DATE value, 'S0'                            | 0 | 0 | 22007
          SELECT CAST('2020-13-45' AS DATE)            | Value of DAY field is out of range in '2020-13-45'  | 0 | 0 | 22008
          SELECT CAST(sensor AS BOOLEAN) FROM flows    | Invalid character for cast: S0                      | 0 | 0 | 22018
          SELECT SUBSTRING(sensor, 1, -1) FROM flows   | Substring error: negative substring length not allowed | 0 | 0 | 22011
          SELECT sensor LIKE 'a' ESCAPE 'bb' FROM flows | Invalid escape character 'bb'                      | 0 | 0 | 22019
          SELECT sensor LIKE 'a!' ESCAPE '!' FROM flows | Invalid escape sequence 'a!', 1                    | 0 | 0 | 22025
          SELECT REGEXP_LIKE(sensor, '[') FROM flows   | no regular expression: Unclosed character class near index 0 [ ^ | 0 | 0 | 2201B
          SELECT OVERLAY(sensor PLACING 'x' FROM -3) FROM flows | a position lies outside of the text: begin 0, end -4, length 2 | 0 | 0 | 22011
          """)
  void aWrongStatementIsTold(String sql, String message, int line, int column, String state)
      throws SQLException {
    try (WeftSession session = new WeftSession(FlowFixture.store(FlowFixture.rows(1, 20)))) {
      Exception thrown = assertThrows(Exception.class, () -> session.rows(sql));
      assertEquals(new SqlError(message, line, column, state), SqlErrors.of(thrown));
      Exception again = assertThrows(Exception.class, () -> session.rows(sql));
      assertEquals(SqlErrors.of(thrown), SqlErrors.of(again));
    }
  }

  @Test
  void divisionByZeroNamesTheOperands() throws SQLException {
    try (WeftSession session = new WeftSession(FlowFixture.store(FlowFixture.rows(1, 20)))) {
      Exception thrown =
          assertThrows(
              Exception.class, () -> session.rows("SELECT bytes / (sport - sport) FROM flows"));
      assertEquals("22012", SqlErrors.of(thrown).sqlState());
    }
  }
}
