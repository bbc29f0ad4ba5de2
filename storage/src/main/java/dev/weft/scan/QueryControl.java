package dev.weft.scan;

import dev.weft.error.QueryCancelledException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One running query seen from outside: stop it. Safe for several threads. */
public final class QueryControl {
  private final @Nullable QueryControl parent;
  private final BooleanSupplier stopped;
  private volatile boolean cancelled;
  private volatile String reason = "";
  private volatile long deadlineNanos = Long.MAX_VALUE;
  private final long begun = System.nanoTime();
  private final LongAdder worked = new LongAdder();

  public QueryControl() {
    this(() -> false);
  }

  /**
   * @param stopped asked at every check; once true, the query was cancelled from outside
   */
  public QueryControl(BooleanSupplier stopped) {
    this(null, stopped);
  }

  private QueryControl(@Nullable QueryControl parent, BooleanSupplier stopped) {
    this.parent = parent;
    this.stopped = stopped;
  }

  /** The control of a part of the query: stops with this one, but can be stopped alone. */
  public QueryControl child() {
    return new QueryControl(this, () -> false);
  }

  /** Asks the query to stop; it does at its next chunk. */
  public void cancel(String reason) {
    this.reason = reason;
    cancelled = true;
  }

  /** Counts the time that one of the query's threads has worked. */
  void worked(long nanos) {
    if (parent != null) {
      parent.worked(nanos);
    } else {
      worked.add(nanos);
    }
  }

  /** How long the query's threads have worked, nanoseconds. */
  long worked() {
    return parent != null ? parent.worked() : worked.sum();
  }

  /** When the query began, a {@code System.nanoTime()}. */
  long begun() {
    return parent != null ? parent.begun() : begun;
  }

  /** Stops the query when {@code System.nanoTime()} passes the deadline. */
  public void deadline(long nanoTime) {
    deadlineNanos = nanoTime;
  }

  /**
   * Called at least once a chunk by everything that runs.
   *
   * @throws QueryCancelledException once the query is to stop
   */
  public void check() {
    if (parent != null) {
      parent.check();
    }
    if (!cancelled && stopped.getAsBoolean()) {
      cancel("the query was cancelled");
    }
    if (cancelled) {
      throw new QueryCancelledException(reason);
    }
    if (deadlineNanos != Long.MAX_VALUE && System.nanoTime() - deadlineNanos > 0) {
      cancel("the query ran into its time limit");
      throw new QueryCancelledException(reason);
    }
  }
}
