package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.SqlErrors;
import dev.weft.testing.FlowRows;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.RandomFlows;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random queries answered in batches and by Calcite's own code: the answers must agree. */
class PushdownDifferenceTest {
  private static final int QUERIES = Integer.getInteger("weft.randomQueries", 25);

  @Test
  void queriesOfAFixedSeedHaveOneAnswer() throws SQLException {
    compare(20260115);
  }

  @Test
  void queriesOfAFreshSeedHaveOneAnswer() throws SQLException {
    compare(System.nanoTime());
  }

  private static void compare(long seed) throws SQLException {
    Random random = new Random(seed);
    RandomFlows flows = RandomFlows.of(random.nextInt(1000));
    FlowRows rows = flows.rows(400);
    MemoryFlowStore fast = FlowFixture.store(rows, random);
    MemoryFlowStore slow = FlowFixture.store(rows);
    RandomSql sql = new RandomSql(random, flows);
    try (WeftSession batches = new WeftSession(fast);
        WeftSession code = new WeftSession(slow, QueryOptions.DEFAULTS.withPushdown(false))) {
      for (int i = 0; i < QUERIES; i++) {
        String query = sql.query();
        assertEquals(
            answer(code, query, true),
            answer(batches, query, true),
            () -> "seed " + seed + ": " + query);
        String ordered = sql.orderedQuery();
        assertEquals(
            answer(code, ordered, false),
            answer(batches, ordered, false),
            () -> "seed " + seed + ": " + ordered);
      }
    }
    fast.requireAllClosed();
    slow.requireAllClosed();
  }

  private static List<String> answer(WeftSession session, String query, boolean sorted) {
    try {
      return sorted ? session.sorted(query) : session.rows(query);
    } catch (SQLException | RuntimeException e) {
      throw new AssertionError(SqlErrors.of(e) + " in " + query, e);
    }
  }
}
