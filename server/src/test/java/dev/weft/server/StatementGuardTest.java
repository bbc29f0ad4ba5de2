package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.jdbc.wire.ServerError;
import org.junit.jupiter.api.Test;

class StatementGuardTest {
  @Test
  void guardTellsWhereItBecomesTooMuch() throws ServerError {
    assertRefused("SELECT\n  " + "(".repeat(101) + "1", "line 2, column 103");
    assertRefused("SELECT " + "CASE WHEN TRUE THEN ".repeat(101), "line 1, column 2008");
    assertRefused("SELECT " + "- ".repeat(101) + "1", "line 1, column 208");
    assertRefused("SELECT " + "NOT\n".repeat(101), "line 101, column 1");
    assertRefused("-- it's\nSELECT " + "(".repeat(101), "line 2, column 108");
    assertRefused("/* \" */ SELECT " + "[".repeat(101), "line 1, column 116");
    assertRefused("SELECT 1" + ", 1".repeat(10_000), "line 1, column 30006");
    StatementGuard.check("SELECT '" + "(".repeat(500) + "' -- " + "(".repeat(500));
    StatementGuard.check("SELECT " + "(1) + CASE WHEN TRUE THEN 1 END +".repeat(300) + "1");
    StatementGuard.check("SELECT a - - 1, NOT b " + "FROM t /* " + "(".repeat(500) + " */");
  }

  private static void assertRefused(String sql, String place) {
    ServerError error = assertThrows(ServerError.class, () -> StatementGuard.check(sql));
    assertTrue(error.getMessage().contains(place), error.getMessage());
    assertEquals("54001", error.sqlState());
  }
}
