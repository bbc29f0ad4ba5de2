package dev.weft.benchmark;

import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Loads IPv4 flows into DuckDB's own format and into Parquet with zstd, ordered by start, with the
 * narrowest types that hold them.
 */
final class DuckDbLoader implements AutoCloseable {
  private final Connection connection;
  private final DuckDBAppender appender;
  private final Site site;
  private final Path directory;
  private final boolean ipv6;

  /**
   * @param ipv6 keeps addresses as two numbers of 64 bits each, for lack of a type that all forms
   *     know
   */
  DuckDbLoader(Path directory, Site site, int threads, boolean ipv6) throws SQLException {
    this.directory = directory;
    this.site = site;
    this.ipv6 = ipv6;
    connection = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("loading.duckdb"));
    execute("SET threads = " + threads);
    execute("SET preserve_insertion_order = false");
    StringBuilder types = new StringBuilder();
    for (Site.FlowType t : site.types()) {
      types.append(types.length() == 0 ? "" : ", ").append('\'').append(t.typeName()).append('\'');
    }
    StringBuilder sensors = new StringBuilder();
    for (Site.Sensor s : site.sensors()) {
      sensors.append(sensors.length() == 0 ? "" : ", ").append('\'').append(s.name()).append('\'');
    }
    execute("ATTACH '" + directory.resolve("flows.duckdb") + "' AS store");
    execute("CREATE TYPE store.type_name AS ENUM (" + types + ")");
    execute("CREATE TYPE store.sensor_name AS ENUM (" + sensors + ")");
    execute(
        "CREATE TABLE raw (sip_high BIGINT, sip BIGINT, dip_high BIGINT, dip BIGINT, sport BIGINT, dport BIGINT, protocol BIGINT,"
            + " packets BIGINT, bytes BIGINT, flags BIGINT, initial_flags BIGINT,"
            + " session_flags BIGINT, stime BIGINT, duration BIGINT, sensor VARCHAR, type VARCHAR,"
            + " application BIGINT, attributes BIGINT)");
    appender = ((DuckDBConnection) connection).createAppender("main", "raw");
  }

  void write(Batch flows) throws SQLException {
    for (int i = 0; i < flows.size(); i++) {
      appender.beginRow();
      address(flows, FlowColumn.SIP, i);
      address(flows, FlowColumn.DIP, i);
      number(flows, FlowColumn.SPORT, i);
      number(flows, FlowColumn.DPORT, i);
      number(flows, FlowColumn.PROTOCOL, i);
      number(flows, FlowColumn.PACKETS, i);
      number(flows, FlowColumn.BYTES, i);
      number(flows, FlowColumn.FLAGS, i);
      number(flows, FlowColumn.INITIAL_FLAGS, i);
      number(flows, FlowColumn.SESSION_FLAGS, i);
      number(flows, FlowColumn.STIME, i);
      number(flows, FlowColumn.DURATION, i);
      appender.append(site.sensorLabel(flows.longs(FlowColumn.SENSOR).values[i]));
      appender.append(site.typeLabel(flows.longs(FlowColumn.FLOWTYPE).values[i]));
      number(flows, FlowColumn.APPLICATION, i);
      number(flows, FlowColumn.ATTRIBUTES, i);
      appender.endRow();
    }
  }

  private void address(Batch flows, FlowColumn column, int row) throws SQLException {
    appender.append(flows.addresses(column).highs[row]);
    long low = flows.addresses(column).lows[row];
    appender.append(ipv6 ? low : low & 0xFFFF_FFFFL);
  }

  private void number(Batch flows, FlowColumn column, int row) throws SQLException {
    appender.append(flows.longs(column).values[row]);
  }

  /** Orders the flows by start and writes both forms. */
  void finish() throws SQLException {
    appender.close();
    execute(
        "CREATE TABLE store.flows AS SELECT "
            + (ipv6
                ? "sip_high, sip, dip_high, dip,"
                : "sip::UINTEGER AS sip, dip::UINTEGER AS dip,")
            + " sport::USMALLINT AS sport, dport::USMALLINT AS dport, protocol::UTINYINT AS protocol,"
            + " packets::UINTEGER AS packets, bytes::UINTEGER AS bytes, flags::UTINYINT AS flags,"
            + " initial_flags::UTINYINT AS initial_flags, session_flags::UTINYINT AS session_flags,"
            + " epoch_ms(stime)::TIMESTAMP_MS AS stime, duration::UINTEGER AS duration,"
            + " sensor::store.sensor_name AS sensor, type::store.type_name AS type,"
            + " application::USMALLINT AS application, attributes::UTINYINT AS attributes"
            + " FROM raw ORDER BY stime");
    execute("CHECKPOINT store");
    execute(
        "COPY (SELECT * FROM store.flows ORDER BY stime) TO '"
            + directory.resolve("flows.parquet")
            + "' (FORMAT parquet, COMPRESSION zstd)");
  }

  private void execute(String sql) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
