package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.sql.prepare.Explainer;
import dev.weft.sql.prepare.PlanReport;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scan is asked for, and what runs in batches above it. */
class PlanShapeTest {
  private WeftSession session;

  @BeforeEach
  void connect() throws SQLException {
    session = new WeftSession(FlowFixture.store(FlowFixture.rows(1, 100)));
  }

  @AfterEach
  void disconnect() throws SQLException {
    session.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          sport = 53                                  | sport = 53
          sport > 1.5                                 | sport >= 2
          53 >= sport                                 | sport <= 53
          NOT (sport < 10 OR sport > 20)              | sport from 10 to 20
          sport IN (1, 2, 3, 80)                      | sport in (1..3, 80)
          sport NOT IN (80)                           | sport <> 80
          sport + 1 = 81                              | sport = 80
          bytes / 10 = 7                              | bytes from 70 to 79
          bytes > 1e3                                 | bytes >= 1001
          CAST(bytes AS DOUBLE) / 2 > 10              | (bytes / 2) > 10.0
          bytes / packets > 100                       | (bytes / packets) >= 101
          sport = dport                               | sport = dport
          duration > 1.5                              | duration >= 1.501 s
          duration = 0.0005                           | nothing
          FLOOR(duration) = 3                         | duration from 3.0 s to 3.999 s
          stime >= TIMESTAMP '2026-01-15 09:00:00'    | stime >= 2026-01-15 09:00:00
          stime = '2026-01-15 09:00:00'               | stime = 2026-01-15 09:00:00
          FLOOR(stime TO HOUR) = TIMESTAMP '2026-01-15 09:00:00' | stime from 2026-01-15 09:00:00 to 2026-01-15 09:59:59.999
          time_bin(stime, 0.5) < TIMESTAMP '2026-01-15 09:00:00' | stime <= 2026-01-15 08:59:59.999
          stime + INTERVAL '1' HOUR > TIMESTAMP '2026-01-15 09:00:00' | stime >= 2026-01-15 08:00:00.001
          CAST(stime AS DATE) = DATE '2026-01-15'     | stime from 2026-01-15 00:00:00 to 2026-01-15 23:59:59.999
          sensor = 'S0'                               | sensor in (S0)
          sensor LIKE 'K%n'                           | sensor in (Köln)
          type = 'in'                                 | flowtype in (all/in)
          UPPER(type) = 'OUT'                         | flowtype in (all/out)
          class = 'all'                               | flowtype in (all/in, all/out)
          flags = 'SA'                                | flags in ('SA')
          flags_match(flags, 'S/FSRPAUEC')            | flags in ('S')
          sip = '10.0.0.1'                            | sip in (10.0.0.1)
          ip_match(sip, '10.0.0.0/8')                 | sip in (10.0.0.0/8)
          NOT ip_match(sip, '0.0.0.0/0')              | sip in (::-::fffe:ffff:ffff, ::1:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff)
          ip_prefix(sip, 16) = '10.7.0.0'             | sip in (10.7.0.0/16)
          ip_version(sip) = 4                         | sip in (0.0.0.0/0)
          icmp_type = 8                               | dport from 2048 to 2303 and (protocol = 1 or protocol = 58 and ip_version = 6)
          icmp_type IS NULL                           | protocol <> 1 and (protocol <> 58 or ip_version <> 6)
          COALESCE(sport, 5) = 7                      | sport = 7
          CASE WHEN sport = 1 THEN 'a' ELSE 'b' END = 'a' | sport = 1
          """)
  void conditionIsAskedOfTheScan(String condition, String words) throws SQLException {
    PlanReport report =
        Explainer.explain(
            session.connection(), "SELECT COUNT(*) FROM flows WHERE " + condition, false);
    assertEquals(
        List.of("compute count(*)", "  scan flows where " + words + "; decode no other column"),
        report.plan());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT COUNT(*) FROM flows
          SELECT sip, SUM(bytes) AS b FROM flows GROUP BY sip ORDER BY b DESC LIMIT 10
          SELECT DISTINCT type FROM flows ORDER BY type
          SELECT sip FROM flows UNION SELECT dip FROM flows
          SELECT sip FROM flows WHERE sport = 1 EXCEPT SELECT sip FROM flows WHERE dport = 2
          SELECT sip FROM flows WHERE sport = 1 INTERSECT SELECT sip FROM flows WHERE dport = 2
          SELECT COUNT(*) FILTER (WHERE sport = 1), COUNT(DISTINCT sip) FROM flows HAVING COUNT(*) > 1
          SELECT n, COUNT(*) FROM (SELECT sip, COUNT(*) AS n FROM flows GROUP BY sip) AS b GROUP BY n
          SELECT CASE WHEN protocol = 6 THEN 'tcp' ELSE type END AS p, MAX(flags) FROM flows GROUP BY 1
          SELECT COUNT(*) AS count, FLOOR(stime TO HOUR) AS hour FROM flows GROUP BY hour ORDER BY count
          SELECT protocol, type, COUNT(*), GROUPING(type) FROM flows GROUP BY ROLLUP(protocol, type)
          SELECT AVG(duration), MIN(sip), APPROX_COUNT_DISTINCT(dip) FROM flows
          """)
  void queryRunsInBatchesAlone(String sql) throws SQLException {
    PlanReport report = Explainer.explain(session.connection(), sql, false);
    assertFalse(report.plan().stream().anyMatch(l -> l.contains("row by row")), report::toString);
  }

