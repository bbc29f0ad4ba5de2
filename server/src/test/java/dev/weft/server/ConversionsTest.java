package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Parameters of types that a client names or the statement tells, embedded and through a server.
 */
class ConversionsTest {
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 7, 12, 0);

  @TempDir private static Path folder;

  private static WeftServer server;
  private static Connection embedded;
  private static Connection remote;

  @BeforeAll
  static void serve() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 1_000);
    server = TestStore.served(store);
    embedded = DriverManager.getConnection("jdbc:weft:" + store);
    remote = DriverManager.getConnection("jdbc:weft://127.0.0.1:" + server.port() + "/");
  }

  @AfterAll
  static void stop() throws SQLException {
    embedded.close();
    remote.close();
    server.close();
  }

  @FunctionalInterface
  private interface Setting {
    void set(PreparedStatement statement) throws SQLException;
  }

  private static String value(boolean remotely, String expression, Setting setting)
      throws SQLException {
    try (PreparedStatement s =
        (remotely ? remote : embedded).prepareStatement("SELECT " + expression)) {
      setting.set(s);
      try (ResultSet rows = s.executeQuery()) {
        assertTrue(rows.next());
        return String.valueOf(rows.getString(1));
      }
    }
  }

  private record Case(String expected, String expression, Object value, List<Integer> types) {}

  private static Case of(String expected, String expression, Object value, Integer... types) {
    return new Case(expected, expression, value, List.of(types));
  }

  private static List<Case> cases() {
    String truth = "CASE WHEN ? THEN 'yes' ELSE 'no' END";
    String whole = "CAST(? AS BIGINT)";
    String real = "CAST(? AS DOUBLE)";
    String exact = "CAST(? AS DECIMAL(9, 3))";
    String text = "CAST(? AS VARCHAR)";
    String clock = "CAST(? AS TIMESTAMP(3))";
    String day = "CAST(? AS DATE)";
    Integer[] numbers = {
      Types.TINYINT,
      Types.SMALLINT,
      Types.INTEGER,
      Types.BIGINT,
      Types.REAL,
      Types.DOUBLE,
      Types.DECIMAL,
      Types.NUMERIC,
      Types.OTHER
    };
    Integer[] texts = {
      Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NVARCHAR, Types.LONGNVARCHAR
    };
    return List.of(
        of("yes", truth, true, Types.BOOLEAN, Types.BIT, Types.OTHER),
        of("yes", truth, 1, Types.BOOLEAN, Types.BIT),
        of("no", truth, 0L, Types.BOOLEAN),
        of("yes", truth, new BigDecimal("1.0"), Types.BOOLEAN),
        of("yes", truth, "true", Types.BOOLEAN, Types.VARCHAR),
        of("yes", truth, "T", Types.BOOLEAN, Types.VARCHAR),
        of("yes", truth, "1", Types.BOOLEAN),
        of("no", truth, "f", Types.BOOLEAN),
        of("1", whole, true, Types.INTEGER, Types.BIGINT, Types.DECIMAL),
        of("0", whole, false, Types.TINYINT),
        of("6", whole, 6, numbers),
        of("6", whole, " 6 ", numbers),
        of("6", whole, 6, texts),
        of("6", whole, '6', Types.CHAR, Types.INTEGER),
        of("1.5", real, 1.5f, numbers),
        of("1.5", real, "1.5", numbers),
        of("1.500", exact, new BigDecimal("1.50"), numbers),
        of("6", text, 6, texts),
        of("true", text, true, texts),
        of("1000000", text, new BigDecimal("1e6"), texts),
        of("2026-03-07 12:00:00", text, NOON, texts),
        of("2026-03-07 12:00:00.250", text, NOON.plusNanos(250_000_000), texts),
        of("2026-03-07 12:00:00", text, Timestamp.valueOf(NOON), texts),
        of("2026-03-07", text, NOON.toLocalDate(), texts),
        of("2026-03-07", text, Date.valueOf(NOON.toLocalDate()), texts),
        of("12:00:00", text, Time.valueOf("12:00:00"), texts),
        of("2026-03-07 12:00:00", clock, NOON, Types.TIMESTAMP, Types.OTHER),
        of(
            "2026-03-07 12:00:00",
            clock,
            OffsetDateTime.of(NOON.plusHours(2), ZoneOffset.ofHours(2)),
            Types.TIMESTAMP,
            Types.TIMESTAMP_WITH_TIMEZONE),
        of("2026-03-07 12:00:00", clock, "2026-03-07 12:00:00", Types.TIMESTAMP, Types.VARCHAR),
        of("2026-03-07 00:00:00", clock, NOON.toLocalDate(), Types.TIMESTAMP, Types.DATE),
        of("2026-03-07 00:00:00", clock, NOON, Types.DATE),
        of("2026-03-07 12:00:00", clock, calendar(), Types.TIMESTAMP, Types.OTHER),
        of("2026-03-07", day, NOON.toLocalDate(), Types.DATE, Types.OTHER),
        of("2026-03-07", day, NOON, Types.DATE),
        of("2026-03-07", day, "2026-03-07", Types.DATE, Types.VARCHAR));
  }

  private static Calendar calendar() {
    Calendar calendar = Calendar.getInstance();
    calendar.setTimeInMillis(Timestamp.valueOf(NOON).getTime());
    return calendar;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aValueIsMadeWhatItsTypeSays(boolean remotely) throws SQLException {
    for (Case c : cases()) {
      for (int type : c.types) {
        String name = c.value.getClass().getSimpleName() + " as " + JDBCType.valueOf(type);
        String told = value(remotely, c.expression, s -> s.setObject(1, c.value, type));
        assertEquals(c.expected, told.replaceFirst("\\.000$", ""), name + " in " + c.expression);
        String same =
            value(remotely, c.expression, s -> s.setObject(1, c.value, JDBCType.valueOf(type)));
        assertEquals(told, same, name);
      }
    }
    assertEquals(
        "1.240",
        value(
            remotely,
            "CAST(? AS DECIMAL(9, 3))",
            s -> s.setObject(1, new BigDecimal("1.235"), Types.DECIMAL, 2)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatCannotBecomeItsTypeIsToldInOneSentence(boolean remotely) {
    refused(remotely, "'six' is no INTEGER", s -> s.setObject(1, "six", Types.INTEGER));
    refused(remotely, "'someday' is no DATE", s -> s.setObject(1, "someday", Types.DATE));
    refused(
        remotely,
        "A java.time.LocalTime can't be made a TIMESTAMP",
        s -> s.setObject(1, LocalTime.NOON, Types.TIMESTAMP));
    refused(
        remotely,
        "A java.time.LocalDate can't be made a BOOLEAN",
        s -> s.setObject(1, LocalDate.EPOCH, Types.BOOLEAN));
    refused(
        remotely, "There are no parameters of the type ARRAY", s -> s.setObject(1, 1, Types.ARRAY));
    refused(
        remotely,
        "parameter 1: 'perhaps' is no BOOLEAN",
        s -> s.setObject(1, "perhaps"),
        "CASE WHEN ? THEN 1 ELSE 2 END");
  }

  private static void refused(boolean remotely, String message, Setting setting) {
    refused(remotely, message, setting, "CAST(? AS VARCHAR)");
  }

  private static void refused(
      boolean remotely, String message, Setting setting, String expression) {
    SQLException e = assertThrows(SQLException.class, () -> value(remotely, expression, setting));
    assertEquals(message, e.getMessage());
  }

  private static long count(boolean remotely, String condition, Object... values)
      throws SQLException {
    return Long.parseLong(
        value(
            remotely,
            "COUNT(*) FROM flows WHERE " + condition,
            s -> {
              for (int i = 0; i < values.length; i++) {
                s.setObject(i + 1, values[i]);
              }
            }));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void parametersTakeTheirTypesFromWhatStandsBesideThem(boolean remotely) throws Exception {
    long ten = count(remotely, "sip LIKE '10.%'");
    assertTrue(ten > 0 && ten < 1_000);
    assertEquals(ten, count(remotely, "sip LIKE ?", "10.%"));
    assertEquals(ten, count(remotely, "starts_with(sip, ?)", "10."));
    long small = count(remotely, "bytes + 100 < 1000");
    assertEquals(small, count(remotely, "bytes + ? < ?", 100, 1000));
    assertEquals(small, count(remotely, "bytes + ? < ?", new BigDecimal("100"), "1000"));
    assertEquals(1_000, count(remotely, "sensor || ? = sensor || ?", "!", "!"));
    assertEquals(1_000, count(remotely, "COALESCE(?, sensor) = ?", "x", "x"));
    assertEquals(1_000, count(remotely, "CASE WHEN ? THEN ? ELSE ? END = 1", true, 1, 2));
    long one = count(remotely, "sip = (SELECT MAX(sip) FROM flows)");
    InetAddress address = InetAddress.getByName(value(remotely, "MAX(sip) FROM flows", s -> {}));
    assertEquals(one, count(remotely, "NULLIF(?, sip) IS NULL", address));
    for (Object any : new Object[] {1, "a", 1.5, true, NOON, NOON.toLocalDate(), new byte[1]}) {
      assertEquals(0, count(remotely, "? IS NULL", any));
      assertEquals(small, count(remotely, "? IS NULL OR bytes + 100 < 1000", any));
    }
    assertEquals(1_000, count(remotely, "? IS NULL OR sensor = ?", null, null));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNullIsNullInEveryPlace(boolean remotely) throws SQLException {
    Object none = null;
    for (String unknown :
        List.of(
            "flags LIKE ?",
            "sip NOT LIKE ?",
            "bytes + ? > 0",
            "sensor || ? = 'x'",
            "sip = ?",
            "NOT starts_with(sensor, ?)",
            "ip_match(sip, ?)",
            "stime > ?",
            "? AND protocol > 0")) {
      assertEquals(0, count(remotely, unknown, none), unknown);
      assertEquals(1_000, count(remotely, "(" + unknown + ") IS NULL", none), unknown);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatHasNoTypeAndWhatIsNoValueIsRefused(boolean remotely) {
    SQLException open = assertThrows(SQLException.class, () -> count(remotely, "? = ?", 1, 1));
    assertEquals(
        "line 1, column 34: nothing here tells the type of parameter 1: write CAST(? AS VARCHAR),"
            + " or another type, instead of ?",
        open.getMessage());
    assertEquals("42P18", open.getSQLState());
    SQLException bytes = assertThrows(SQLException.class, () -> count(remotely, "sip = X'00ff'"));
    assertEquals(
        "line 1, column 40: Weft has no binary values; write an address as text: '192.0.2.1'",
        bytes.getMessage());
  }
}
