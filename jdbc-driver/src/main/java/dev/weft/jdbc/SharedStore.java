package dev.weft.jdbc;

import dev.weft.error.WarningSink;
import dev.weft.store.FlowStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One store for many connections, as a server needs it: it is opened once, and statements that one
 * connection has prepared are known to all. Safe for several threads.
 */
public final class SharedStore implements AutoCloseable {
  private final FlowStore store;
  private final EmbeddedConnector.Engine engine;
  private final String url;

  private SharedStore(FlowStore store, EmbeddedConnector.Engine engine, String url) {
    this.store = store;
    this.engine = engine;
    this.url = url;
  }

  /**
   * Opens a store.
   *
   * @param url an embedded {@code jdbc:weft:} URL with its properties
   * @param warnings what queries of all connections warn of
   */
  public static SharedStore open(String url, WarningSink warnings) throws SQLException {
    ConnectString wish = ConnectString.parse(url, null);
    FlowStore store = EmbeddedConnector.store(wish, warnings);
    try {
      return new SharedStore(store, EmbeddedConnector.engine(store, wish, warnings), url);
    } catch (SQLException | RuntimeException | Error e) {
      try {
        store.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /**
   * A connection to the store; closing it leaves the store open.
   *
   * @param queryTimeout time limit of its statements, seconds, 0 for none
   */
  public Connection connect(int queryTimeout) throws SQLException {
    return EmbeddedConnector.connect(url, engine, () -> {}, new WarningLog(), queryTimeout);
  }

  /** Name of the schema that queries need not write. */
  public String schema() {
    return EmbeddedConnector.SCHEMA;
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
