package dev.weft.server;

import dev.weft.jdbc.wire.ServerError;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A query from its start to its end: its turn, what it has sent, and what is told of it. */
final class RunningQuery {
  private static final String CANCELLED = "57014";

  private final Admission.Turn turn;
  private final Metrics metrics;
  private final QueryLog log;
  private final Caller caller;
  private final String sql;
  private final long start = System.nanoTime();
  private long rows;
  private long bytes;
  private boolean ended;

  RunningQuery(Admission.Turn turn, Metrics metrics, QueryLog log, Caller caller, String sql) {
    this.turn = turn;
    this.metrics = metrics;
    this.log = log;
    this.caller = caller;
    this.sql = sql;
  }

  /** How long it waited for its turn. */
  long waitedNanos() {
    return turn.waitedNanos();
  }

  void sent(long moreRows, long moreBytes) {
    rows += moreRows;
    bytes += moreBytes;
    metrics.sent(moreRows, moreBytes);
  }

  /** Counts once. */
  void end(QueryLog.Outcome outcome, @Nullable Throwable failure) {
    if (ended) {
      return;
    }
    ended = true;
    turn.close();
    String state = failure == null ? "" : state(failure);
    QueryLog.Outcome told = state.equals(CANCELLED) ? QueryLog.Outcome.CANCELLED : outcome;
    long taken = System.nanoTime() - start;
    metrics.query(told, taken);
    log.write(caller, sql, told, state, taken, rows, bytes);
  }

  private static String state(Throwable failure) {
    if (failure instanceof ServerError e) {
      return e.sqlState();
    }
    return failure instanceof SQLException e && e.getSQLState() != null ? e.getSQLState() : "XX000";
  }
}
