package dev.weft.sql;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.sql.prepare.ViewTexts;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any text as a script of views, and as a literal of each kind: it is taken or refused in words.
 * Runs its corpus as an ordinary test; {@code JAZZER_FUZZ=1 mvn -pl adapter -am test
 * -Dtest=SqlTextFuzzTest#literals -Dsurefire.failIfNoSpecifiedTests=false} looks for new inputs.
 */
class SqlTextFuzzTest {
  private static final List<String> PLACES =
      List.of(
          "sip = '%s'",
          "dip BETWEEN '%s' AND '10.0.0.9'",
          "ip_match(sip, '%s')",
          "flags_match(flags, '%s')",
          "stime >= TIMESTAMP '%s'",
          "stime < '%s'",
          "CAST(stime AS DATE) = DATE '%s'",
          "stime > TIMESTAMP '2024-01-01 00:00:00' - INTERVAL '%s' DAY TO SECOND",
          "sport = '%s'");

  private static @Nullable WeftSession session;

  private static WeftSession session() throws SQLException {
    WeftSession open = session;
    if (open == null) {
      open = new WeftSession(FlowFixture.store(FlowFixture.rows(3, 20)));
      session = open;
    }
    return open;
  }

  @FuzzTest(maxDuration = "3m")
  void views(byte[] data) {
    ViewTexts.check(new String(data, StandardCharsets.UTF_8));
  }

  @FuzzTest(maxDuration = "3m")
  void literals(byte[] data) throws SQLException {
    String literal = new String(data, StandardCharsets.UTF_8).replace("'", "''");
    for (String place : PLACES) {
      try {
        session().rows("SELECT COUNT(*) FROM flows WHERE " + place.formatted(literal));
      } catch (SQLException e) {
        String state = String.valueOf(e.getMessage());
        if (state.contains("java.lang.") && !state.contains("Number")) {
          throw e; // a fault of Weft's, not of the text
        }
      }
    }
  }
}
