package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.apache.calcite.avatica.remote.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Avatica's own remote driver speaks to the server too. */
class AvaticaClientTest {
  @TempDir Path folder;

  @Test
  void avaticasOwnDriverReadsTheSameRows() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 3000);
    ServerOptions options = ServerOptions.local("jdbc:weft:" + store, 0, new StringBuffer());
    try (WeftServer server = WeftServer.start(options);
        Connection embedded = DriverManager.getConnection("jdbc:weft:" + store);
        Connection avatica = avatica(server.port(), new Properties())) {
      for (String sql :
          new String[] {
            "SELECT sip, dip, sport, bytes, sensor, icmp_type FROM flows"
                + " ORDER BY stime, sip, dip, sport, bytes",
            "SELECT protocol, COUNT(*), AVG(bytes) FROM flows GROUP BY protocol ORDER BY 1"
          }) {
        assertEquals(strings(embedded, sql), strings(avatica, sql));
      }
      assertTrue(avatica.getMetaData().getTables(null, null, "flows", null).next());
      try (PreparedStatement query =
          avatica.prepareStatement("SELECT COUNT(*) FROM flows WHERE bytes > ? AND sip <> ?")) {
        query.setLong(1, -1);
        query.setString(2, "1.2.3.4");
        ResultSet rows = query.executeQuery();
        assertTrue(rows.next());
        assertEquals(3000, rows.getLong(1));
        assertFalse(rows.next());
      }
      SQLException failure =
          assertThrows(SQLException.class, () -> strings(avatica, "SELECT nothing FROM flows"));
      assertTrue(failure.getMessage().contains("nothing"), failure.getMessage());
    }
  }

  @Test
  void propertiesThatLoadClassesAreTurnedAway() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 10);
    ServerOptions options = ServerOptions.local("jdbc:weft:" + store, 0, new StringBuffer());
    try (WeftServer server = WeftServer.start(options)) {
      for (String name :
          new String[] {
            "model",
            "schemaFactory",
            "parserFactory",
            "typeSystem",
            "metaTableFactory",
            "fun",
            "schema.directory",
            "sets",
            "maps",
            "siteConfig",
            "threads"
          }) {
        Properties properties = new Properties();
        properties.setProperty(name, "java.lang.Object");
        Exception failure =
            assertThrows(
                Exception.class,
                () -> {
                  try (Connection connection = avatica(server.port(), properties)) {
                    strings(connection, "VALUES 1");
                  }
                });
        assertTrue(causes(failure, name), () -> name + ": " + failure);
      }
    }
  }

  private static boolean causes(Throwable failure, String name) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("no property \"" + name + "\"")) {
        return true;
      }
    }
    return false;
  }

  private static Connection avatica(int port, Properties properties) throws SQLException {
    return new Driver()
        .connect(
            "jdbc:avatica:remote:url=http://127.0.0.1:" + port + "/;serialization=PROTOBUF",
            properties);
  }

  private static String strings(Connection connection, String sql) throws SQLException {
    StringBuilder out = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          out.append(rows.getString(i)).append(';');
        }
        out.append('\n');
      }
    }
    return out.toString();
  }
}
