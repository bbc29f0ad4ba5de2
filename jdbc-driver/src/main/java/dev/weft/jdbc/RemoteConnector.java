package dev.weft.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.calcite.avatica.AvaticaConnection;

/** Makes connections to servers. */
final class RemoteConnector {
  private RemoteConnector() {}

  static Connection open(String url, ConnectString.Remote target, ConnectString wish)
      throws SQLException {
    boolean tls = !wish.isDefault(WeftProperty.TLS);
    int queryTimeout = wish.number(WeftProperty.QUERY_TIMEOUT, 0, 0);
    Path trusted = wish.path(WeftProperty.TRUST_STORE);
    if (trusted != null && !tls) {
      throw new SQLException("trustStore is of use with tls=true", SqlStates.CANNOT_CONNECT);
    }
    String trustPassword = wish.value(WeftProperty.TRUST_STORE_PASSWORD);
    SSLContext trust = trusted == null ? null : TrustStores.context(trusted, trustPassword);
    String user = wish.value(WeftProperty.USER);
    String password = wish.value(WeftProperty.PASSWORD);
    RemoteServer server =
        new RemoteServer(
            target,
            tls,
            trust,
            user == null || user.isEmpty() ? null : user,
            password == null ? "" : password);
    RemoteBridge bridge = new RemoteBridge(server, Map.of());
    AvaticaConnection connection = bridge.connect(withoutSecrets(url));
    connection.setSchema(EmbeddedConnector.SCHEMA);
    return new ConnectionFacade(
            connection,
            () -> {},
            new WarningLog(),
            queryTimeout,
            bridge.meta()::stop,
            bridge.meta()::isAlive)
        .proxy();
  }

  /** What metadata may tell of the URL. */
  private static String withoutSecrets(String url) {
    int mark = url.indexOf('?');
    return mark < 0 ? url : url.substring(0, mark);
  }
}
