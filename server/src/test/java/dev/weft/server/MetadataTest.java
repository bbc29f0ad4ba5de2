package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.sql.function.WeftFunctions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the driver tells of the database, embedded and remote. */
class MetadataTest {
  @TempDir static Path folder;
  private static WeftServer server;
  private static final List<Connection> BOTH = new ArrayList<>();

  @BeforeAll
  static void serve() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 1_000);
    Files.writeString(
        store.resolve("views.sql"),
        "CREATE VIEW talkers AS SELECT sip, SUM(bytes) AS byte_sum FROM flows GROUP BY sip;\n");
    server = TestStore.served(store);
    BOTH.add(DriverManager.getConnection("jdbc:weft:" + store));
    BOTH.add(DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/"));
  }

  @AfterAll
  static void stop() throws SQLException {
    for (Connection connection : BOTH) {
      connection.close();
    }
    server.close();
  }

  /** Every method, with arguments that ask for all there is. */
  @Test
  void everyAnswerIsGivenAndTheSameEmbeddedAndRemote() throws Exception {
    Set<String> ofEach =
        Set.of("getURL", "getUserName", "getConnection", "toString", "unwrap", "isWrapperFor");
    int asked = 0;
    for (Method method : DatabaseMetaData.class.getMethods()) {
      if (!ofEach.contains(method.getName())) {
        assertEquals(
            answer(BOTH.get(0).getMetaData(), method),
            answer(BOTH.get(1).getMetaData(), method),
            method.toString());
        asked++;
      }
    }
    assertTrue(asked > 170, "asked " + asked);
  }

  private static String answer(DatabaseMetaData metadata, Method method) throws Exception {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      arguments[i] = type == int.class ? (Object) 1 : type == boolean.class ? (Object) true : null;
    }
    try {
      Object answer = method.invoke(metadata, arguments);
      return answer instanceof ResultSet rows ? Dump.of(rows) : String.valueOf(answer);
    } catch (InvocationTargetException e) {
      throw new AssertionError(method.toString(), e.getCause());
    }
  }

  @Test
  void columnsAreToldAsUsersSeeThem() throws SQLException {
    for (Connection connection : BOTH) {
      try (ResultSet columns = connection.getMetaData().getColumns(null, "weft", "flows", null)) {
        int count = 0;
        while (columns.next()) {
          count++;
          String name = columns.getString("COLUMN_NAME");
          assertEquals(count, columns.getInt("ORDINAL_POSITION"));
          assertNotNull(columns.getString("REMARKS"), name);
          switch (name) {
            case "sip", "dip", "nhip" -> {
              assertEquals(Types.VARCHAR, columns.getInt("DATA_TYPE"));
              assertEquals("VARCHAR", columns.getString("TYPE_NAME"));
              assertEquals(45, columns.getInt("COLUMN_SIZE"));
            }
            case "duration" -> {
              assertEquals(13, columns.getInt("COLUMN_SIZE"));
              assertEquals(3, columns.getInt("DECIMAL_DIGITS"));
            }
            case "icmp_type" -> assertEquals("YES", columns.getString("IS_NULLABLE"));
            case "stime" -> {
              assertEquals(Types.TIMESTAMP, columns.getInt("DATA_TYPE"));
              assertEquals(23, columns.getInt("COLUMN_SIZE"));
              assertEquals(0, columns.getInt("NUM_PREC_RADIX"));
              assertTrue(columns.wasNull());
            }
            default -> assertTrue(columns.getInt("COLUMN_SIZE") > 0);
          }
        }
        assertEquals(23, count);
      }
    }
  }

  @Test
  void tablesHaveRemarksAndViewsAreViews() throws SQLException {
    for (Connection connection : BOTH) {
      DatabaseMetaData metadata = connection.getMetaData();
      assertEquals(
          List.of("flow_types", "flows", "partitions", "sensors", "talkers"),
          names(metadata.getTables(null, null, "%", null), "TABLE_NAME"));
      assertEquals(
          List.of("talkers"),
          names(metadata.getTables(null, null, null, new String[] {"VIEW"}), "TABLE_NAME"));
      assertEquals(
          List.of("flow_types"),
          names(metadata.getTables(null, null, "flow\\_%", null), "TABLE_NAME"));
      assertEquals(
          List.of("sip"), names(metadata.getColumns(null, null, "talkers", "s_p"), "COLUMN_NAME"));
      try (ResultSet tables = metadata.getTables(null, null, null, null)) {
        while (tables.next()) {
          assertNotNull(tables.getString("REMARKS"), tables.getString("TABLE_NAME"));
        }
      }
      assertEquals(List.of(), names(metadata.getCatalogs(), "TABLE_CAT"));
    }
  }

  @Test
  void everyFunctionIsListed() throws SQLException {
    for (Connection connection : BOTH) {
      DatabaseMetaData metadata = connection.getMetaData();
      Set<String> listed =
          new HashSet<>(names(metadata.getFunctions(null, null, "%"), "FUNCTION_NAME"));
      for (String name : WeftFunctions.names()) {
        assertTrue(listed.contains(name), name);
      }
      assertEquals(
          List.of("ip_prefix"),
          names(metadata.getFunctions(null, "weft", "ip\\_pre%"), "FUNCTION_NAME"));
      assertEquals(
          List.of("", "ip", "bits"),
          names(metadata.getFunctionColumns(null, null, "ip_prefix", null), "COLUMN_NAME"));
      assertEquals(List.of(), names(metadata.getFunctions(null, "other", "%"), "FUNCTION_NAME"));
    }
  }

  @Test
  void typesAreThoseThatAColumnCanHave() throws SQLException {
    for (Connection connection : BOTH) {
      try (ResultSet types = connection.getMetaData().getTypeInfo();
          Statement statement = connection.createStatement()) {
        int last = Integer.MIN_VALUE;
        while (types.next()) {
          String name = types.getString("TYPE_NAME");
          assertTrue(types.getInt("DATA_TYPE") >= last, "in order: " + name);
          last = types.getInt("DATA_TYPE");
          try (ResultSet row = statement.executeQuery("VALUES CAST(NULL AS " + name + ")")) {
            assertEquals(last, row.getMetaData().getColumnType(1), name);
          }
        }
      }
    }
  }

  @Test
  void nullsSortAsTheMetadataSays() throws SQLException {
    for (Connection connection : BOTH) {
      assertTrue(connection.getMetaData().nullsAreSortedHigh());
      try (Statement statement = connection.createStatement()) {
        for (String order : new String[] {"ASC", "DESC"}) {
          try (ResultSet rows =
              statement.executeQuery(
                  "SELECT * FROM (VALUES (1), (CAST(NULL AS INTEGER)), (2)) AS t (x) ORDER BY x "
                      + order)) {
            assertTrue(rows.next());
            rows.getInt(1);
            assertEquals(order.equals("DESC"), rows.wasNull(), order);
          }
        }
      }
    }
  }

  @Test
  void columnsOfAResultHaveWidthsAndSigns() throws SQLException {
    for (Connection connection : BOTH) {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT sip AS address, flags, bytes, duration, stime, AVG(bytes) OVER () AS a"
                      + " FROM flows LIMIT 1")) {
        ResultSetMetaData columns = rows.getMetaData();
        int[][] expected = { // precision, scale, display size
          {45, 0, 45}, {65_536, 0, 65_536}, {19, 0, 20}, {13, 3, 15}, {23, 3, 23}, {15, 0, 24}
        };
        for (int i = 1; i <= expected.length; i++) {
          assertEquals(expected[i - 1][0], columns.getPrecision(i), "precision of " + i);
          assertEquals(expected[i - 1][1], columns.getScale(i), "scale of " + i);
          assertEquals(expected[i - 1][2], columns.getColumnDisplaySize(i), "width of " + i);
          assertEquals(i == 3 || i == 4 || i == 6, columns.isSigned(i), "sign of " + i);
          assertEquals(i < 3, columns.isCaseSensitive(i), "case of " + i);
          assertTrue(columns.isSearchable(i));
        }
        assertEquals("address", columns.getColumnLabel(1));
        assertEquals("VARCHAR", columns.getColumnTypeName(1));
        assertFalse(columns.isCurrency(1));
      }
    }
  }

  private static List<String> names(ResultSet rows, String column) throws SQLException {
    List<String> names = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        names.add(rows.getString(column));
      }
    }
    return names;
  }
}
