package dev.weft.jdbc;

import dev.weft.sql.prepare.Planning;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One run of a statement, from its start to its last row: can be stopped from any thread, stops
 * itself at its time limit, and knows which of the two a failure came from.
 */
final class Execution {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  /** In a server's words about a query that had no turn yet. */
  private static final String WAITED = "waited for its turn";

  private final AtomicBoolean flag;
  private final int seconds;
  private final Runnable stopper;
  private final @Nullable Future<?> limit;
  private volatile boolean timedOut;

  /**
   * @param flag the statement's flag that everything running looks at; cleared here, because
   *     Calcite never does and would leave the statement dead after its first cancel
   * @param seconds time limit, 0 for none
   * @param stopper run when the flag has been set, for what can't see it; may not wait
   */
  Execution(AtomicBoolean flag, int seconds, Runnable stopper) {
    this.flag = flag;
    this.seconds = seconds;
    this.stopper = stopper;
    flag.set(false);
    limit = seconds == 0 ? null : CLOCK.schedule(this::timeOut, seconds, TimeUnit.SECONDS);
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "weft-time-limits");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  private void timeOut() {
    timedOut = true;
    cancel();
  }

  void cancel() {
    flag.set(true);
    stopper.run();
  }

  /** No more rows will be asked for. */
  void finish() {
    if (limit != null) {
      limit.cancel(false);
    }
  }

  /** Does what may have to plan a statement, which is stopped as running one is. */
  <T extends @Nullable Object> T plan(Callable<T> work) throws SQLException {
    try {
      return Planning.stoppable(flag, work);
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Failures.translate(e);
    }
  }

  /**
   * @throws SQLException if the run was stopped
   */
  void check() throws SQLException {
    if (flag.get()) {
      throw stopped(null);
    }
  }

  /** What the user is told when {@code cause} ended the run. */
  SQLException failure(Throwable cause) {
    finish();
    return flag.get() ? stopped(cause) : Failures.translate(cause);
  }

  private SQLException stopped(@Nullable Throwable cause) {
    String waited =
        cause != null && String.valueOf(cause.getMessage()).contains(WAITED)
            ? " while it waited for its turn at the server"
            : "";
    return timedOut
        ? new SQLTimeoutException(
            "The query was stopped at its time limit of " + seconds + " s" + waited,
            SqlStates.TIMED_OUT,
            cause)
        : new SQLException("The query was cancelled" + waited, SqlStates.CANCELLED, cause);
  }
}
