package dev.weft.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The engines of a run, open over the same flows. */
final class Peers implements AutoCloseable {
  private final Connection duckdb;
  private final String version;
  private final int threads;
  private final List<Peer> list = new ArrayList<>();

  private Peers(Connection duckdb, int threads) throws SQLException {
    this.duckdb = duckdb;
    this.version = duckdb.getMetaData().getDatabaseProductVersion();
    this.threads = threads;
  }

  /** Makes what is missing and opens the wanted peers. */
  static Peers open(Options options, DataFiles data) throws IOException, SQLException {
    data.makeStore();
    data.makeDuckdb();
    int threads = options.threads();
    Peers peers = new Peers(duckdb(data.duckdb(), threads), threads);
    for (String name : options.peers()) {
      switch (name) {
        case "weft" -> peers.list.add(weft("Weft store", data.store(), threads));
        case "silk" -> peers.list.add(weft("Weft over SiLK files", data.silk(), threads));
        case "duckdb" ->
            peers.list.add(new Peer("DuckDB", peers.duckdb, false, DataFiles.size(data.duckdb())));
        case "parquet" -> peers.list.add(parquet(data.parquet(), threads));
        default -> throw new IllegalArgumentException("no peer " + name);
      }
    }
    return peers;
  }

  static Peer weft(String name, Path location, int threads) throws SQLException, IOException {
    String url = "jdbc:weft:" + location + "?threads=" + threads;
    return new Peer(name, DriverManager.getConnection(url), true, DataFiles.size(location));
  }

  private static Connection duckdb(Path file, int threads) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    properties.setProperty("threads", String.valueOf(threads));
    return DriverManager.getConnection("jdbc:duckdb:" + file, properties);
  }

  private static Peer parquet(Path file, int threads) throws SQLException, IOException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement s = connection.createStatement()) {
      s.execute("SET threads = " + threads);
      s.execute("CREATE VIEW flows AS SELECT * FROM '" + file + "'");
    }
    return new Peer("DuckDB over Parquet+zstd", connection, false, DataFiles.size(file));
  }

  /** The connection that knows the flows whichever peers are asked. */
  Connection duckdb() {
    return duckdb;
  }

  List<Peer> list() {
    return list;
  }

  /** What each form takes on disk, and how the engines run. */
  String describe(long flows) {
    StringBuilder b = new StringBuilder("| form | bytes | bytes a flow |\n| --- | --- | --- |\n");
    for (Peer peer : list) {
      b.append(
          Results.format(
              "| %s | %,d | %.2f |\n", peer.name(), peer.bytes(), (double) peer.bytes() / flows));
    }
    return b.append(
            Results.format(
                "\nDuckDB %s. %d thread(s) for every engine, page cache and engines warm, JDBC to"
                    + " JDBC, every value of every row read, answers compared.\n\n",
                version, threads))
        .toString();
  }

  @Override
  public void close() throws SQLException {
    for (Peer peer : list) {
      peer.connection().close();
    }
    duckdb.close();
  }
}
