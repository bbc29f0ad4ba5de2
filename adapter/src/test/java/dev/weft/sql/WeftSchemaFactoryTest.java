package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.schema.WeftSchema;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.SharedData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.Driver;
import org.junit.jupiter.api.Test;

/** Stores as schemas of a connection of Calcite's own. */
class WeftSchemaFactoryTest {
  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      while (r.next()) {
        StringBuilder b = new StringBuilder();
        for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
          b.append(i == 1 ? "" : "|").append(r.getString(i));
        }
        rows.add(b.toString());
      }
    }
    return rows;
  }

  private static Connection connect(Properties more) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(more);
    properties.setProperty("timeZone", "UTC");
    properties.setProperty("lex", "JAVA");
    return new Driver().connect("jdbc:calcite:", properties);
  }

  @Test
  void aModelFileNamesAStore() throws SQLException {
    Path file = SharedData.path("silk-suite/data/empty.rwf");
    Properties model = new Properties();
    model.setProperty(
        "model",
        "inline:{version:'1.0',defaultSchema:'f',schemas:[{name:'f',type:'custom',"
            + "factory:'dev.weft.sql.schema.WeftSchemaFactory',operand:{directory:'"
            + file
            + "'}}]}");
    try (Connection connection = connect(model)) {
      assertEquals(List.of("0"), rows(connection, "SELECT COUNT(*) FROM flows"));
    }
  }

  @Test
  void calcitesOwnPlannerPushesWhatRunsInBatches() throws SQLException {
    MemoryFlowStore store = FlowFixture.store(FlowFixture.rows(3, 500));
    try (WeftSession weft = new WeftSession(store);
        Connection calcite = connect(new Properties())) {
      CalciteConnection c = calcite.unwrap(CalciteConnection.class);
      c.getRootSchema().add("f", new WeftSchema(store, QueryOptions.DEFAULTS));
      c.setSchema("f");
      for (String sql :
          List.of(
              "SELECT COUNT(*) FROM flows WHERE sport = 53",
              "SELECT protocol, COUNT(*), SUM(bytes) FROM flows WHERE type = 'in' GROUP BY protocol",
              "SELECT sensor, type, MAX(stime) FROM flows GROUP BY sensor, type",
              "SELECT s.name, COUNT(*) FROM flows AS f JOIN sensors AS s ON f.sensor = s.name"
                  + " WHERE dport < 1000 GROUP BY s.name")) {
        assertEquals(weft.sorted(sql), rows(calcite, sql).stream().sorted().toList(), sql);
      }
      String plan =
          String.join(
              "\n", rows(calcite, "EXPLAIN PLAN FOR SELECT COUNT(*) FROM flows WHERE sport = 53"));
      assertTrue(plan.contains("WeftAggregate"), plan);
    }
    store.requireAllClosed();
  }
}