  @Test
  void whatHasNoVectorisedFormRunsAboveAScanOfItsColumns() throws SQLException {
    List<String> plan =
        Explainer.explain(
                session.connection(),
                "SELECT sip || ':' AS t, bytes FROM flows WHERE sport = 53 AND RAND() < 2",
                false)
            .plan();
    assertTrue(plan.get(0).startsWith("row by row: "), plan::toString);
    assertEquals("    scan flows where sport = 53; decode sip, bytes", plan.get(plan.size() - 1));
  }

  @Test
  void longTextsOfEveryFlagAreNotKeptInAPlan() throws SQLException {
    String suffix = "x".repeat(20_000); // for each of 256 sets of flags
    String sql = "SELECT CHAR_LENGTH(MAX(flags || '" + suffix + "')) FROM flows";
    List<String> plan = Explainer.explain(session.connection(), sql, false).plan();
    assertTrue(plan.stream().anyMatch(l -> l.contains("row by row")), plan::toString);
    assertTrue(Integer.parseInt(session.rows(sql).get(0)) >= 20_000);
    List<String> shorter =
        Explainer.explain(session.connection(), sql.replace(suffix, "x"), false).plan();
    assertFalse(shorter.get(shorter.size() - 2).contains("row by row"), shorter::toString);
  }

  @Test
  void whatStaysAboveIsComputedForTheRowsOfTheAnswerOnly() throws SQLException {
    List<String> plan =
        Explainer.explain(
                session.connection(),
                "SELECT sip || ':' AS t FROM flows ORDER BY bytes DESC LIMIT 3",
                false)
            .plan();
    assertTrue(plan.get(0).startsWith("row by row: "), plan::toString);
    assertEquals("  sort by bytes desc, first 3", plan.get(1));
  }

  @Test
  void theLargerSideOfAJoinStreams() throws SQLException {
    List<String> plan =
        Explainer.explain(
                session.connection(),
                "SELECT s.id, f.sip FROM sensors AS s JOIN flows AS f ON s.name = f.sensor",
                false)
            .plan();
    int flows = 0;
    int sensors = 0;
    for (int i = 0; i < plan.size(); i++) {
      flows = plan.get(i).contains("scan flows") ? i : flows;
      sensors = plan.get(i).contains("sensors") ? i : sensors;
    }
    assertTrue(flows < sensors, plan::toString);
  }

  @Test
  void anExplanationWithARunCountsWhatItTouched() throws SQLException {
    PlanReport report =
        Explainer.explain(session.connection(), "SELECT sip FROM flows WHERE sport >= 0", true);
    PlanReport.Run run = report.run();
    assertEquals(100, run == null ? -1 : run.rows());
    assertTrue(report.lines().stream().anyMatch(l -> l.startsWith("files: ")), report::toString);
  }

  @Test
  void explainPlanForTellsThePlanInRows() throws SQLException {
    assertEquals(
        "compute count(*)\n  scan flows where sport = 53; decode no other column",
        session.plan("SELECT COUNT(*) FROM flows WHERE sport = 53"));
  }
}
