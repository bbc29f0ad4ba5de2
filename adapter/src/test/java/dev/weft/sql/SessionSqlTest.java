package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.Explainer;
import dev.weft.sql.prepare.SqlErrors;
import dev.weft.store.SilkRoot;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rwgroup writes, asked of {@code sessions}. */
class SessionSqlTest {
  private static final Path CORPUS = SharedData.path("silk/corpus");

  @Test
  void everyCaseOfTheCorpusIsGroupedAndNumberedAsRwgroupDoes() throws Exception {
    List<String> lines = Files.readAllLines(CORPUS.resolve("queries/rwgroup.txt"));
    List<String> faults = new ArrayList<>();
    int cases = 0;
    try (WeftSession batches = corpus(QueryOptions.DEFAULTS);
        WeftSession rows = corpus(QueryOptions.DEFAULTS.withPushdown(false))) {
      for (int i = 1; i < lines.size(); ) {
        RwgroupCase asked = RwgroupCase.of(lines.get(i));
        List<String> expected = new ArrayList<>();
        for (i += 2; i < lines.size() && !lines.get(i).startsWith("$"); i++) {
          expected.add(RwgroupCase.withNumber(lines.get(i)));
        }
        List<String> actual = RwgroupCase.shown(batches.rows(asked.sql()));
        if (!asked.same(expected, actual)) {
          faults.add(asked.sql() + "\n" + expected + "\n" + actual);
        }
        if (cases % 7 == 0) {
          assertEquals(
              actual.stream().sorted().toList(),
              RwgroupCase.shown(rows.sorted(asked.sql())).stream().sorted().toList());
        }
        cases++;
      }
    }
    assertEquals(List.of(), faults);
    assertEquals(34, cases);
  }

  @Test
  void partitionByAndOrderByNameTheKeysAndTheColumn() throws Exception {
    try (WeftSession session = corpus(QueryOptions.DEFAULTS)) {
      String counts = "SELECT sip, dip, COUNT(*), MIN(etime) FROM TABLE(sessions(";
      String group = ")) GROUP BY sip, dip, session";
      List<String> expected =
          session.sorted(counts + "TABLE flows, 1800, 'sip,dip', 'etime'" + group);
      assertEquals(
          expected,
          session.sorted(
              counts + "TABLE flows PARTITION BY (dip, sip) ORDER BY etime, 1800" + group));
      assertEquals(
          session.sorted(counts + "TABLE flows, 1800" + group),
          session.sorted(counts + "TABLE flows PARTITION BY (sip, dip), 1800" + group));
      assertEquals(
          session.sorted(
              counts + "(SELECT * FROM flows WHERE protocol = 6), 1800, 'dip,sip'" + group),
          session.sorted(
              counts
                  + "(SELECT * FROM flows WHERE protocol = 6) PARTITION BY (sip, dip), 1800"
                  + group));
    }
  }

  @Test
  void withoutKeysTheWholeTableIsOneSequence() throws Exception {
    try (WeftSession session = corpus(QueryOptions.DEFAULTS)) {
      assertEquals(
          List.of("1"),
          session.rows(
              "SELECT COUNT(DISTINCT session) FROM TABLE(sessions(TABLE flows, 100000, ''))"));
    }
  }

  @Test
  void onlyColumnsThatAreAskedForAreRead() throws Exception {
    try (WeftSession session = corpus(QueryOptions.DEFAULTS)) {
      String plan =
          String.join(
              "\n",
              Explainer.explain(
                      session.connection(),
                      "SELECT session, SUM(bytes) FROM TABLE(sessions((SELECT * FROM flows WHERE"
                          + " dport = 53), 300, 'sip,dip')) GROUP BY session",
                      false)
                  .plan());
      assertTrue(plan.contains("scan flows where dport = 53; decode sip, dip, bytes, stime"), plan);
      assertTrue(
          plan.contains(
              "number sessions of equal sip, dip: stime at most 300000 after that of the row"
                  + " before"),
          plan);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "TABLE(sessions(TABLE flows, -1))|takes a distance of at least 0 with at most 3 decimals",
        "TABLE(sessions(TABLE flows, 0.0001))|takes a distance of at least 0",
        "TABLE(sessions(TABLE flows, 1.5, 'sip', 'bytes'))|a whole number; not 1.5",
        "TABLE(sessions(TABLE flows, 60, 'sip, dest'))|no column 'dest'; its table has sip, dip",
        "TABLE(sessions(TABLE flows, 8, 'protocol', 'sip'))|make ip_prefix(sip, n) one of the keys",
        "TABLE(sessions(TABLE flows, 8, 'protocol', 'flags'))|'flags' is VARCHAR",
        "TABLE(sessions(TABLE flows, 8, 'sip', 'stime', 'last'))|not from 'last'",
        "TABLE(sessions((SELECT sip AS session, stime FROM flows), 60))|adds a column 'session'",
        "TABLE(sessions(TABLE flows PARTITION BY sip, 60, 'dip'))|told the same twice",
        "TABLE(sessions(TABLE flows PARTITION BY sip ORDER BY stime DESC, 60))|ascending, in ORDER BY; not `stime` DESC",
        "TABLE(sessions(TABLE flows))|sessions"
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
    Path file = CORPUS.resolve("queries/hours.rwf");
    Path none = file.resolveSibling("none");
    return new WeftSession(
        SilkRoot.openWith(
            file, new SilkRoot.Options(CORPUS.resolve("silk.conf"), none, none), WarningSink.NONE),
        options);
  }
}
