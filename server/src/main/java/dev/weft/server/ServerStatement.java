package dev.weft.server;

import dev.weft.jdbc.wire.Request;
import dev.weft.jdbc.wire.Response;
import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireSignature;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a session: runs one query at a time. Closing it, from any thread, stops what it
 * runs.
 */
final class ServerStatement {
  /** A query, ready to be started. */
  @FunctionalInterface
  private interface Start {
    ResultSet run() throws SQLException;
  }

  private static final long CANCEL_AGAIN_MILLIS = 20;

  private final int id;
  private final Statement statement;
  private final String preparedSql;
  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable OpenResult result;
  private volatile boolean closed;
  private volatile Admission.Wait wait = new Admission.Wait();
  private long waitedNanos;
  private volatile long lastRead = System.nanoTime();

  /**
   * @param preparedSql of a prepared statement, else empty
   */
  ServerStatement(int id, Statement statement, String preparedSql, Limits limits) {
    this.id = id;
    this.statement = statement;
    this.preparedSql = preparedSql;
    this.limits = limits;
  }

  String preparedSql() {
    return preparedSql;
  }

  /** What frames a client wants, see the requests that run a statement. */
  private record FrameWish(int rows, boolean packed) {}

  /** Runs SQL text and answers with its first rows. */
  byte[] execute(Request.PrepareAndExecute wish, Queries queries) throws SQLException, ServerError {
    return run(
        wish.connection(),
        wish.sql(),
        new FrameWish(wish.frameRows(), wish.packed()),
        queries,
        () -> {
          statement.setLargeMaxRows(Math.max(0, wish.maxRows()));
          return statement.executeQuery(wish.sql());
        });
  }

  /** Runs the prepared statement and answers with its first rows. */
  byte[] execute(Request.Execute wish, Queries queries) throws SQLException, ServerError {
    if (!(statement instanceof PreparedStatement prepared)) {
      throw Refusal.malformed("The statement is not a prepared one");
    }
    return run(
        wish.connection(),
        preparedSql,
        new FrameWish(wish.frameRows(), wish.packed()),
        queries,
        () -> {
          List<@Nullable Object> parameters = wish.parameters();
          for (int i = 0; i < parameters.size(); i++) {
            prepared.setObject(i + 1, parameters.get(i));
          }
          return prepared.executeQuery();
        });
  }

  private byte[] run(String connection, String sql, FrameWish frames, Queries queries, Start start)
      throws SQLException, ServerError {
    lock.lock();
    try {
      closeResult();
      if (closed) {
        return Response.noStatement();
      }
      Admission.Wait turn = new Admission.Wait();
      wait = turn;
      RunningQuery query = queries.begin(sql, turn);
      waitedNanos = query.waitedNanos();
      ResultSet rows;
      WireSignature signature;
      try {
        if (limits.seconds() > 0) {
          statement.setQueryTimeout(secondsLeft());
        }
        rows = start.run();
        signature = Signatures.of(rows.getMetaData(), null, sql);
      } catch (SQLException | RuntimeException | Error e) {
        query.end(QueryLog.Outcome.FAILED, e);
        throw e;
      }
      OpenResult opened = new OpenResult(rows, signature, query, limits.rows(), frames.packed());
      result = opened;
      return opened.first(connection, id, frames.rows());
    } catch (SQLTimeoutException e) {
      throw ofWait(e);
    } finally {
      lastRead = System.nanoTime();
      lock.unlock();
    }
  }

  /** Waiting for a turn is part of a query's time. */
  private int secondsLeft() {
    return Math.max(1, limits.seconds() - (int) TimeUnit.NANOSECONDS.toSeconds(waitedNanos));
  }

  private SQLTimeoutException ofWait(SQLTimeoutException e) {
    return secondsLeft() == limits.seconds()
        ? e
        : new SQLTimeoutException(
            Refusal.timeOut(limits.seconds(), waitedNanos), e.getSQLState(), e);
  }

  /** More rows of what runs; null where nothing does. */
  byte @Nullable [] fetch(long offset, int frameRows) throws SQLException, ServerError {
    lock.lock();
    try {
      return closed || result == null ? null : result.fetch(offset, frameRows);
    } catch (SQLTimeoutException e) {
      throw ofWait(e);
    } finally {
      lastRead = System.nanoTime();
      lock.unlock();
    }
  }

  /** Ends a result that nobody has read for long. */
  void closeUnread() throws SQLException {
    if (System.nanoTime() - lastRead > limits.unread().toNanos() && lock.tryLock()) {
      try {
        closeResult();
      } finally {
        lock.unlock();
      }
    }
  }

  private void closeResult() throws SQLException {
    OpenResult open = result;
    result = null;
    if (open != null) {
      open.close();
    }
  }

  /** Stops what runs and frees everything. */
  void close() throws SQLException {
    closed = true;
    boolean locked = false;
    try {
      while (!locked) {
        // Again and again, because what was about to start when it was told the first time would
        // have missed it.
        wait.stop();
        statement.cancel();
        locked = lock.tryLock(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      }
      closeResult();
      statement.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (locked) {
        lock.unlock();
      }
    }
  }
}
