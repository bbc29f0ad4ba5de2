package dev.weft.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.AvaticaPreparedStatement;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaSpecificDatabaseMetaData;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.BuiltInConnectionProperty;
import org.apache.calcite.avatica.DriverVersion;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.UnregisteredDriver;
import org.jspecify.annotations.Nullable;

/**
 * Avatica's JDBC objects around a {@link RemoteMeta}. One for each connection; never registered.
 */
final class RemoteBridge extends UnregisteredDriver {
  private final RemoteServer server;
  private final Map<String, String> sessionProperties;
  private @Nullable RemoteMeta meta;
  private @Nullable RemoteSession session;

  RemoteBridge(RemoteServer server, Map<String, String> sessionProperties) {
    this.server = server;
    this.sessionProperties = sessionProperties;
  }

  /** Begins a session. */
  AvaticaConnection connect(String url) throws SQLException {
    Properties properties = new Properties();
    // The server chooses how many rows go at once, unless the user does.
    properties.setProperty(BuiltInConnectionProperty.FETCH_SIZE.camelName(), "0");
    AvaticaConnection connection = factory.newConnection(this, factory, url, properties);
    if (session != null) {
      session.open();
    }
    return connection;
  }

  /** The answers of the connection that was made. */
  RemoteMeta meta() {
    return Objects.requireNonNull(meta, "the connection is not made yet");
  }

  @Override
  public Meta createMeta(AvaticaConnection connection) {
    RemoteSession begun = new RemoteSession(server, connection.id, sessionProperties);
    RemoteMeta made = new RemoteMeta(connection, begun);
    session = begun;
    meta = made;
    return made;
  }

  @Override
  protected AvaticaFactory createFactory() {
    return new Factory(super.createFactory());
  }

  @Override
  protected String getConnectStringPrefix() {
    return ConnectString.PREFIX;
  }

  @Override
  protected DriverVersion createDriverVersion() {
    return weftVersion();
  }

  static DriverVersion weftVersion() {
    return new DriverVersion(
        WeftVersion.PRODUCT + " JDBC Driver",
        WeftVersion.VERSION,
        WeftVersion.PRODUCT,
        WeftVersion.VERSION,
        false,
        WeftVersion.MAJOR,
        WeftVersion.MINOR,
        WeftVersion.MAJOR,
        WeftVersion.MINOR);
  }

  /** Avatica's objects, but result sets that are {@link RemoteRows}. */
  private record Factory(AvaticaFactory plain) implements AvaticaFactory {
    @Override
    public int getJdbcMajorVersion() {
      return plain.getJdbcMajorVersion();
    }

    @Override
    public int getJdbcMinorVersion() {
      return plain.getJdbcMinorVersion();
    }

    @Override
    public AvaticaConnection newConnection(
        UnregisteredDriver driver, AvaticaFactory factory, String url, Properties info)
        throws SQLException {
      return plain.newConnection(driver, factory, url, info);
    }

    @Override
    public AvaticaStatement newStatement(
        AvaticaConnection connection,
        Meta.@Nullable StatementHandle handle,
        int type,
        int concurrency,
        int holdability)
        throws SQLException {
      return plain.newStatement(connection, handle, type, concurrency, holdability);
    }

    @Override
    public AvaticaPreparedStatement newPreparedStatement(
        AvaticaConnection connection,
        Meta.@Nullable StatementHandle handle,
        Meta.Signature signature,
        int type,
        int concurrency,
        int holdability)
        throws SQLException {
      return plain.newPreparedStatement(
          connection, handle, signature, type, concurrency, holdability);
    }

    @Override
    public AvaticaResultSet newResultSet(
        AvaticaStatement statement,
        QueryState state,
        Meta.Signature signature,
        TimeZone zone,
        Meta.Frame firstFrame)
        throws SQLException {
      return new RemoteRows(
          statement, state, signature, newResultSetMetaData(statement, signature), firstFrame);
    }

    @Override
    public AvaticaSpecificDatabaseMetaData newDatabaseMetaData(AvaticaConnection connection) {
      return plain.newDatabaseMetaData(connection);
    }

    @Override
    public ResultSetMetaData newResultSetMetaData(
        AvaticaStatement statement, Meta.Signature signature) throws SQLException {
      return plain.newResultSetMetaData(statement, signature);
    }
  }
}
