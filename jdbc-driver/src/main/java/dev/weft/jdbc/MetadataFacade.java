package dev.weft.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the driver tells of itself, its tables and columns. */
final class MetadataFacade extends Facade<DatabaseMetaData> {
  private final Connection connection;

  MetadataFacade(DatabaseMetaData delegate, Connection connection) {
    super(DatabaseMetaData.class, delegate);
    this.connection = connection;
  }

  @Override
  @Nullable Object present(@Nullable Object result) throws SQLException {
    return result instanceof ResultSet rows && !(rows instanceof WeftResultSet)
        ? new WeftResultSet(rows, null, null, 0)
        : result;
  }

  public Connection getConnection() {
    return connection;
  }

  public String getUserName() {
    return "";
  }

  public boolean isReadOnly() {
    return true;
  }

  public boolean supportsTransactions() {
    return false;
  }

  public boolean supportsTransactionIsolationLevel(int level) {
    return level == Connection.TRANSACTION_NONE;
  }

  public int getDefaultTransactionIsolation() {
    return Connection.TRANSACTION_NONE;
  }

  public boolean supportsResultSetType(int type) {
    return type == ResultSet.TYPE_FORWARD_ONLY;
  }

  public boolean supportsResultSetConcurrency(int type, int concurrency) {
    return type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY;
  }

  public boolean supportsBatchUpdates() {
    return false;
  }

  public boolean supportsSavepoints() {
    return false;
  }

  public boolean supportsGetGeneratedKeys() {
    return false;
  }

  public boolean usesLocalFiles() {
    return true;
  }

  public boolean storesLowerCaseIdentifiers() {
    return true;
  }

  public boolean storesMixedCaseIdentifiers() {
    return false;
  }

  public boolean storesUpperCaseIdentifiers() {
    return false;
  }

  public boolean supportsMixedCaseIdentifiers() {
    return false;
  }

  public String getIdentifierQuoteString() {
    return "\"";
  }

  @Override
  SQLException failure(Throwable cause) {
    return Failures.translate(cause);
  }
}
