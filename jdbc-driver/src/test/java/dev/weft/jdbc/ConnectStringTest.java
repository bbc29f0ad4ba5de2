package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectStringTest {
  @Test
  void urlNamesTheStoreAndSetsProperties() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("threads", "7");
    properties.setProperty("onDamage", "skip");
    ConnectString parsed =
        ConnectString.parse("jdbc:weft:/data/my flows?threads=3&sets=/x%20y&MEMORY=2g", properties);
    assertEquals(new ConnectString.Local(Path.of("/data/my flows")), parsed.place());
    assertEquals(3, parsed.number(WeftProperty.THREADS, 1, 0));
    assertEquals(2L << 30, parsed.bytes(WeftProperty.MEMORY, 0));
    assertEquals(Path.of("/x y"), parsed.path(WeftProperty.SETS));
    assertNull(parsed.path(WeftProperty.MAPS));
    assertEquals("skip", parsed.value(WeftProperty.ON_DAMAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schemaFactory",
        "typeSystem",
        "metaTableFactory",
        "metaColumnFactory",
        "parserFactory",
        "model",
        "factory",
        "schema.directory",
        "fun",
        "httpclient_factory",
        "thread"
      })
  void nothingButWeftsOwnPropertiesIsTaken(String name) {
    SQLException failure =
        assertThrows(
            SQLException.class, () -> ConnectString.parse("jdbc:weft:/d?" + name + "=x", null));
    assertTrue(failure.getMessage().contains("\"" + name + "\""), failure.getMessage());
    assertTrue(failure.getMessage().contains("threads, memory, onDamage"), failure.getMessage());
    Properties properties = new Properties();
    properties.setProperty(name, "x");
    assertThrows(SQLException.class, () -> ConnectString.parse("jdbc:weft:/d", properties));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:weft:",
        "jdbc:weft:?threads=1",
        "jdbc:weft://",
        "jdbc:weft://host:99999/",
        "jdbc:weft://host:8080/?threads=2",
        "jdbc:weft://host/?sets=/etc",
        "jdbc:weft://host/?pmaps=/etc",
        "jdbc:weft://host/?views=/etc/hosts",
        "jdbc:weft://user@host/",
        "jdbc:weft:/d?tls=true",
        "jdbc:weft:/d?threads",
        "jdbc:weft:/d?onDamage=maybe",
        "jdbc:weft:/d?sets=%zz"
      })
  void faultyUrlsAreErrors(String url) {
    assertEquals(
        "08001",
        assertThrows(SQLException.class, () -> ConnectString.parse(url, null)).getSQLState());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "1.5", "99999999999"})
  void threadsAreAWholeNumberFromOneUp(String threads) throws SQLException {
    ConnectString parsed = ConnectString.parse("jdbc:weft:/d?threads=" + threads, null);
    assertThrows(SQLException.class, () -> parsed.number(WeftProperty.THREADS, 1, 1));
  }

  @Test
  void driverManagerFindsTheDriverAndOnlyByItsPrefix() throws SQLException {
    assertNotNull(DriverManager.getDriver("jdbc:weft:/nowhere"));
    assertNull(new WeftDriver().connect("jdbc:other:/nowhere", new Properties()));
    assertEquals(
        WeftProperty.values().length,
        new WeftDriver().getPropertyInfo("jdbc:weft:/nowhere", null).length);
  }
}
