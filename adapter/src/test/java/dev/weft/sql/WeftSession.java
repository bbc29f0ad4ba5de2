package dev.weft.sql;

import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.WeftPrepare;
import dev.weft.sql.schema.WeftSchema;
import dev.weft.store.FlowStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.Driver;

/** A connection to a store, as a driver makes it. */
public final class WeftSession implements AutoCloseable {
  private final Connection connection;

  public WeftSession(FlowStore store) throws SQLException {
    this(store, QueryOptions.DEFAULTS);
  }

  public WeftSession(FlowStore store, QueryOptions options) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("timeZone", "UTC");
    connection =
        new Driver().withPrepareFactory(WeftPrepare::new).connect("jdbc:calcite:", properties);
    CalciteConnection calcite = connection.unwrap(CalciteConnection.class);
    calcite.getRootSchema().add("weft", new WeftSchema(store, options));
    calcite.setSchema("weft");
  }

  public Connection connection() {
    return connection;
  }

  /** Rows as texts, fields joined by a bar. */
  public List<String> rows(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return texts(rows);
      }
    }
  }

  public List<String> sorted(String sql, Object... parameters) throws SQLException {
    return rows(sql, parameters).stream().sorted().toList();
  }

  public String plan(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN PLAN FOR " + sql)) {
      return String.join("\n", texts(rows));
    }
  }

  private static List<String> texts(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      StringBuilder b = new StringBuilder();
      for (int c = 1; c <= columns.getColumnCount(); c++) {
        b.append(c == 1 ? "" : "|").append(rows.getString(c));
      }
      texts.add(b.toString());
    }
    return texts;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
