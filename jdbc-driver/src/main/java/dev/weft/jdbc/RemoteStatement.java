package dev.weft.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A statement of the driver, and the one on the server that works for it now. That is made when it
 * is needed, and never used again once it was told to stop, so that a late word to stop can't hit
 * what runs next. Safe for several threads.
 */
final class RemoteStatement {
  static final int NONE = -1;

  private final @Nullable String sql;
  private final long maxRows;
  private int number;
  private long session = -1;

  /**
   * @param sql of a prepared statement, else null
   * @param maxRows of a prepared statement
   */
  RemoteStatement(@Nullable String sql, long maxRows) {
    this.sql = sql;
    this.maxRows = maxRows;
  }

  @Nullable String sql() {
    return sql;
  }

  long maxRows() {
    return maxRows;
  }

  /** True where a statement of this session of the server works for it. */
  synchronized boolean isAt(long wanted) {
    return session == wanted;
  }

  synchronized int number() {
    return number;
  }

  /** From now on a statement of the server works for it. */
  synchronized void employ(long ofSession, int statement) {
    session = ofSession;
    number = statement;
  }

  /** Lets go of the server's statement and returns its number, {@link #NONE} without one. */
  synchronized int dismiss() {
    int was = session < 0 ? NONE : number;
    session = -1;
    return was;
  }
}
