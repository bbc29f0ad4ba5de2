package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.scan.ScanOptions;
import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.WeftPrepare;
import dev.weft.sql.schema.WeftSchema;
import dev.weft.sql.type.WeftTypeSystem;
import dev.weft.testing.FlowRows;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.RandomFlows;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import org.apache.calcite.avatica.util.DateTimeUtils;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows straight from batches tell what the same rows through Calcite's accessors tell. */
class RowPathsTest {
  @FunctionalInterface
  private interface Getter {
    @Nullable Object get(ResultSet rows, int column) throws SQLException;
  }

  private static final Map<String, Getter> GETTERS = new LinkedHashMap<>();

  static {
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    GETTERS.put("object", ResultSet::getObject);
    GETTERS.put("string", ResultSet::getString);
    GETTERS.put("boolean", ResultSet::getBoolean);
    GETTERS.put("byte", ResultSet::getByte);
    GETTERS.put("short", ResultSet::getShort);
    GETTERS.put("int", ResultSet::getInt);
    GETTERS.put("long", ResultSet::getLong);
    GETTERS.put("float", ResultSet::getFloat);
    GETTERS.put("double", ResultSet::getDouble);
    GETTERS.put("decimal", ResultSet::getBigDecimal);
    GETTERS.put("bytes", ResultSet::getBytes);
    GETTERS.put("timestamp", ResultSet::getTimestamp);
    GETTERS.put("timestamp there", (r, c) -> r.getTimestamp(c, tokyo));
    GETTERS.put("date", ResultSet::getDate);
    GETTERS.put("date there", (r, c) -> r.getDate(c, tokyo));
    GETTERS.put("time", ResultSet::getTime);
    for (Class<?> type :
        new Class<?>[] {
          String.class,
          Long.class,
          Integer.class,
          Double.class,
          BigDecimal.class,
          Boolean.class,
          Timestamp.class,
          LocalDateTime.class,
          LocalDate.class,
          Instant.class,
          InetAddress.class
        }) {
      GETTERS.put("as " + type.getSimpleName(), (r, c) -> r.getObject(c, type));
    }
  }

  private static final List<String> VALUES =
      List.of(
          "sip, dip, sport, dport, protocol, packets, bytes, flags, initial_flags",
          "stime, etime, duration, sensor, class, type, application, attributes, icmp_type",
          "CAST(MOD(sport, 100) AS TINYINT)",
          "CAST(MOD(sport, 30000) AS SMALLINT)",
          "NULLIF(protocol, 6)",
          "CASE WHEN protocol = 6 THEN -bytes END",
          "bytes > 1000",
          "CASE WHEN protocol = 6 THEN NULL ELSE packets > 3 END",
          "CAST(bytes AS DOUBLE) / 7",
          "CASE WHEN protocol = 17 THEN NULL ELSE CAST(bytes AS DOUBLE) END",
          "CAST(bytes AS REAL)",
          "CAST(packets AS DECIMAL(18, 2))",
          "NULLIF(duration, 0)",
          "CASE WHEN protocol = 6 THEN 'tcp' WHEN protocol = 17 THEN 'udp plus' END",
          "CASE WHEN protocol = 6 THEN 'a' ELSE 'b' END",
          "CAST(stime AS DATE)",
          "FLOOR(stime TO HOUR)",
          "CASE WHEN protocol = 6 THEN stime END",
          "CASE WHEN protocol = 6 THEN sip END",
          "(etime - stime) SECOND");

  private static Connection connection(MemoryFlowStore store) throws SQLException {
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    QueryOptions inOrder = QueryOptions.DEFAULTS.withScan(ScanOptions.DEFAULTS.withThreads(1));
    root.add("weft", new WeftSchema(store, inOrder));
    return EmbeddedConnector.connect(
        "jdbc:weft:memory",
        new EmbeddedConnector.Engine(
            WeftPrepare::new, root, "weft", new JavaTypeFactoryImpl(WeftTypeSystem.INSTANCE)),
        store,
        new WarningLog(),
        0);
  }

