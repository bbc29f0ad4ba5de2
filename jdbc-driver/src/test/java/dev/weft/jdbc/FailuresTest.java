package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.error.QueryException;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.calcite.runtime.CalciteContextException;
import org.junit.jupiter.api.Test;

/** What a user reads, whatever Calcite wrapped around it. */
class FailuresTest {
  private static void assertTold(String state, String message, Throwable thrown) {
    SQLException told = Failures.translate(new RuntimeException("Error while executing", thrown));
    assertEquals(message, told.getMessage());
    assertEquals(state, told.getSQLState());
  }

  private static CalciteContextException at(int line, int column, String message) {
    return new CalciteContextException(
        "", new RuntimeException(message), line, column, line, column);
  }

  @Test
  void unknownNamesAreToldWithThePlaceAndTheNearestKnownOne() {
    assertTold(
        "42703",
        "line 1, column 8: no column 'sipp'; did you mean 'sip'?",
        at(1, 8, "Column 'sipp' not found in any table"));
    assertTold(
        "42P01",
        "line 2, column 6: no table 'flow'; did you mean 'flows'?",
        at(2, 6, "Object 'flow' not found"));
  }

  @Test
  void arithmeticOfGeneratedCodeIsToldInWords() {
    assertTold(
        "22012",
        "division by zero; guard it with CASE WHEN or NULLIF",
        new ArithmeticException("/ by zero"));
    assertTold(
        "22003",
        "a number outgrew its type: long overflow",
        new ArithmeticException("long overflow"));
  }

  @Test
  void faultsOfTheStoreKeepTheirOwnWords() {
    assertTold("22000", "no such set", new QueryException("no such set"));
    assertTold("58030", "a disk that fails", new IOException("a disk that fails"));
  }
}
