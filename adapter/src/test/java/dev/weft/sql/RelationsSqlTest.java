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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IP sets, prefix maps and Bags as tables, and results as blocks. */
class RelationsSqlTest {
  private static final Path CORPUS = SharedData.path("silk/corpus");
  private static final Path SUITE = SharedData.path("silk-suite/data");

  @ParameterizedTest
  @CsvSource({
    "v4-r2-none, v4",
    "v4-r4-zlib, v4",
    "v6-r5-none, v6",
    "v6-r3-none, v6",
    "v4, v4",
    "wide4, wide4"
  })
  void aSetIsTheBlocksThatRwsetcatPrints(String set, String printed) throws Exception {
    List<String> expected =
        Files.readAllLines(CORPUS.resolve("sets/" + printed + ".cidr.expected")).stream()
            .map(l -> l.contains("/") ? l : l + (l.contains(":") ? "/128" : "/32"))
            .toList();
    try (WeftSession session = corpus("sets")) {
      String blocks = "SELECT block FROM TABLE(ip_set('" + set + "'))";
      assertEquals(expected, session.rows(blocks));
      assertEquals(
          expected,
          session.rows(
              "SELECT block FROM TABLE(cidr_blocks((SELECT first, last FROM TABLE(ip_set('"
                  + set
                  + "')))))"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v4", "all4", "empty"})
  void rangesAreThoseThatRwsetcatPrints(String set) throws Exception {
    List<String> expected = Files.readAllLines(CORPUS.resolve("sets/" + set + ".ranges.expected"));
    try (WeftSession session = corpus("sets")) {
      assertEquals(
          expected.stream().map(l -> l.replace(',', '|')).toList(),
          session.rows(
              "SELECT addresses, first, last FROM TABLE(ip_ranges((SELECT first, last"
                  + " FROM TABLE(ip_set('"
                  + set
                  + "')))))"));
    }
  }

  @Test
  void everyPrefixMapIsTheRangesThatRwpmapcatPrints() throws Exception {
    int maps = 0;
    try (WeftSession session = corpus("sets")) {
      for (String line : Files.readAllLines(CORPUS.resolve("expected.tsv"))) {
        if (line.startsWith("pmaps/")) {
          String[] f = line.split("\t");
          List<String> expected = Files.readAllLines(CORPUS.resolve(f[1]));
          boolean ports = expected.get(0).startsWith("startPair");
          String name = f[0].substring("pmaps/".length(), f[0].length() - ".pmap".length());
          String columns =
              ports ? "protocol || '/' || first, protocol || '/' || last" : "first, last";
          List<String> rows =
              session.rows(
                  "SELECT "
                      + columns
                      + ", value FROM TABLE("
                      + (ports ? "port_map('" : "ip_map('")
                      + name
                      + "'))");
          if (!ports) {
            assertEquals(expected.size() - 1, rows.size(), name);
            for (int i = 0; i < rows.size(); i++) {
              assertEquals(
                  expected.get(i + 1).replace("::ffff:", "").strip(),
                  rows.get(i).replace('|', ',').replace("::ffff:", "").strip(),
                  name);
            }
          } else {
            // ours are cut where a protocol ends
            assertTrue(rows.size() >= expected.size() - 1, name);
          }
          maps++;
        }
      }
    }
    assertTrue(maps > 10, "" + maps);
  }

  @ParameterizedTest
  @CsvSource({
    "sIPv4-records-none, ip", "sIPv6-bytes-zlib, ip", "custom-none, ip", "dPort-records-none, key",
    "v1-L, ip", "v4-key2-counter2-B, key", "sensor-records-none, sensor", "empty-none, key"
  })
  void aBagIsTheCountersThatRwbagcatPrints(String bag, String column) throws Exception {
    List<String> expected = Files.readAllLines(CORPUS.resolve("bags/" + bag + ".bag.expected"));
    try (WeftSession session = corpus("bags")) {
      String table = "FROM TABLE(bag('" + bag + "')) AS b";
      List<String> rows =
          session.rows(
              column.equals("sensor")
                  ? "SELECT COALESCE(name, CAST(b.key AS VARCHAR)), counter "
                      + table
                      + " LEFT JOIN sensors ON id = b.key ORDER BY b.key"
                  : "SELECT " + column + ", counter " + table);
      assertEquals(
          expected.stream().map(l -> l.replace("::ffff:", "")).toList(),
          rows.stream().map(l -> l.replace('|', ',')).toList());
    }
  }

  @Test
  void flowsJoinTheBlocksTheyLieIn() throws Exception {
    try (WeftSession session = suite(QueryOptions.DEFAULTS)) {
      String hosts = "(SELECT sip, COUNT(*) AS n FROM flows WHERE dport = 25 GROUP BY sip)";
      assertEquals(
          session.rows(
              "SELECT COUNT(*), SUM(n) FROM " + hosts + " AS h WHERE in_set(sip, 'inside-top')"),
          session.rows(
              "SELECT COUNT(*), SUM(n) FROM "
                  + hosts
                  + " AS h JOIN TABLE(ip_set('inside-top')) AS s"
                  + " ON h.sip BETWEEN s.first AND s.last"));
      assertEquals(
          session.sorted("SELECT pmap(sip, 'ip-map'), SUM(n) FROM " + hosts + " AS h GROUP BY 1"),
          session.sorted(
              "SELECT m.\"value\", SUM(n) FROM "
                  + hosts
                  + " AS h JOIN TABLE(ip_map('ip-map')) AS m ON h.sip BETWEEN m.first AND m.last"
                  + " GROUP BY m.\"value\""));
    }
  }

  @Test
  void blocksOfAResultHoldItsAddressesAndNoOthers() throws Exception {
    String blocks = "SELECT * FROM TABLE(cidr_blocks((SELECT dip FROM flows WHERE dport = 25)))";
    try (WeftSession batches = suite(QueryOptions.DEFAULTS);
        WeftSession rows = suite(QueryOptions.DEFAULTS.withPushdown(false))) {
      assertEquals(rows.rows(blocks), batches.rows(blocks));
      assertEquals(
          batches.rows("SELECT COUNT(DISTINCT dip) FROM flows WHERE dport = 25"),
          batches.rows(
              "SELECT SUM(addresses) FROM TABLE(ip_ranges((SELECT first, last FROM ("
                  + blocks
                  + "))))"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TABLE(ip_set('mailer'))|it holds dns-servers, inside-top",
        "TABLE(ip_map('proto-port-map'))|is one of ports: use port_map('proto-port-map')",
        "TABLE(port_map('ip-map'))|is one of addresses: use ip_map('ip-map')",
        "TABLE(bag('b'))|there is no Bag 'b'",
        "TABLE(ip_ranges((SELECT sport FROM flows)))|takes a table of one column of addresses",
        "TABLE(ip_set(5))|<text>",
        "TABLE(ip_sets('a'))|no function 'ip_sets'"
      })
  void faultsAreToldInOneLine(String table, String message) throws Exception {
    try (WeftSession session = suite(QueryOptions.DEFAULTS)) {
      Exception e =
          assertThrows(Exception.class, () -> session.rows("SELECT COUNT(*) FROM " + table));
      String told = SqlErrors.of(e).message();
      assertTrue(told.contains(message) && !told.contains("\n"), told);
    }
  }

  private static WeftSession corpus(String sets) throws IOException, SQLException {
    return session(
        CORPUS.resolve("queries/hours.rwf"),
        new SilkRoot.Options(
            CORPUS.resolve("silk.conf"), CORPUS.resolve(sets), CORPUS.resolve("pmaps")),
        QueryOptions.DEFAULTS);
  }

  private static WeftSession suite(QueryOptions options) throws IOException, SQLException {
    return session(
        SUITE.resolve("data.rwf"),
        new SilkRoot.Options(
            SUITE.resolve("silk.conf"), SUITE.resolve("sets"), SUITE.resolve("pmaps")),
        options);
  }

  private static WeftSession session(Path file, SilkRoot.Options files, QueryOptions options)
      throws IOException, SQLException {
    return new WeftSession(SilkRoot.openWith(file, files, WarningSink.NONE), options);
  }
}
