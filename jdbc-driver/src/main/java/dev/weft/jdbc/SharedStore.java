package dev.weft.jdbc;

import dev.weft.error.WarningSink;
import dev.weft.scan.MemoryPool;
import dev.weft.scan.ScanStatistics;
import dev.weft.store.FlowStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One store for many connections, as a server needs it: it is opened once, and statements that one
 * connection has prepared are known to all. Safe for several threads.
 */
public final class SharedStore implements AutoCloseable {
  private final FlowStore store;
  private final EmbeddedConnector.Engine engine;
  private final String url;

  private final List<Path> places;
  private final MemoryPool memory;
  private final ScanStatistics touched;

  private SharedStore(
      FlowStore store,
      EmbeddedConnector.Engine engine,
      String url,
      List<Path> places,
      MemoryPool memory,
      ScanStatistics touched) {
    this.store = store;
    this.engine = engine;
    this.url = url;
    this.places = List.copyOf(places);
    this.memory = memory;
    this.touched = touched;
  }

  /**
   * Opens a store.
   *
   * @param url an embedded {@code jdbc:weft:} URL with its properties
   * @param memoryBytes what all queries together may hold before they spill to disk, at least 1
   * @param warnings what queries of all connections warn of
   */
  public static SharedStore open(String url, long memoryBytes, WarningSink warnings)
      throws SQLException {
    ConnectString wish = ConnectString.parse(url, null);
    FlowStore store = EmbeddedConnector.store(wish, warnings);
    MemoryPool memory = new MemoryPool(memoryBytes);
    ScanStatistics touched = new ScanStatistics();
    try {
      EmbeddedConnector.Engine engine =
          EmbeddedConnector.engine(
              store,
              wish,
              warnings,
              options ->
                  options.withScan(options.scan().withPool(memory)).withStatistics(() -> touched));
      return new SharedStore(store, engine, url, places(wish), memory, touched);
    } catch (SQLException | RuntimeException | Error e) {
      try {
        store.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static List<Path> places(ConnectString wish) throws SQLException {
    List<Path> places = new ArrayList<>();
    if (wish.place() instanceof ConnectString.Local local) {
      places.add(local.location());
    }
    for (WeftProperty property :
        List.of(
            WeftProperty.SETS, WeftProperty.MAPS, WeftProperty.VIEWS, WeftProperty.SITE_CONFIG)) {
      Path path = wish.path(property);
      if (path != null) {
        places.add(path);
      }
    }
    return places;
  }

  /**
   * A connection to the store; closing it leaves the store open.
   *
   * @param user what {@code CURRENT_USER} tells
   * @param queryTimeout time limit of its statements, seconds, 0 for none
   */
  public Connection connect(String user, int queryTimeout) throws SQLException {
    return EmbeddedConnector.connect(
        url, engine.withUser(user), () -> {}, new WarningLog(), queryTimeout);
  }

  /** The store, and the other folders and files that its URL names. */
  public List<Path> places() {
    return places;
  }

  /** Name of the schema that queries need not write. */
  public String schema() {
    return EmbeddedConnector.SCHEMA;
  }

  /** Bytes that queries hold now. */
  public long memoryUsed() {
    return memory.used();
  }

  /** Bytes that queries may hold together before they spill. */
  public long memoryLimit() {
    return memory.limit();
  }

  /** Flows that queries have looked at since the store was opened. */
  public long flowsScanned() {
    return touched.rowsScanned.sum();
  }

  /** Bytes that queries have read from files. */
  public long bytesRead() {
    return touched.bytesRead.sum();
  }

  /** Bytes that queries have written to temporary files because memory was short. */
  public long bytesSpilled() {
    return touched.bytesSpilled.sum();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
