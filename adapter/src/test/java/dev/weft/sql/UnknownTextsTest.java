package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.sql.exec.QueryOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A misspelt name gives an empty answer, which is easily taken for a finding: so it is told. */
class UnknownTextsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          sensor = 'S9' | no flow can have the sensor 'S9'
          sensor IN ('s0', 'S0') | no flow can have the sensor 's0'; write 'S0'
          type <> 'OUT' | no flow can have the type 'OUT'; write 'out'
          flags = 'AS' | no flow can have the TCP flags 'AS'; write 'SA'
          flags NOT IN ('AS', 'SA') | no flow can have the TCP flags 'AS'; write 'SA'
          attributes = 'X' | no flow can have the attributes 'X'
          class = 'All' | no flow can have the class 'All'; write 'all'
          flags = 'SA' OR type = 'in' OR sensor = 'Köln' | ^^
          """)
  void aConstantThatNoFlowCanHaveIsTold(String condition, String warning) throws SQLException {
    List<String> warnings = new ArrayList<>();
    QueryOptions options =
        QueryOptions.DEFAULTS.withScan(QueryOptions.DEFAULTS.scan().withWarnings(warnings::add));
    try (WeftSession session =
        new WeftSession(FlowFixture.store(FlowFixture.rows(3, 50)), options)) {
      session.rows("SELECT COUNT(*) FROM flows WHERE " + condition);
    }
    assertEquals(warning.isEmpty() ? List.of() : List.of(warning), warnings);
  }
}
