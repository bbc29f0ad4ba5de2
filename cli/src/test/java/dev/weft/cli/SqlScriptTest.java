package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlScriptTest {
  @Test
  void semicolonsSeparateStatementsButNotInQuotesAndComments() {
    assertEquals(
        List.of("SELECT ';', 'it''s;' AS \"a;b\"", "SELECT 2 -- ; no\n+ 1", "SELECT /* ; */ 3"),
        SqlScript.statements(
            " SELECT ';', 'it''s;' AS \"a;b\" ;\nSELECT 2 -- ; no\n+ 1;; \n;SELECT /* ; */ 3"));
  }

  @Test
  void commentsAloneAreNoStatement() {
    assertEquals(List.of(), SqlScript.statements("-- nothing\n; /* here */ ;\n-- end"));
    assertEquals(List.of("-- first\nSELECT 1"), SqlScript.statements("-- first\nSELECT 1;"));
  }

  @Test
  void unendedQuoteRunsToTheEnd() {
    assertEquals(List.of("SELECT 'a; b"), SqlScript.statements("SELECT 'a; b"));
  }

  @Test
  void parametersBecomeLiterals() {
    SqlParameters values =
        new SqlParameters(
            Map.of("ip", "10.0.0.1", "port", "53", "who", "O'Hara; DROP", "n", "-1.5"));
    assertEquals(
        "WHERE sip = '10.0.0.1' AND sport = 53 AND x = -1.5",
        values.fill("WHERE sip = ${ip} AND sport = :port AND x = ${n}"));
    assertEquals("y = 'O''Hara; DROP'", values.fill("y = ${who}"));
    assertEquals("y = 'O''Hara; DROP'", values.fill("y = :who"));
  }

  @Test
  void parametersInsideQuotesStayInside() {
    SqlParameters values = new SqlParameters(Map.of("day", "2009-02-12", "evil", "' OR 1=1 --"));
    assertEquals(
        "stime >= TIMESTAMP '2009-02-12 00:00:00'",
        values.fill("stime >= TIMESTAMP '${day} 00:00:00'"));
    assertEquals("x = ''' OR 1=1 --'", values.fill("x = '${evil}'"));
    assertEquals("\"a'b ' OR 1=1 --\"", values.fill("\"a'b ${evil}\""));
  }

  @Test
  void colonsThatAreNoParametersStand() {
    SqlParameters values = new SqlParameters(Map.of("mm", "7"));
    assertEquals("'12:mm' x::mm y:z -- :mm ${mm}", values.fill("'12:mm' x::mm y:z -- :mm ${mm}"));
  }

  @Test
  void parameterWithoutValueIsNamed() {
    assertEquals(
        "The SQL has a parameter ${sensor}: give it by --param sensor=VALUE", refusal("${sensor}"));
    assertEquals(
        "The SQL has a parameter :day: give it by --param day=VALUE",
        refusal("SELECT * FROM flows WHERE stime >= :day"));
    assertEquals("'k':v, 'k': v", new SqlParameters(Map.of()).fill("'k':v, 'k': v"));
  }

  private static String refusal(String sql) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> new SqlParameters(Map.of()).fill(sql))
            .getMessage());
  }
}
