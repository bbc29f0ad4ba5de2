package dev.weft.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.apache.calcite.avatica.AvaticaStatement;
import org.jspecify.annotations.Nullable;

/**
 * A statement that can be cancelled from any thread at any moment, keeps its time limit, and can be
 * used again after either.
 *
 * @param <S> {@link Statement} or {@link java.sql.PreparedStatement}
 */
class StatementFacade<S extends Statement> extends Facade<S> {
  /** Calcite's work that may fail as JDBC does. */
  @FunctionalInterface
  interface Call {
    @Nullable ResultSet run() throws SQLException;
  }

  private final ConnectionFacade connection;
  private final AvaticaStatement target;
  private int timeout;
  private volatile @Nullable Execution execution;
  private @Nullable WeftResultSet result;

  StatementFacade(Class<S> type, S delegate, ConnectionFacade connection) throws SQLException {
    super(type, delegate);
    this.connection = connection;
    target = (AvaticaStatement) delegate;
    timeout = connection.queryTimeout();
  }

  /** Runs a query from a clean state and presents its rows. */
  final ResultSet query(Call call) throws SQLException {
    checkOpen();
    if (result != null) {
      result.close();
    }
    connection.warnings().clear();
    Execution run =
        new Execution(connection.cancelFlag(target), timeout, () -> connection.stop(target));
    execution = run;
    try {
      ResultSet rows = run.plan(call::run);
      if (rows == null) {
        throw Failures.unsupported("A statement without a result");
      }
      WeftResultSet presented = new WeftResultSet(rows, proxy(), run, delegate.getLargeMaxRows());
      result = presented;
      return presented;
    } catch (SQLException | RuntimeException | Error e) {
      throw run.failure(e);
    }
  }

  public ResultSet executeQuery(String sql) throws SQLException {
    return query(() -> delegate.executeQuery(sql));
  }

  public boolean execute(String sql) throws SQLException {
    executeQuery(sql);
    return true;
  }

  public boolean execute(String sql, int keys) throws SQLException {
    return execute(sql);
  }

  public int executeUpdate(String sql) throws SQLException {
    throw Failures.unsupported("executeUpdate");
  }

  public long executeLargeUpdate(String sql) throws SQLException {
    throw Failures.unsupported("executeLargeUpdate");
  }

  public int[] executeBatch() throws SQLException {
    throw Failures.unsupported("executeBatch");
  }

  public long[] executeLargeBatch() throws SQLException {
    throw Failures.unsupported("executeLargeBatch");
  }

  public void addBatch(String sql) throws SQLException {
    throw Failures.unsupported("addBatch");
  }

  public @Nullable ResultSet getResultSet() throws SQLException {
    checkOpen();
    return result;
  }

  public boolean getMoreResults() throws SQLException {
    checkOpen();
    if (result != null) {
      result.close();
      result = null;
    }
    return false;
  }

  public int getUpdateCount() throws SQLException {
    checkOpen();
    return -1;
  }

  public long getLargeUpdateCount() throws SQLException {
    checkOpen();
    return -1;
  }

  public void cancel() throws SQLException {
    checkOpen();
    Execution running = execution;
    if (running != null) {
      running.cancel();
    }
  }

  public int getQueryTimeout() throws SQLException {
    checkOpen();
    return timeout;
  }

  public void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    if (seconds < 0) {
      throw new SQLException(
          "A time limit is 0 (none) or more seconds, not " + seconds, SqlStates.INVALID_VALUE);
    }
    timeout = seconds;
  }

  public void setMaxRows(int rows) throws SQLException {
    setLargeMaxRows(rows);
  }

  public void setLargeMaxRows(long rows) throws SQLException {
    checkOpen();
    delegate.setLargeMaxRows(notNegative("A limit of rows is 0 (none) or more", rows));
  }

  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    delegate.setFetchSize((int) notNegative("A fetch size is 0 (Weft's own) or more rows", rows));
  }

  /** A value cut short would be a wrong one. */
  public void setMaxFieldSize(int bytes) throws SQLException {
    checkOpen();
    if (notNegative("A field size is 0 (no limit) or more", bytes) > 0) {
      throw Failures.unsupported("setMaxFieldSize");
    }
  }

  private static long notNegative(String rule, long number) throws SQLException {
    if (number < 0) {
      throw new SQLException(rule + ", not " + number, SqlStates.INVALID_VALUE);
    }
    return number;
  }

  public void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
  }

  public void setPoolable(boolean poolable) throws SQLException {
    checkOpen();
  }

  public Connection getConnection() throws SQLException {
    checkOpen();
    return connection.proxy();
  }

  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return connection.warnings().chain();
  }

  public void clearWarnings() throws SQLException {
    checkOpen();
    connection.warnings().clear();
  }

  public void close() throws SQLException {
    Execution running = execution;
    if (running != null) {
      running.finish();
    }
    delegate.close();
  }

  final void checkOpen() throws SQLException {
    if (delegate.isClosed()) {
      throw new SQLException("The statement is closed", SqlStates.WRONG_SEQUENCE);
    }
  }

  @Override
  final SQLException failure(Throwable cause) {
    return Failures.translate(cause);
  }
}
