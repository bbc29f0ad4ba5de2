package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What statements take and refuse, the same embedded and through a server. */
class StatementsTest {
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 7, 12, 0);
  private static final LocalDate SECOND_DAY = LocalDate.of(2026, 3, 8);

  @TempDir private static Path folder;

  private static WeftServer server;
  private static Connection embedded;
  private static Connection remote;

  @BeforeAll
  static void serve() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 3_000);
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

  /** Where a statement runs. Not the connection: JUnit would close it after the first test. */
  enum Way {
    EMBEDDED,
    REMOTE;

    Connection connection() {
      return this == EMBEDDED ? embedded : remote;
    }
  }

  @FunctionalInterface
  private interface Setting {
    void set(PreparedStatement statement) throws SQLException;
  }

  private static long count(Connection connection, String condition, Setting setting)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT COUNT(*) FROM flows WHERE " + condition)) {
      setting.set(statement);
      try (ResultSet rows = statement.executeQuery()) {
        assertTrue(rows.next());
        return rows.getLong(1);
      }
    }
  }

  private static long count(Connection connection, String condition) throws SQLException {
    return count(connection, condition, statement -> {});
  }

  private static void refused(String state, String message, Setting call, Connection connection)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM flows"
                + " WHERE protocol = ? AND stime > ? AND sip = ? AND sensor = ?")) {
      SQLException e = assertThrows(SQLException.class, () -> call.set(statement));
      assertEquals(message, e.getMessage());
      assertEquals(state, e.getSQLState());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyFormOfANumberMeansTheSame(Way way) throws SQLException {
    Connection connection = way.connection();
    long tcp = count(connection, "protocol = 6");
    assertTrue(tcp > 0 && tcp < 3_000);
    for (Object six :
        new Object[] {
          6,
          6L,
          (short) 6,
          (byte) 6,
          6.0,
          6f,
          new BigDecimal("6.0"),
          BigInteger.valueOf(6),
          "6",
          '6'
        }) {
      String form = six.getClass().getSimpleName();
      assertEquals(tcp, count(connection, "protocol = ?", s -> s.setObject(1, six)), form);
      for (int type : new int[] {Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.VARCHAR}) {
        assertEquals(
            tcp,
            count(connection, "protocol = ?", s -> s.setObject(1, six, type)),
            form + " as " + JDBCType.valueOf(type));
      }
    }
    for (String numbers : List.of("flows WHERE protocol = ?", "sensors WHERE id = ?")) {
      for (Object none : new Object[] {6.5, new BigDecimal("6.5"), 6_000_000_000L, Double.NaN}) {
        SQLException e =
            assertThrows(
                SQLException.class,
                () -> {
                  try (PreparedStatement s =
                      connection.prepareStatement("SELECT COUNT(*) FROM " + numbers)) {
                    s.setObject(1, none);
                    s.executeQuery();
                  }
                },
                none + " in " + numbers);
        assertTrue(e.getMessage().contains("is no INTEGER"), e.getMessage());
      }
    }
    assertEquals(0, count(connection, "protocol = ?", s -> s.setObject(1, null)));
  }

  @ParameterizedTest
  @EnumSource
  void anyFormOfATimeMeansTheSame(Way way) throws SQLException {
    Connection connection = way.connection();
    long later = count(connection, "stime > TIMESTAMP '2026-03-07 12:00:00'");
    assertTrue(later > 0 && later < 3_000);
    for (Object noon :
        new Object[] {
          NOON,
          Timestamp.valueOf(NOON),
          NOON.toInstant(ZoneOffset.UTC),
          NOON.atOffset(ZoneOffset.UTC),
          OffsetDateTime.of(NOON.plusHours(2), ZoneOffset.ofHours(2)),
          NOON.atZone(ZoneOffset.UTC),
          "2026-03-07 12:00:00"
        }) {
      assertEquals(
          later,
          count(connection, "stime > ?", s -> s.setObject(1, noon)),
          noon.getClass().getSimpleName());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDateIsItsFirstMomentWhereATimeIsAsked(Way way) throws SQLException {
    Connection connection = way.connection();
    long later = count(connection, "stime >= TIMESTAMP '2026-03-08 00:00:00'");
    assertTrue(later > 0 && later < 3_000);
    for (Object day : new Object[] {SECOND_DAY, Date.valueOf(SECOND_DAY), "2026-03-08"}) {
      assertEquals(
          later,
          count(connection, "stime >= ?", s -> s.setObject(1, day)),
          day.getClass().getSimpleName());
    }
    long onIt = count(connection, "CAST(stime AS DATE) = DATE '2026-03-08'");
    for (Object day :
        new Object[] {SECOND_DAY, Timestamp.valueOf(SECOND_DAY.atStartOfDay()), "2026-03-08"}) {
      assertEquals(
          onIt,
          count(connection, "CAST(stime AS DATE) = ?", s -> s.setObject(1, day)),
          day.getClass().getSimpleName());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAddressIsTextOrAnInetAddress(Way way) throws Exception {
    Connection connection = way.connection();
    String sip;
    try (ResultSet rows =
        connection.createStatement().executeQuery("SELECT sip FROM flows LIMIT 1")) {
      assertTrue(rows.next());
      sip = rows.getString(1);
    }
    long expected = count(connection, "sip = '" + sip + "'");
    assertTrue(expected > 0);
    InetAddress address = InetAddress.getByName(sip);
    assertEquals(expected, count(connection, "sip = ?", s -> s.setString(1, sip)));
    assertEquals(expected, count(connection, "sip = ?", s -> s.setObject(1, address)));
    assertEquals(0, count(connection, "sip = ?", s -> s.setString(1, null)));
  }

  @ParameterizedTest
  @EnumSource
  void aValueOfAnotherKindIsRefusedInsteadOfComparedAsANumber(Way way) throws SQLException {
    Connection c = way.connection();
    String invalid = "22023";
    for (Object time : List.of(NOON, Instant.EPOCH, Timestamp.valueOf(NOON))) {
      String message = "Parameter 1 is a number, not a date and time";
      refused(invalid, message, s -> s.setObject(1, time), c);
      refused(invalid, "Parameter 4 is text, not a date and time", s -> s.setObject(4, time), c);
      refused(invalid, "Parameter 3 is text, not a date and time", s -> s.setObject(3, time), c);
    }
    refused(invalid, "Parameter 1 is a number, not a date", s -> s.setObject(1, SECOND_DAY), c);
    refused(invalid, "Parameter 1 is a number, not a BOOLEAN", s -> s.setBoolean(1, true), c);
    refused(invalid, "Parameter 2 is a date and time, not a number", s -> s.setLong(2, 1), c);
    refused(invalid, "Parameter 2 is a date and time, not a number", s -> s.setObject(2, 1.5), c);
    String time = "Parameter 2 is a date and time, not a time of day";
    refused(invalid, time, s -> s.setTime(2, Time.valueOf("10:00:00")), c);
    refused(invalid, time, s -> s.setObject(2, LocalTime.NOON), c);
    refused(invalid, "Parameter 1 is a number, not bytes", s -> s.setBytes(1, new byte[1]), c);
  }

  @ParameterizedTest
  @EnumSource
  void aParameterThatIsMissingOrNotThereIsTold(Way way) throws SQLException {
    Connection c = way.connection();
    refused("07009", "There is no parameter 5: the statement has 4", s -> s.setInt(5, 1), c);
    refused("07009", "There is no parameter 0: the statement has 4", s -> s.setNull(0, 0), c);
    refused(
        "07002",
        "Parameter 2 of 4 is not set",
        s -> {
          s.setInt(1, 6);
          s.executeQuery();
        },
        c);
    refused(
        "07002",
        "Parameter 1 of 4 is not set",
        s -> {
          s.setInt(1, 6);
          s.clearParameters();
          s.executeQuery();
        },
        c);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoQueryIsRefusedByItsFirstWord(Way way) throws SQLException {
    Connection connection = way.connection();
    try (Statement statement = connection.createStatement()) {
      for (String word : List.of("DROP", "CREATE", "INSERT", "SET", "BEGIN", "PRAGMA", "COPY")) {
        SQLException e =
            assertThrows(
                SQLException.class, () -> statement.execute("/* a */ " + word + " TABLE x"), word);
        assertEquals(
            "Weft answers queries; it does not run " + word + " statements", e.getMessage());
        assertEquals("0A000", e.getSQLState(), word);
      }
      for (String empty : List.of("", " \n", "-- nothing", "/* nothing */ -- at all", ";")) {
        SQLException e = assertThrows(SQLException.class, () -> statement.execute(empty), empty);
        assertEquals("The statement is empty", e.getMessage(), empty);
      }
      SQLException two =
          assertThrows(SQLException.class, () -> statement.execute("SELECT 1; SELECT 2"));
      assertEquals(
          "line 1, column 9: one statement at a time: nothing may follow a ';'", two.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void limitsThatCantBeAreRefused(Way way) throws SQLException {
    Connection connection = way.connection();
    try (Statement statement = connection.createStatement()) {
      for (Setting setting :
          List.<Setting>of(
              s -> statement.setMaxRows(-1),
              s -> statement.setLargeMaxRows(-1),
              s -> statement.setFetchSize(-1),
              s -> statement.setQueryTimeout(-1),
              s -> connection.isValid(-1))) {
        SQLException e = assertThrows(SQLException.class, () -> setting.set(null));
        assertEquals("22023", e.getSQLState(), e.getMessage());
      }
      SQLException field = assertThrows(SQLException.class, () -> statement.setMaxFieldSize(3));
      assertEquals("0A000", field.getSQLState());
      statement.setMaxFieldSize(0);
      SQLException schema =
          assertThrows(SQLException.class, () -> connection.setSchema("elsewhere"));
      assertEquals("3F000", schema.getSQLState());
      connection.setSchema("WEFT");
      connection.setCatalog("anything");
      assertNull(connection.getCatalog());
      assertTrue(statement.execute("SELECT COUNT(*) FROM flows"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void escapesOfJdbcAreRead(Way way) throws SQLException {
    Connection connection = way.connection();
    try (ResultSet rows =
        connection
            .createStatement()
            .executeQuery(
                "SELECT {fn UCASE('a')}, {fn lcase('B')}, {fn Length('abc')}, {d '2026-03-07'},"
                    + " {ts '2026-03-07 12:00:00'}, {t '10:00:00'},"
                    + " {fn MOD(7, 4)}, {fn CONCAT('a', 'b')}, {fn TIMESTAMPADD(SQL_TSI_DAY, 1,"
                    + " TIMESTAMP '2026-03-07 12:00:00')}")) {
      assertTrue(rows.next());
      String[] expected = {
        "A",
        "b",
        "3",
        "2026-03-07",
        "2026-03-07 12:00:00",
        "10:00:00",
        "3",
        "ab",
        "2026-03-08 12:00:00"
      };
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], rows.getString(i + 1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNameOfAColumnIsItsLabel(Way way) throws SQLException {
    Connection connection = way.connection();
    try (ResultSet rows =
        connection.createStatement().executeQuery("SELECT sip AS server FROM flows LIMIT 1")) {
      assertEquals("server", rows.getMetaData().getColumnName(1));
      assertEquals("server", rows.getMetaData().getColumnLabel(1));
      assertEquals("flows", rows.getMetaData().getTableName(1));
      assertTrue(rows.next());
      assertEquals(rows.getString(1), rows.getString("server"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void limitsAreNumbersOfRowsWhereverTheyAreCounted(Way way) throws SQLException {
    Connection connection = way.connection();
    for (String sql :
        List.of(
            "SELECT sip FROM flows LIMIT ?",
            "SELECT type FROM flow_types ORDER BY type LIMIT ?",
            "SELECT ROW_NUMBER() OVER (ORDER BY stime) FROM flows LIMIT ?",
            "SELECT * FROM (VALUES (1), (2), (3), (4)) AS t(x) LIMIT ?")) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (Object two : new Object[] {2, 2L, (short) 2, new BigDecimal("2"), 2.0, "2"}) {
          statement.setObject(1, two);
          int count = 0;
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              count++;
            }
          }
          assertEquals(2, count, sql + " " + two.getClass().getSimpleName());
        }
        for (Object none : new Object[] {-1, null, 1.5}) {
          statement.setObject(1, none);
          SQLException e = assertThrows(SQLException.class, statement::executeQuery, sql);
          assertTrue(e.getSQLState().startsWith("22"), e.getMessage());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aValueThatIsNotOfTheKindAskedForIsRefusedByItsColumn(Way way) throws SQLException {
    try (ResultSet rows =
        way.connection().createStatement().executeQuery("SELECT sip AS s FROM flows LIMIT 1")) {
      assertTrue(rows.next());
      for (Setting getter :
          List.<Setting>of(
              s -> rows.getDouble(1),
              s -> rows.getBoolean(1),
              s -> rows.getBigDecimal(1),
              s -> rows.getBytes(1))) {
        SQLException e = assertThrows(SQLException.class, () -> getter.set(null));
        assertEquals("22018", e.getSQLState(), e.getMessage());
        assertTrue(e.getMessage().startsWith("s: a VARCHAR can't be read as "), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPatternThatTakesForEverIsStopped(Way way) throws SQLException {
    for (String endless :
        List.of(
            "REGEXP_LIKE(sip || sip || dip || dip || dip, '^(([0-9.]+)+)+x$')",
            "REGEXP_LIKE(sensor || sensor || sensor || sensor || sensor"
                + " || 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '(a+)+$|((.+)+)+y')",
            "sip || dip || sip || dip || 'x' SIMILAR TO '(([0-9]|.)*)*y'",
            "sip || dip || sip || dip || sip || dip || sip || dip LIKE '%1%1%1%1%1%1%1%1%1%1%1%x'",
            "REGEXP_REPLACE(sip || dip || sip || dip, '^(([0-9.]+)+)+x$', '') = ''")) {
      try (Statement statement = way.connection().createStatement()) {
        statement.setQueryTimeout(5);
        long start = System.nanoTime();
        String outcome = "answered";
        try (ResultSet rows =
            statement.executeQuery("SELECT COUNT(*) FROM flows WHERE " + endless)) {
          rows.next();
        } catch (SQLException e) {
          outcome = e.getMessage();
        }
        assertTrue((System.nanoTime() - start) / 1e9 < 20, endless + ": " + outcome);
      }
    }
    assertTrue(count(way.connection(), "protocol = 6") > 0);
  }

  @ParameterizedTest
  @EnumSource
  void whatAClientWroteIsQuotedAsItStands(Way way) {
    for (String guess : List.of(folder + "/store/x", folder + "x/y", "/tmp/a/b", "/nowhere/c")) {
      SQLException e =
          assertThrows(
              SQLException.class,
              () -> {
                try (PreparedStatement s =
                    way.connection()
                        .prepareStatement(
                            "SELECT ip_match(sip, '" + guess + "') FROM flows WHERE sport >= ?")) {
                  s.setInt(1, 0);
                  s.executeQuery().next();
                }
              });
      assertTrue(e.getMessage().contains("'" + guess + "'"), e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void divisionByZeroHasItsState(Way way) {
    Connection connection = way.connection();
    Set<String> found = new java.util.TreeSet<>();
    for (String sql : List.of("SELECT 1 / 0", "SELECT 1 / (sport - sport) FROM flows")) {
      SQLException e =
          assertThrows(
              SQLException.class,
              () -> {
                try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
                  rows.next();
                }
              });
      found.add(e.getSQLState());
    }
    assertEquals(Set.of("22012"), found);
  }
}
