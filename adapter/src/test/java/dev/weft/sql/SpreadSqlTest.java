package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.SqlErrors;
import dev.weft.store.SilkRoot;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rwcount prints, asked of {@code spread}. */
class SpreadSqlTest {
  private static final Path CORPUS = SharedData.path("silk/corpus");

  @Test
  void everySchemeBinAndWindowOfTheCorpusGivesWhatRwcountPrints() throws Exception {
    List<String> lines = Files.readAllLines(CORPUS.resolve("queries/rwcount.txt"));
    List<String> faults = new ArrayList<>();
    int cases = 0;
    try (WeftSession session = corpus(QueryOptions.DEFAULTS)) {
      long firstDay = RwcountCase.firstDay(session);
      for (int i = 1; i < lines.size(); ) {
        RwcountCase asked = RwcountCase.of(lines.get(i), firstDay);
        List<String> printed = new ArrayList<>();
        for (i += 2; i < lines.size() && !lines.get(i).startsWith("$"); i++) {
          printed.add(lines.get(i));
        }
        List<String> expected = asked.withFlows(printed);
        List<String> actual = asked.shown(session.rows(asked.sql()));
        if (!RwcountCase.same(expected, actual)) {
          faults.add(lines.get(i - 1) + asked.sql() + "\n" + expected + "\n" + actual);
        }
        cases++;
      }
    }
    assertEquals(List.of(), faults);
    assertEquals(599, cases);
  }

  @ParameterizedTest
  @CsvSource({
    "no-switches-hourly, 3600, time-proportional, NULL",
    "bin-uniform, 3600, bin-uniform, NULL",
    "b900-l3, 900, middle-spike, NULL",
    "b1800-l5, 1800, 5, NULL",
    "start-epoch, 3600, maximum-volume, TIMESTAMP '2009-02-12 20:30:00'",
    "delimited, 3600, start-spike, NULL"
  })
  void halfAMillionFlowsAreCountedAsRwcountDoes(
      String name, int seconds, String scheme, String start) throws Exception {
    List<String> expected = SuiteCase.rows("rwcount.cases", "rwcount/" + name);
    Path data = SharedData.path("silk-suite/data");
    try (WeftSession session = session(data.resolve("data.rwf"), data.resolve("silk.conf"))) {
      List<String> actual =
          session.rows(
              "SELECT bin, SUM(records), SUM(bytes), SUM(packets) FROM TABLE(spread(TABLE flows, "
                  + (seconds + ", '" + scheme + "', " + start)
                  + ")) GROUP BY bin ORDER BY bin");
      assertEquals(expected.size(), actual.size());
      for (int i = 0; i < expected.size(); i++) {
        String[] wanted = expected.get(i).split("\\|");
        String[] found = actual.get(i).split("\\|");
        assertEquals(wanted[0].replace(".000", ""), found[0].replace(".000", ""));
        for (int c = 1; c < wanted.length; c++) {
          assertEquals(Double.parseDouble(wanted[c]), Double.parseDouble(found[c]), 0.011);
        }
      }
    }
  }

  @Test
  void batchesAndRowsSpreadAlike() throws Exception {
    try (WeftSession batches = corpus(QueryOptions.DEFAULTS);
        WeftSession rows = corpus(QueryOptions.DEFAULTS.withPushdown(false))) {
      Random random = new Random(7);
      for (String scheme : List.of("0", "1", "2", "3", "4", "5", "minimum-volume")) {
        String window = random.nextBoolean() ? "" : ", TIMESTAMP '2024-02-29 23:10:00'";
        String sql =
            "SELECT bin, sensor, protocol, CAST(ROUND(SUM(records), 6) AS DECIMAL(18, 4)),"
                + " COUNT(DISTINCT sip), CAST(SUM(bytes) AS DECIMAL(18, 2)) FROM TABLE(spread(("
                + "SELECT sensor, protocol, sip, stime, duration, bytes FROM flows), 700, '"
                + (scheme + "'" + window)
                + ")) WHERE protocol IN (6, 17) AND bytes > 3 GROUP BY bin, sensor, protocol";
        assertEquals(rows.sorted(sql), batches.sorted(sql), sql);
      }
    }
  }

  @Test
  void conditionsOnFlowsAreAskedInTheScan() throws Exception {
    try (WeftSession session = corpus(QueryOptions.DEFAULTS)) {
      String plan =
          session.plan(
              "SELECT bin, SUM(bytes) FROM TABLE(spread(TABLE flows, 300)) WHERE dport = 53"
                  + " AND bin < TIMESTAMP '2024-03-01 00:00:00' GROUP BY bin");
      assertTrue(plan.contains("scan flows where dport = 53"), plan);
      assertTrue(plan.contains("spread over bins of 300 s, time-proportional"), plan);
    }
  }

  @Test
  void secondsMayBeAParameterAndRowsMayBeAnyQuery() throws Exception {
    try (WeftSession session = corpus(QueryOptions.DEFAULTS)) {
      String sql =
          "SELECT SUM(records), SUM(bytes) FROM TABLE(spread((SELECT f.stime, f.etime, f.bytes"
              + " FROM flows AS f JOIN sensors AS s ON f.sensor = s.name), 60.5, 'end-spike'))";
      assertEquals(
          session.rows("SELECT COUNT(*) || '.0', SUM(bytes) || '.0' FROM flows").size(),
          session.rows(sql).size());
      assertEquals(
          session.rows("SELECT COUNT(*) FROM flows").get(0) + ".0",
          session
              .rows("SELECT SUM(records) FROM TABLE(spread(TABLE flows, CAST(? AS INTEGER)))", 5000)
              .get(0)
              .replaceAll("\\.(0|99999)\\d*$", ".0"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TABLE(spread(TABLE flows, 60, 'fair'))|is no load-scheme; there are bin-uniform",
        "TABLE(spread(TABLE flows, 0))|spread takes a positive number of whole milliseconds",
        "TABLE(spread(TABLE sensors, 60))|stime and etime, or stime and duration; this one has name",
        "TABLE(spread((SELECT stime, etime, sip AS bin FROM flows), 60))|adds a column",
        "TABLE(spread(TABLE flows, 60, '1', TIMESTAMP '2024-01-02 00:00:00',"
            + " TIMESTAMP '2024-01-01 00:00:00'))|bins end before they start",
        "TABLE(spread(TABLE flows))|spread"
      })
  void faultsAreToldInOneLine(String table, String message) throws Exception {
    try (WeftSession session = corpus(QueryOptions.DEFAULTS)) {
      Exception e =
          assertThrows(Exception.class, () -> session.rows("SELECT COUNT(*) FROM " + table));
      String told = SqlErrors.of(e).message();
      assertTrue(told.contains(message) && !told.contains("\n"), told);
    }
  }

  private static WeftSession corpus(QueryOptions options) throws IOException, SQLException {
    return new WeftSession(
        root(CORPUS.resolve("queries/hours.rwf"), CORPUS.resolve("silk.conf")), options);
  }

  private static WeftSession session(Path file, Path conf) throws IOException, SQLException {
    return new WeftSession(root(file, conf));
  }

  private static SilkRoot root(Path file, Path conf) throws IOException {
    Path none = file.resolveSibling("none");
    return SilkRoot.openWith(file, new SilkRoot.Options(conf, none, none), WarningSink.NONE);
  }
}
