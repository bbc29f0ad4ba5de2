package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredViewsTest {
  private static final String GOOD =
      """
      -- what everybody here asks for; a semicolon in a comment; is none
      CREATE VIEW dns AS
        SELECT * FROM flows WHERE protocol = 17 AND (sport = 53 OR dport = 53);
      create or replace view "Busy Names" as select dip, count(*) as n from DNS group by dip;
      CREATE VIEW odd AS SELECT 'a;b' AS x /* ; */ FROM sensors;
      """;

  @TempDir Path folder;

  @BeforeEach
  void copyFlows() throws IOException {
    Files.copy(SharedData.path("captures/silk/flat/dns.rw"), folder.resolve("dns.rw"));
  }

  private Connection connect(String views, String options) throws IOException, SQLException {
    Files.writeString(folder.resolve("views.sql"), views);
    return DriverManager.getConnection("jdbc:weft:" + folder + options);
  }

  private static List<String> rows(Connection c, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement s = c.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      while (r.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : "|").append(r.getString(i));
        }
        found.add(row.toString());
      }
    }
    return found;
  }

  private static List<String> warnings(Connection c) throws SQLException {
    List<String> found = new ArrayList<>();
    for (SQLWarning w = c.getWarnings(); w != null; w = w.getNextWarning()) {
      found.add(w.getMessage());
    }
    return found;
  }

  @Test
  void aViewAnswersAsItsQueryDoesWithAndWithoutPushdown() throws Exception {
    for (String options : List.of("", "?pushdown=off")) {
      try (Connection c = connect(GOOD, options)) {
        String where = " WHERE protocol = 17 AND (sport = 53 OR dport = 53)";
        List<String> all = rows(c, "SELECT COUNT(*), SUM(bytes) FROM flows" + where);
        assertFalse(all.get(0).startsWith("0|"));
        assertEquals(all, rows(c, "SELECT COUNT(*), SUM(bytes) FROM dns"));
        assertEquals(
            rows(
                c,
                "SELECT dip, COUNT(*) AS n FROM flows" + where + " GROUP BY dip ORDER BY n, dip"),
            rows(c, "SELECT * FROM \"Busy Names\" ORDER BY n, dip"));
        assertEquals(
            rows(c, "SELECT COUNT(*) FROM flows" + where + " AND bytes > 100"),
            rows(c, "WITH w AS (SELECT * FROM Dns) SELECT COUNT(*) FROM w WHERE bytes > 100"));
        for (String row : rows(c, "SELECT x FROM odd")) {
          assertEquals("a;b", row);
        }
        assertEquals(List.of(), warnings(c));
      }
    }
  }

  @Test
  void theScanTakesTheConditionsOfViewAndQuery() throws Exception {
    try (Connection c = connect(GOOD, "")) {
      String plan =
          String.join("\n", rows(c, "EXPLAIN PLAN FOR SELECT COUNT(*) FROM dns WHERE bytes > 9"));
      String direct =
          String.join(
              "\n",
              rows(
                  c,
                  "EXPLAIN PLAN FOR SELECT COUNT(*) FROM flows WHERE protocol = 17"
                      + " AND (sport = 53 OR dport = 53) AND bytes > 9"));
      assertEquals(direct, plan);
    }
  }

  @Test
  void toolsSeeViewsAndTheirColumns() throws Exception {
    try (Connection c = connect(GOOD, "")) {
      List<String> views = new ArrayList<>();
      try (ResultSet r = c.getMetaData().getTables(null, null, "%", new String[] {"VIEW"})) {
        while (r.next()) {
          views.add(r.getString("TABLE_NAME"));
        }
      }
      assertEquals(List.of("Busy Names", "dns", "odd"), views);
      try (ResultSet r = c.getMetaData().getColumns(null, null, "Busy Names", "%")) {
        assertTrue(r.next());
        assertEquals("dip", r.getString("COLUMN_NAME"));
        assertTrue(r.next());
        assertEquals("n", r.getString("COLUMN_NAME"));
        assertFalse(r.next());
      }
    }
  }

  @Test
  void whatIsWrongIsAWarningWithItsPlaceAndCostsThatViewOnly() throws Exception {
    String views =
        """
        CREATE VIEW one AS SELECT sip FROM flows;
        CREATE VIEW two AS SELECT sip
          FROM flovs;
        DELETE FROM flows;
        CREATE VIEW three AS SELECT
          FROM flows;
        CREATE VIEW flows AS SELECT 1;
        CREATE VIEW four AS SELECT sip FROM one;
        CREATE VIEW five AS SELECT sip FROM six;
        CREATE VIEW six AS SELECT sip FROM flows
        """;
    try (Connection c = connect(views, "")) {
      List<String> all = warnings(c);
      String file = folder.resolve("views.sql").toString();
      assertEquals(5, all.size(), all.toString());
      assertTrue(all.get(0).startsWith(file + ": line 3, column 8: view two: "), all.get(0));
      assertTrue(all.get(1).startsWith(file + ": line 4, column 1: expected CREATE"), all.get(1));
      assertTrue(all.get(2).startsWith(file + ": line 6, column 3: view three: "), all.get(2));
      assertTrue(all.get(3).startsWith(file + ": line 7, column 13: flows is a t"), all.get(3));
      assertTrue(all.get(4).startsWith(file + ": line 9, column 37: view five: "), all.get(4));
      String count = rows(c, "SELECT COUNT(sip) FROM flows").get(0);
      for (String view : List.of("one", "four", "six")) {
        assertEquals(count, rows(c, "SELECT COUNT(sip) FROM " + view).get(0), view);
      }
    }
  }
}
