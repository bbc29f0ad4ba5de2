package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.SqlError;
import dev.weft.sql.prepare.SqlErrors;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses in SQL: compared as numbers, written and shown as text. */
class AddressSqlTest {
  private static final FlowRows ROWS = RandomFlows.of(5).withIpv6Share(0.4).rows(300);

  private WeftSession session;
  private WeftSession code;

  @BeforeEach
  void connect() throws SQLException {
    session = new WeftSession(FlowFixture.store(ROWS));
    code = new WeftSession(FlowFixture.store(ROWS), QueryOptions.DEFAULTS.withPushdown(false));
  }

  @AfterEach
  void disconnect() throws SQLException {
    session.close();
    code.close();
  }

  private void assertCount(Predicate<IpAddress> sip, String condition, Object... parameters)
      throws SQLException {
    long expected =
        IntStream.range(0, ROWS.size())
            .filter(i -> sip.test(ROWS.address(FlowColumn.SIP, i)))
            .count();
    List<String> rows = List.of(Long.toString(expected));
    String sql = "SELECT COUNT(*) FROM flows WHERE " + condition;
    assertEquals(rows, session.rows(sql, parameters), sql);
    assertEquals(rows, code.rows(sql, parameters), "row by row: " + sql);
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  @Test
  void comparisonsAreOfNumbersNotOfTexts() throws SQLException {
    IpAddress bound = ip("10.0.90.0");
    assertCount(a -> a.compareTo(bound) < 0, "sip < '10.0.90.0'");
    assertCount(a -> a.compareTo(bound) >= 0, "'10.0.90.0' <= sip");
    assertCount(
        a -> a.compareTo(ip("9.0.0.0")) >= 0 && a.compareTo(ip("10.0.255.255")) <= 0,
        "sip BETWEEN '9.0.0.0' AND '10.0.255.255'");
    assertCount(a -> !a.isIpv4(), "sip > '255.255.255.255' OR sip < '0.0.0.0'");
  }

  @Test
  void everySpellingOfAnAddressIsThatAddress() throws SQLException {
    IpAddress some = ROWS.address(FlowColumn.SIP, 0);
    IpAddress v6 = firstIpv6();
    assertCount(some::equals, "sip = '" + some + "'");
    assertCount(v6::equals, "sip = '" + v6.toString().toUpperCase(Locale.ROOT) + "'");
    assertCount(
        a -> a.equals(some) || a.equals(v6), "sip IN ('" + some + "', '" + v6 + "', '1.2.3.4')");
    assertCount(a -> !a.equals(some), "sip NOT IN ('" + some + "')");
    if (some.isIpv4()) {
      assertCount(some::equals, "sip = '::ffff:" + some + "'");
    }
  }

  private static IpAddress firstIpv6() {
    return IntStream.range(0, ROWS.size())
        .mapToObj(i -> ROWS.address(FlowColumn.SIP, i))
        .filter(a -> !a.isIpv4())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aParameterIsAnAddressAsText() throws SQLException {
    IpAddress some = ROWS.address(FlowColumn.SIP, 1);
    assertCount(some::equals, "sip = ?", some.toString());
    assertCount(a -> a.compareTo(some) > 0, "sip > ?", some.toString());
    assertCount(a -> a.equals(some), "sip IN (?, ?)", some.toString(), "203.0.113.99");
    SQLException bad =
        assertThrows(
            SQLException.class,
            () -> session.rows("SELECT sip FROM flows WHERE sip = ?", "10.0.0.256"));
    assertTrue(SqlErrors.of(bad).message().contains("'10.0.0.256' is no IP address"));
  }

  @Test
  void textOperatorsSeeCanonicalText() throws SQLException {
    assertCount(a -> a.toString().startsWith("10.0."), "sip LIKE '10.0.%'");
    assertCount(a -> !a.toString().contains(":"), "sip NOT LIKE '%:%'");
    assertCount(a -> a.toString().length() < 10, "CHAR_LENGTH(CAST(sip AS VARCHAR)) < 10");
    assertCount(a -> (a + "!").endsWith("1!"), "sip || '!' LIKE '%1!'");
    assertCount(a -> a.toString().startsWith("10"), "SUBSTRING(sip, 1, 2) = '10'");
    assertCount(a -> a.toString().indexOf('.') >= 0, "POSITION('.' IN sip) > 0");
  }

  @Test
  void casesUnionsAndSubQueriesStayAddresses() throws SQLException {
    String sip = ROWS.address(FlowColumn.SIP, 2).toString();
    assertCount(ip(sip)::equals, "COALESCE(sip, '10.0.0.1') = '" + sip + "'");
    assertCount(ip(sip)::equals, "CASE WHEN sport >= 0 THEN sip ELSE '::' END = '" + sip + "'");
    assertCount(ip(sip)::equals, "sip IN (SELECT x FROM (VALUES ('" + sip + "')) AS t (x))");
    assertCount(ip(sip)::equals, "sip IN (SELECT sip FROM flows WHERE sip = '" + sip + "')");
    String union = "SELECT sip FROM flows WHERE sip = '" + sip + "' UNION SELECT '::1'";
    assertEquals(List.of(sip, "::1").stream().sorted().toList(), session.sorted(union));
    assertEquals(
        session.rows("SELECT COUNT(*) FROM flows WHERE sip = '" + sip + "'"),
        session.rows(
            "SELECT COUNT(*) FROM flows AS f JOIN (VALUES '" + sip + "') AS v (a) ON f.sip = v.a"));
  }

  @Test
  void orderIsNumeric() throws SQLException {
    List<String> expected =
        IntStream.range(0, ROWS.size())
            .mapToObj(i -> ROWS.address(FlowColumn.SIP, i))
            .distinct()
            .sorted()
            .map(IpAddress::toString)
            .toList();
    String sql = "SELECT DISTINCT sip FROM flows ORDER BY sip";
    assertEquals(expected, session.rows(sql));
    assertEquals(expected, code.rows(sql));
    String extremes = "SELECT MIN(sip), MAX(sip) FROM flows";
    String row = expected.get(0) + "|" + expected.get(expected.size() - 1);
    assertEquals(List.of(row), session.rows(extremes));
    assertEquals(List.of(row), code.rows(extremes));
  }

  @Test
  void aWrongLiteralIsNamedWithItsPlace() {
    SQLException bad =
        assertThrows(
            SQLException.class,
            () -> session.rows("SELECT sip\nFROM flows WHERE sip = '10.0.0.256'"));
    SqlError error = SqlErrors.of(bad);
    assertTrue(error.message().startsWith("'10.0.0.256' is no IP address"), error.message());
    assertEquals(2, error.line());
    assertEquals(24, error.column());
  }

  @Test
  void metadataCallsAddressesText() throws SQLException {
    try (PreparedStatement s =
        session.connection().prepareStatement("SELECT sip, sport FROM flows WHERE dip = ?")) {
      ResultSetMetaData columns = s.getMetaData();
      assertEquals(Types.VARCHAR, columns.getColumnType(1));
      assertEquals("VARCHAR", columns.getColumnTypeName(1));
      assertEquals("java.lang.String", columns.getColumnClassName(1));
      assertEquals("sip", columns.getColumnLabel(1));
      assertEquals(Types.INTEGER, columns.getColumnType(2));
      assertEquals(Types.VARCHAR, s.getParameterMetaData().getParameterType(1));
    }
  }
}
