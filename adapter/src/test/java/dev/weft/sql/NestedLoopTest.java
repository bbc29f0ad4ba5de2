package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.sql.exec.QueryOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Joins on inequalities, which Calcite runs as loops in loops. */
class NestedLoopTest {
  private static final List<String> QUERIES =
      List.of(
          "SELECT COUNT(*) FROM flows WHERE sip > ALL (SELECT dip FROM flows WHERE dport < 1024)",
          "SELECT COUNT(*) FROM flows WHERE bytes > (SELECT AVG(bytes) FROM flows)",
          "SELECT COUNT(*) FROM flows a JOIN (SELECT DISTINCT sport FROM flows) b"
              + " ON a.dport < b.sport AND a.bytes > b.sport");

  @Test
  void theInnerSideIsNotScannedForEachRowOfTheOuterOne() throws SQLException {
    var rows = FlowFixture.rows(31, 3_000);
    try (WeftSession session = new WeftSession(FlowFixture.store(rows));
        WeftSession code =
            new WeftSession(FlowFixture.store(rows), QueryOptions.DEFAULTS.withPushdown(false))) {
      for (String sql : QUERIES) {
        List<String> expected = code.rows(sql);
        // 3,000 scans of 3,000 flows on every core take longer by far.
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> assertEquals(expected, session.rows(sql), sql));
      }
    }
  }
}
