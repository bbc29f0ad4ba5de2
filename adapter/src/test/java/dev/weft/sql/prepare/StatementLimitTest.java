package dev.weft.sql.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementLimitTest {
  @Test
  void limitTellsWhereItBecomesTooMuch() {
    assertRefused("SELECT\n  " + "(".repeat(201) + "1", "line 2, column 203");
    assertRefused("SELECT " + "CASE WHEN TRUE THEN ".repeat(201), "line 1, column 4008");
    assertRefused("SELECT " + "- ".repeat(201) + "1", "line 1, column 408");
    assertRefused("SELECT " + "NOT\n".repeat(201), "line 201, column 1");
    assertRefused("-- it's\nSELECT " + "(".repeat(201), "line 2, column 208");
    assertRefused("/* \" */ SELECT " + "[".repeat(201), "line 1, column 216");
    assertRefused("SELECT 1" + ", 1".repeat(50_000), "line 1, column 150006");
    assertRefused("SELECT 1, " + "9".repeat(1001), "line 1, column 11");
    for (String text : List.of("-", " ", "1", "e")) {
      StatementLimit.check("SELECT '" + text.repeat(1001) + "', " + "e".repeat(1001));
      StatementLimit.check("SELECT 1 -- " + text.repeat(1001));
    }
    StatementLimit.check("SELECT '" + "(".repeat(500) + "' -- " + "(".repeat(500));
    StatementLimit.check("SELECT " + "(1) + CASE WHEN TRUE THEN 1 END +".repeat(300) + "1");
    StatementLimit.check("SELECT a - - 1, NOT b " + "FROM t /* " + "(".repeat(500) + " */");
  }

  private static void assertRefused(String sql, String place) {
    LimitException error = assertThrows(LimitException.class, () -> StatementLimit.check(sql));
    assertEquals(place, "line " + error.line() + ", column " + error.column());
  }
}
