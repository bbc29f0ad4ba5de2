package dev.weft.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.calcite.avatica.AvaticaConnection;
import org.jspecify.annotations.Nullable;

/** What the driver tells of itself, its tables and columns. */
final class MetadataFacade extends Facade<DatabaseMetaData> {
  private final AvaticaConnection target;
  private final Connection connection;

  /**
   * @param target what makes results
   * @param connection what the user holds
   */
  MetadataFacade(DatabaseMetaData delegate, AvaticaConnection target, Connection connection) {
    super(DatabaseMetaData.class, delegate);
    this.target = target;
    this.connection = connection;
  }

  @Override
  @Nullable Object present(@Nullable Object result) throws SQLException {
    return result instanceof ResultSet rows && !(rows instanceof WeftResultSet)
        ? new WeftResultSet(rows, null, null, 0)
        : result;
  }

  // Calcite takes _ in a pattern as it stands: it is asked for all, which is little, and the answer
  // is searched here.

  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      String @Nullable [] types)
      throws SQLException {
    return MetadataTables.tables(
        target,
        delegate.getTables(null, null, null, types),
        MetadataTables.named(catalog, 1, schema, table));
  }

  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String column)
      throws SQLException {
    return MetadataTables.columns(
        target,
        delegate.getColumns(null, null, null, null),
        MetadataTables.named(catalog, 1, schema, table, column));
  }

  public ResultSet getSchemas() throws SQLException {
    return getSchemas(null, null);
  }

  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schema)
      throws SQLException {
    return MetadataTables.filtered(
        target, delegate.getSchemas(null, null), MetadataTables.named(catalog, 0, schema));
  }

  /** There are none, only schemas. */
  public ResultSet getCatalogs() throws SQLException {
    return MetadataTables.empty(target, delegate.getCatalogs());
  }

  public ResultSet getTypeInfo() throws SQLException {
    return MetadataTables.filled(target, delegate.getTypeInfo(), ColumnDescriptions.types());
  }

  public ResultSet getFunctions(
      @Nullable String catalog, @Nullable String schema, @Nullable String name)
      throws SQLException {
    return MetadataTables.filled(
        target,
        delegate.getFunctions(catalog, schema, name),
        FunctionList.functions(EmbeddedConnector.SCHEMA, schema, name));
  }

  public ResultSet getFunctionColumns(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String name,
      @Nullable String column)
      throws SQLException {
    return MetadataTables.filled(
        target,
        delegate.getFunctionColumns(catalog, schema, name, column),
        FunctionList.columns(EmbeddedConnector.SCHEMA, schema, name, column));
  }

  public Connection getConnection() {
    return connection;
  }

  public String getUserName() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("VALUES CURRENT_USER")) {
      return row.next() ? row.getString(1) : "";
    }
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

  public boolean ownUpdatesAreVisible(int type) {
    return false;
  }

  public boolean ownDeletesAreVisible(int type) {
    return false;
  }

  public boolean ownInsertsAreVisible(int type) {
    return false;
  }

  public boolean othersUpdatesAreVisible(int type) {
    return false;
  }

  public boolean othersDeletesAreVisible(int type) {
    return false;
  }

  public boolean othersInsertsAreVisible(int type) {
    return false;
  }

  public boolean updatesAreDetected(int type) {
    return false;
  }

  public boolean deletesAreDetected(int type) {
    return false;
  }

  public boolean insertsAreDetected(int type) {
    return false;
  }

  public boolean supportsResultSetHoldability(int holdability) {
    return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
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

  public boolean supportsANSI92IntermediateSQL() {
    return false;
  }

  public boolean supportsANSI92FullSQL() {
    return false;
  }

  public boolean dataDefinitionCausesTransactionCommit() {
    return false;
  }

  public boolean supportsDataManipulationTransactionsOnly() {
    return false;
  }

  public boolean supportsCatalogsInDataManipulation() {
    return false;
  }

  public boolean supportsCatalogsInProcedureCalls() {
    return false;
  }

  public boolean supportsCatalogsInTableDefinitions() {
    return false;
  }

  public boolean supportsCatalogsInIndexDefinitions() {
    return false;
  }

  public boolean supportsCatalogsInPrivilegeDefinitions() {
    return false;
  }

  /** SchemaCrawler takes a no for "there are no schemas". */
  public boolean supportsSchemasInTableDefinitions() {
    return true;
  }

  public boolean supportsSubqueriesInQuantifieds() {
    return true;
  }

  /** ORDER BY has NULL above every value. */
  public boolean nullsAreSortedHigh() {
    return true;
  }

  public boolean nullsAreSortedAtEnd() {
    return false;
  }

  public boolean supportsStoredFunctionsUsingCallSyntax() {
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

  public boolean supportsMixedCaseQuotedIdentifiers() {
    return false;
  }

  public boolean storesMixedCaseQuotedIdentifiers() {
    return true;
  }

  public boolean storesLowerCaseQuotedIdentifiers() {
    return false;
  }

  public boolean storesUpperCaseQuotedIdentifiers() {
    return false;
  }

  public boolean supportsConvert() {
    return true;
  }

  public String getIdentifierQuoteString() {
    return "\"";
  }

  @Override
  SQLException failure(Throwable cause) {
    return Failures.translate(cause);
  }
}
