package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.sql.prepare.SqlError;
import dev.weft.sql.prepare.SqlErrors;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A join over rows held in memory ends when it is told to, however many pairs there are. */
class StoppableJoinsTest {
  @ParameterizedTest
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ValueSource(
      strings = {
        // pairs that all fail a condition of the join, pairs that all pass, no equality, outer
        // joins
        "a JOIN flows b ON a.class = b.class JOIN flows c ON c.class = b.class"
            + " WHERE a.bytes + b.bytes + c.bytes < 0",
        "a JOIN flows b ON a.class = b.class JOIN flows c ON c.class = b.class",
        "a JOIN flows b ON a.bytes + b.bytes >= 0 JOIN flows c ON a.bytes + c.bytes < 0",
        "a, flows b, flows c WHERE a.bytes + b.bytes + c.bytes < 0",
        "a LEFT JOIN flows b ON a.class = b.class LEFT JOIN flows c ON c.class = b.class",
        "a FULL JOIN flows b ON a.class = b.class FULL JOIN flows c ON c.class = b.class"
      })
  void anEndlessJoinEndsAtItsTimeLimit(String from) throws Exception {
    try (WeftSession session = new WeftSession(FlowFixture.store(FlowFixture.rows(1, 30_000)));
        Statement statement = session.connection().createStatement()) {
      statement.setQueryTimeout(1);
      long start = System.nanoTime();
      Exception thrown =
          assertThrows(
              Exception.class,
              () -> statement.executeQuery("SELECT COUNT(*) FROM flows " + from).next());
      assertEquals(SqlError.TIMEOUT, SqlErrors.of(thrown).sqlState());
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30));
    }
  }
}
