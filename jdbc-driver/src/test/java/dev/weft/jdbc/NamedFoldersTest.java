package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets, maps and views that lie elsewhere than the flows, named in the URL. */
class NamedFoldersTest {
  private static final String COUNT = "SELECT COUNT(*) FROM flows WHERE ";

  @TempDir Path folder;
  private Path flows;

  @BeforeEach
  void copyFlows() throws IOException {
    flows = Files.createDirectory(folder.resolve("flows"));
    Files.copy(SharedData.path("captures/silk/flat/dns.rw"), flows.resolve("dns.rw"));
  }

  private Path sets(String name, String content) throws IOException {
    Path sets = Files.createDirectory(folder.resolve(name));
    Files.writeString(sets.resolve("some.txt"), content);
    return sets;
  }

  private Connection connect(String options) throws SQLException {
    return DriverManager.getConnection("jdbc:weft:" + flows + options);
  }

  private static String one(Connection c, String sql) throws SQLException {
    try (Statement s = c.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      assertTrue(r.next());
      return r.getString(1);
    }
  }

  @Test
  void connectionsWithDifferentFoldersHaveNothingInCommon() throws Exception {
    Path all = sets("all of them", "0.0.0.0/0\n::/0\n");
    Path none = sets("none", "203.0.113.77\n");
    String sql = COUNT + "in_set(sip, 'some')";
    for (String pushdown : new String[] {"", "&pushdown=off"}) {
      String first = "?sets=" + all.toString().replace(" ", "%20") + pushdown;
      try (Connection a = connect(first);
          Connection b = connect("?sets=" + none + pushdown);
          Connection c = connect(pushdown.replace('&', '?'))) {
        for (int round = 0; round < 2; round++) {
          assertEquals(one(a, "SELECT COUNT(*) FROM flows"), one(a, sql));
          assertEquals("0", one(b, sql));
          SQLException absent = assertThrows(SQLException.class, () -> one(c, sql));
          assertTrue(absent.getMessage().contains("no IP set 'some'"), absent.getMessage());
        }
      }
    }
    try (Stream<Path> files = Files.list(flows)) {
      assertEquals(1, files.count(), "the folder of flows stays as it was");
    }
  }

  @Test
  void aSetThatIsNotThereIsToldWithThoseThatAre() throws Exception {
    Path sets = sets("sets", "10.0.0.0/8\n");
    Files.copy(SharedData.path("silk/corpus/bad/set-r4-prefix-33.set"), sets.resolve("broken.set"));
    Files.createDirectory(folder.resolve("maps"));
    Files.copy(
        SharedData.path("silk/corpus/bad/pmap-cut-in-nodes.pmap"),
        folder.resolve("maps").resolve("cut.pmap"));
    try (Connection c = connect("?sets=" + sets + "&pmaps=" + folder.resolve("maps"))) {
      assertFault(c, COUNT + "in_set(sip, 'sum')", "no IP set 'sum' in " + sets, "broken, some");
      assertFault(
          c,
          COUNT + "in_set(sip, 'broken')",
          sets.resolve("broken.set") + ", byte ",
          "prefix length from 0 to 32 expected, found 33");
      assertFault(c, "SELECT pmap(sip, 'cat') FROM flows", "no prefix map 'cat'", "it holds cut");
      assertFault(
          c, "SELECT pmap(sip, 'cut') FROM flows", "cut.pmap, byte ", "8 bytes expected, 5 found");
      assertFault(c, "SELECT country(sip) FROM flows", "no country map", "maps");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"in_set(sip, 'x')", "pmap(sip, 'x')", "country(sip)"})
  void generatedCodeTellsFaultsAsBatchesDo(String call) throws Exception {
    String sql = "SELECT sport, " + call + " FROM flows";
    try (Connection batches = connect("");
        Connection code = connect("?pushdown=off")) {
      SQLException wanted = assertThrows(SQLException.class, () -> one(batches, sql));
      SQLException told = assertThrows(SQLException.class, () -> one(code, sql));
      assertEquals(wanted.getMessage(), told.getMessage());
      assertEquals("22000", told.getSQLState());
      assertEquals("22000", wanted.getSQLState());
    }
  }

  private static void assertFault(Connection c, String sql, String... parts) {
    String message = assertThrows(SQLException.class, () -> one(c, sql)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void viewsMayBeInAFileOfTheirOwn() throws Exception {
    Path views = Files.writeString(folder.resolve("a site.sql"), "CREATE VIEW v AS SELECT 7 AS x;");
    Files.writeString(flows.resolve("views.sql"), "CREATE VIEW w AS SELECT 8 AS x;");
    Properties properties = new Properties();
    properties.setProperty("views", views.toString());
    try (Connection c = DriverManager.getConnection("jdbc:weft:" + flows, properties);
        Connection usual = connect("")) {
      assertEquals("7", one(c, "SELECT x FROM v"));
      assertThrows(SQLException.class, () -> one(c, "SELECT x FROM w"));
      assertEquals("8", one(usual, "SELECT x FROM w"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sets", "pmaps", "views"})
  void whatIsNamedMustBeThere(String property) {
    SQLException failure =
        assertThrows(SQLException.class, () -> connect("?" + property + "=/not/here"));
    assertEquals("08001", failure.getSQLState());
    assertTrue(
        failure.getMessage().matches(property + ": there is no (file|folder) /not/here"),
        failure.getMessage());
  }
}
