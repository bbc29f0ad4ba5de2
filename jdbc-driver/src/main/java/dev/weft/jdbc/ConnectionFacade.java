package dev.weft.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.NoSuchStatementException;
import org.jspecify.annotations.Nullable;

/**
 * A connection: read-only, without transactions. What tools do by habit (commit, set a level of
 * isolation) is allowed and does nothing. Closing it closes its statements and its store.
 */
final class ConnectionFacade extends Facade<Connection> {
  /** Whether what answers a connection's queries still does. */
  @FunctionalInterface
  interface Alive {
    /**
     * @param seconds until which it must have said so, 0 for no limit
     */
    boolean within(int seconds);
  }

  private final AvaticaConnection target;
  private final AutoCloseable store;
  private final WarningLog warnings;
  private final int queryTimeout;
  private final Consumer<Meta.StatementHandle> stopper;
  private final Alive alive;
  private final MetadataFacade metadata;
  private boolean autoCommit = true;

  /**
   * @param store closed with the connection
   * @param warnings what its queries warn of
   * @param queryTimeout time limit of a statement that sets none, seconds, 0 for none
   * @param stopper tells whoever runs a statement elsewhere to stop; may not wait
   */
  ConnectionFacade(
      AvaticaConnection target,
      AutoCloseable store,
      WarningLog warnings,
      int queryTimeout,
      Consumer<Meta.StatementHandle> stopper,
      Alive alive)
      throws SQLException {
    super(Connection.class, target);
    this.alive = alive;
    this.target = target;
    this.store = store;
    this.warnings = warnings;
    this.queryTimeout = queryTimeout;
    this.stopper = stopper;
    metadata = new MetadataFacade(target.getMetaData(), target, proxy());
  }

  int queryTimeout() {
    return queryTimeout;
  }

  WarningLog warnings() {
    return warnings;
  }

  /** The flag that stops whatever the statement runs. */
  AtomicBoolean cancelFlag(AvaticaStatement statement) throws SQLException {
    try {
      return target.getCancelFlag(statement.handle);
    } catch (NoSuchStatementException e) {
      throw new SQLException("The statement is closed", SqlStates.WRONG_SEQUENCE, e);
    }
  }

  /** Stops what a statement runs elsewhere; its flag is set. */
  void stop(AvaticaStatement statement) {
    stopper.accept(statement.handle);
  }

  public Statement createStatement() throws SQLException {
    checkOpen();
    return new StatementFacade<>(Statement.class, target.createStatement(), this).proxy();
  }

  public Statement createStatement(int type, int concurrency) throws SQLException {
    return createStatement();
  }

  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    return createStatement();
  }

  public PreparedStatement prepareStatement(String sql) throws SQLException {
    checkOpen();
    Execution planning = new Execution(new AtomicBoolean(), queryTimeout, () -> {});
    try {
      PreparedStatement prepared = planning.plan(() -> target.prepareStatement(sql));
      return new PreparedStatementFacade(prepared, this).proxy();
    } catch (SQLException | RuntimeException | Error e) {
      throw planning.failure(e);
    } finally {
      planning.finish();
    }
  }

  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    return prepareStatement(sql);
  }

  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return prepareStatement(sql);
  }

  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return prepareStatement(sql);
  }

  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    return metadata.proxy();
  }

  public void close() throws SQLException {
    if (target.isClosed()) {
      return;
    }
    List<Throwable> failures = new ArrayList<>();
    for (AvaticaStatement statement : List.copyOf(target.statementMap.values())) {
      cancelFlag(statement).set(true);
      stop(statement);
      closeNoting(statement, failures);
    }
    closeNoting(target, failures);
    closeNoting(store, failures);
    if (!failures.isEmpty()) {
      throw Failures.translate(failures.get(0));
    }
  }

  private static void closeNoting(AutoCloseable resource, List<Throwable> failures) {
    try {
      resource.close();
    } catch (Exception e) {
      failures.add(e);
    }
  }

  public void abort(Executor executor) {
    executor.execute(
        () -> {
          try {
            close();
          } catch (SQLException e) {
            System.getLogger("dev.weft.jdbc")
                .log(System.Logger.Level.WARNING, "A connection was aborted", e);
          }
        });
  }

  public boolean getAutoCommit() throws SQLException {
    checkOpen();
    return autoCommit;
  }

  public void setAutoCommit(boolean wanted) throws SQLException {
    checkOpen();
    autoCommit = wanted;
  }

  public void commit() throws SQLException {
    checkOpen();
  }

  public void rollback() throws SQLException {
    checkOpen();
  }

  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return true;
  }

  public void setReadOnly(boolean wanted) throws SQLException {
    checkOpen();
  }

  /** There are no catalogs; JDBC wants the wish ignored. */
  public void setCatalog(@Nullable String catalog) throws SQLException {
    checkOpen();
  }

  public void setSchema(String schema) throws SQLException {
    checkOpen();
    if (!schema.equalsIgnoreCase(target.getSchema())) {
      throw new SQLException(
          "There is no schema '" + schema + "'; the connection has '" + target.getSchema() + "'",
          SqlStates.NO_SUCH_SCHEMA);
    }
  }

  public boolean isValid(int seconds) throws SQLException {
    if (seconds < 0) {
      throw new SQLException(
          "A time limit is 0 (none) or more seconds, not " + seconds, SqlStates.INVALID_VALUE);
    }
    return !target.isClosed() && alive.within(seconds);
  }

  public int getTransactionIsolation() throws SQLException {
    checkOpen();
    return Connection.TRANSACTION_NONE;
  }

  public void setTransactionIsolation(int level) throws SQLException {
    checkOpen();
  }

  public String nativeSQL(String sql) throws SQLException {
    checkOpen();
    return sql;
  }

  public Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return Map.of();
  }

  public void setClientInfo(String name, String value) {}

  public void setClientInfo(Properties properties) {}

  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warnings.chain();
  }

  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings.clear();
  }

  private void checkOpen() throws SQLException {
    if (target.isClosed()) {
      throw new SQLException("The connection is closed", SqlStates.CONNECTION_CLOSED);
    }
  }

  @Override
  SQLException failure(Throwable cause) {
    return Failures.translate(cause);
  }
}