  @Test
  void allGettersOfAllTypesAgreeWithCalcites() throws SQLException {
    for (long seed = 1; seed <= 3; seed++) {
      FlowRows flows = RandomFlows.of(seed).rows(60);
      for (String value : VALUES) {
        compare("SELECT " + value + " FROM flows", flows, "seed " + seed + ", " + value);
      }
    }
  }

  private static void compare(String sql, FlowRows flows, String hint) throws SQLException {
    try (Connection connection = connection(new MemoryFlowStore(flows));
        Statement fast = connection.createStatement();
        Statement plain = connection.createStatement()) {
      plain.setMaxRows(1_000_000); // a limit of Calcite's own puts its rows between
      ResultSet a = fast.executeQuery(sql);
      ResultSet b = plain.executeQuery(sql);
      assertNotNull(a.unwrap(LiveRows.class).direct(), hint + ": one of the two reads batches");
      assertNull(b.unwrap(LiveRows.class).direct(), "the other does not");
      int width = a.getMetaData().getColumnCount();
      for (int row = 0; a.next(); row++) {
        assertTrue(b.next());
        for (int c = 1; c <= width; c++) {
          for (Map.Entry<String, Getter> getter : GETTERS.entrySet()) {
            assertEquals(
                told(b, c, getter.getValue()),
                told(a, c, getter.getValue()),
                hint
                    + ", row "
                    + row
                    + ", "
                    + getter.getKey()
                    + " of "
                    + a.getMetaData().getColumnLabel(c));
          }
        }
      }
      assertEquals(a.next(), b.next());
    }
  }

  /** What a getter says: value with its class, whether that was NULL, or the failure. */
  private static String told(ResultSet rows, int column, Getter getter) {
    try {
      Object value = getter.get(rows, column);
      String text = value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
      return (value == null ? "" : value.getClass().getName())
          + " "
          + text
          + (value instanceof java.util.Date date ? " at " + date.getTime() : "")
          + " null "
          + rows.wasNull();
    } catch (SQLException e) {
      return e.getSQLState() + " " + withoutIdentity(String.valueOf(e.getMessage()));
    }
  }

  /** Calcite's messages name the accessor object. */
  private static String withoutIdentity(String message) {
    return message.replaceAll("@[0-9a-f]+", "@");
  }

  @Test
  void aValueTooLargeForItsColumnFailsAtItsRow() throws SQLException {
    String sql = "SELECT sport, CAST(bytes AS TINYINT) AS b FROM flows";
    try (Connection connection = connection(new MemoryFlowStore(RandomFlows.of(5).rows(3_000)));
        Statement fast = connection.createStatement();
        Statement plain = connection.createStatement()) {
      plain.setMaxRows(1_000_000);
      ResultSet a = fast.executeQuery(sql);
      ResultSet b = plain.executeQuery(sql);
      String failure = untilFailure(a);
      assertTrue(failure.contains("does not fit TINYINT"), failure);
      assertEquals(untilFailure(b), failure);
    }
  }

  private static String untilFailure(ResultSet rows) {
    StringBuilder told = new StringBuilder();
    SQLException failure =
        assertThrows(
            SQLException.class,
            () -> {
              while (rows.next()) {
                told.append(rows.getLong(2)).append(' ');
              }
            });
    return told.append(failure.getMessage()).toString();
  }

  @Test
  void timestampsAreWrittenAndShiftedAsJavaAndCalciteDo() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TimestampTexts texts = new TimestampTexts();
    WallClocks clocks = new WallClocks();
    long millis = 0;
    for (int i = 0; i < 200_000; i++) {
      millis =
          switch (random.nextInt(4)) {
            case 0 -> random.nextLong() >> random.nextInt(50);
            case 1 -> random.nextLong(-70_000_000_000_000L, 260_000_000_000_000L);
            default -> millis + random.nextInt(-2_000_000, 2_000_000);
          };
      int digits = random.nextInt(4);
      assertEquals(
          DateTimeUtils.unixTimestampToString(millis, digits),
          texts.of(millis, digits),
          "seed " + seed + ": " + millis);
      if (Math.abs(millis) < 250_000_000_000_000L) {
        assertEquals(
            Timestamp.valueOf(WallClocks.clock(millis)),
            clocks.timestamp(millis),
            "seed " + seed + ": " + millis);
      }
    }
  }
}
