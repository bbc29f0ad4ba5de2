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
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rwmatch and rwscan tell of the corpus, asked of {@code matches} and {@code scans}. */
class TwoWaySqlTest {
  private static final Path CORPUS = SharedData.path("silk/corpus");

  @TempDir private Path folder;

  private record Case(String command, List<String> rows) {}

  private static List<Case> cases(String tool) throws IOException {
    List<Case> cases = new ArrayList<>();
    List<String> lines = Files.readAllLines(CORPUS.resolve("queries/rwmatch-rwscan.txt"));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("$ " + tool)) {
        List<String> rows = new ArrayList<>();
        int row = i + 2; // past the titles
        while (row < lines.size() && !lines.get(row).startsWith("$")) {
          rows.add(lines.get(row++));
        }
        cases.add(new Case(lines.get(i), rows));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyScanOfTheCorpusIsFoundByTheModelThatFoundIt(boolean batches) throws Exception {
    int compared = 0;
    try (WeftSession session =
        session(List.of("scan-sorted.rwf"), QueryOptions.DEFAULTS.withPushdown(batches))) {
      for (Case c : cases("rwscan")) {
        String set = c.command.contains("--trw-internal-set") ? "'scan-inside'" : "NULL";
        String fields = "sip, protocol, stime, etime, flows, packets, bytes";
        boolean model = c.command.contains("--model-fields");
        List<String> actual =
            session.rows(
                "SELECT "
                    + fields
                    + (model ? ", scan_model, CAST(scan_prob AS DECIMAL(18, 6))" : "")
                    + " FROM TABLE(scans(TABLE flows, "
                    + (set + ", " + option(c.command, "scan-model"))
                    + ")) ORDER BY sip");
        assertEquals(
            c.rows.stream().map(r -> r.substring(0, r.length() - 1)).toList(),
            actual.stream().map(r -> r.replace('|', ',').replace(".000,", ",")).toList(),
            c.command);
        compared++;
      }
    }
    assertEquals(6, compared);
  }

  private static String option(String command, String name) {
    Matcher m = Pattern.compile("--" + name + "=(\\S+)").matcher(command);
    return m.find() ? m.group(1) : "";
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyMatchOfTheCorpusHasRwmatchsMembersAndNumber(boolean batches) throws Exception {
    int compared = 0;
    try (WeftSession session =
        session(
            List.of("match-q.rwf", "match-r.rwf"), QueryOptions.DEFAULTS.withPushdown(batches))) {
      for (Case c : cases("rwmatch")) {
        String delta = option(c.command, "time-delta");
        if (delta.equals("0")) {
          continue; // rwmatch refuses it
        }
        String window =
            c.command.contains("--relative")
                ? "relative"
                : c.command.contains("--infinite") ? "infinite" : "absolute";
        String unmatched = option(c.command, "unmatched");
        String sql =
            "SELECT sip, dip, sport, dport, protocol, packets,"
                + " ms_between(TIMESTAMP '1970-01-01 00:00:00', stime), ms_between(stime, etime),"
                + " response, CASE WHEN pair IS NULL THEN 0 ELSE place END FROM (SELECT m.*,"
                + " DENSE_RANK() OVER (ORDER BY CASE WHEN pair IS NULL THEN 1 ELSE 0 END, a, b, c,"
                + " d, protocol, begun, pair) AS place FROM (SELECT m.*, CASE WHEN response THEN"
                + " dip ELSE sip END AS a, CASE WHEN response THEN sip ELSE dip END AS b,"
                + " CASE WHEN response THEN dport ELSE sport END AS c, CASE WHEN response THEN"
                + " sport ELSE dport END AS d, MIN(stime) OVER (PARTITION BY pair) AS begun"
                + " FROM TABLE(pairs((SELECT type = 'in' AS response, f.* FROM flows AS f), "
                + (delta.isEmpty() ? "0" : delta)
                + (", '" + window + "', " + c.command.contains("--symmetric"))
                + ")) AS m) AS m) WHERE pair IS NOT NULL"
                + (unmatched.matches("[qb]") ? " OR NOT response" : "")
                + (unmatched.matches("[rb]") ? " OR response" : "");
        List<String> actual = new ArrayList<>();
        for (String row : session.rows(sql)) {
          String[] f = row.split("\\|");
          for (int i = 6; i < 8; i++) {
            f[i] = new BigDecimal(f[i]).movePointLeft(3).setScale(3).toPlainString();
          }
          String number = (f[8].equals("true") ? "255.0.0." : "0.0.0.") + f[9];
          actual.add(String.join(",", List.of(f).subList(0, 8)) + "," + number);
        }
        assertEquals(
            c.rows.stream().sorted().toList(), actual.stream().sorted().toList(), c.command);
        compared++;
      }
    }
    assertEquals(6, compared);
  }

  @Test
  void bothHalvesOfAConversationAreOneRow() throws Exception {
    try (WeftSession session =
        session(List.of("match-q.rwf", "match-r.rwf"), QueryOptions.DEFAULTS)) {
      assertEquals(
          List.of(
              "192.0.2.1|198.51.100.7|40001|80|17|2024-02-29 23:00:30.583"
                  + "|2024-02-29 23:00:37.633|7.050|1|8|3804|2|12|11468|2024-02-29 23:00:30.633",
              "192.0.2.5|198.51.100.7|40002|80|6|2024-02-29 23:01:47.646"
                  + "|2024-02-29 23:01:47.646|0.000|1|6|2787|0|0|0|null"),
          session.rows(
              "SELECT * FROM TABLE(conversations(TABLE flows)) WHERE client_port = 40001 AND"
                  + " server_port = 80 AND protocol = 17 AND client = '192.0.2.1' OR answered IS"
                  + " NULL AND server_port = 80 AND client_port = 40002 ORDER BY client"));
      assertEquals(
          session.rows("SELECT COUNT(*), SUM(bytes), SUM(packets) FROM flows"),
          session.rows(
              "SELECT SUM(flows_out + flows_back), SUM(bytes_out + bytes_back), SUM(packets_out +"
                  + " packets_back) FROM TABLE(conversations(TABLE flows))"));
    }
  }

  @Test
  void batchesAndRowsMakeTheSameConversations() throws Exception {
    String sql = "SELECT * FROM TABLE(conversations(TABLE flows, 300)) WHERE bytes_out > 100";
    try (WeftSession batches = session(List.of("hours.rwf"), QueryOptions.DEFAULTS);
        WeftSession rows =
            session(List.of("hours.rwf"), QueryOptions.DEFAULTS.withPushdown(false))) {
      List<String> expected = rows.sorted(sql);
      assertTrue(expected.size() > 100, expected::toString);
      assertEquals(expected, batches.sorted(sql));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "TABLE(scans(TABLE flows, NULL, 1))|model 1 of scans needs a set of the internal",
        "TABLE(scans(TABLE flows, NULL, 3))|scans has the models 0 (random walk",
        "TABLE(scans(TABLE flows, 'nowhere'))|nowhere",
        "TABLE(scans(TABLE sensors))|scans takes a table with a column 'sip'; this one has name",
        "TABLE(scans((SELECT f.*, 1 AS x FROM flows AS f), 7))|scans",
        "TABLE(conversations((SELECT sip, dip FROM flows)))|takes a table with a column 'sport'",
        "TABLE(conversations(TABLE flows, 0))|conversations takes a positive number of",
        "TABLE(pairs(TABLE flows, 1))|takes a table with a BOOLEAN column 'response'",
        "TABLE(pairs((SELECT sport = 1 AS response, f.* FROM flows AS f), -1))|0 or more",
        "TABLE(pairs((SELECT sport = 1 AS response, f.* FROM flows AS f), 1, 'wide'))|no window"
      })
  void faultsAreToldInOneLine(String table, String message) throws Exception {
    try (WeftSession session = session(List.of("match-q.rwf"), QueryOptions.DEFAULTS)) {
      Exception e =
          assertThrows(Exception.class, () -> session.rows("SELECT COUNT(*) FROM " + table));
      String told = SqlErrors.of(e).message();
      assertTrue(told.contains(message) && !told.contains("\n"), told);
    }
  }

  /** Files of the corpus as one data root, with the set of internal addresses. */
  private WeftSession session(List<String> files, QueryOptions options)
      throws IOException, SQLException {
    Path root = Files.createDirectories(folder.resolve("root-" + files.get(0)));
    Path sets = Files.createDirectories(folder.resolve("sets"));
    Path queries = CORPUS.resolve("queries");
    for (String file : files) {
      copy(queries.resolve(file), root.resolve(file));
    }
    copy(queries.resolve("scan-inside.set"), sets.resolve("scan-inside.set"));
    Path none = folder.resolve("none");
    return new WeftSession(
        SilkRoot.openWith(
            root, new SilkRoot.Options(CORPUS.resolve("silk.conf"), sets, none), WarningSink.NONE),
        options);
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(to)) {
      Files.copy(from, to);
    }
  }
}
