package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions that Calcite spells out as CASEs, in one another. */
class NestedCallsTest {
  private WeftSession session;

  @BeforeEach
  void connect() throws SQLException {
    session = new WeftSession(FlowFixture.store(FlowFixture.rows(11, 500)));
  }

  @AfterEach
  void disconnect() throws SQLException {
    session.close();
  }

  private static String nested(int depth, String before, String inner, String after) {
    return before.repeat(depth) + inner + after.repeat(depth);
  }

  @Test
  void aHundredInOneAnotherAreAnswered() throws SQLException {
    for (List<String> pair :
        List.of(
            List.of(nested(100, "NULLIF(", "sport", ", 80)"), "NULLIF(sport, 80)"),
            List.of(nested(100, "COALESCE(", "icmp_type", ", 7)"), "COALESCE(icmp_type, 7)"),
            List.of(nested(100, "IFNULL(", "icmp_type", ", NULL)"), "icmp_type"),
            List.of(nested(100, "NVL(icmp_type, ", "3", ")"), "COALESCE(icmp_type, 3)"),
            List.of(nested(100, "GREATEST(", "sport", ", dport)"), "GREATEST(sport, dport)"),
            List.of(nested(100, "LEAST(", "bytes", ", packets)"), "LEAST(bytes, packets)"))) {
      String rows = " AS v, COUNT(*) FROM flows GROUP BY 1 ORDER BY 1";
      assertEquals(
          session.rows("SELECT " + pair.get(1) + rows),
          session.rows("SELECT " + pair.get(0) + rows),
          pair.get(1));
    }
  }

  private static final List<String> VALUES =
      List.of("icmp_type", "icmp_code", "protocol", "NULL", "17", "0", "3");

  /** A call and what it means in CASEs alone. */
  private record Meaning(String call, String meant) {}

  private static Meaning random(SplittableRandom random, int depth) {
    if (depth == 0) {
      String value = VALUES.get(random.nextInt(VALUES.size()));
      value = "CAST(" + value + " AS INTEGER)";
      return new Meaning(value, value);
    }
    Meaning a = random(random, random.nextInt(depth));
    Meaning b = random(random, random.nextInt(depth));
    if (random.nextInt(3) == 0) {
      a = random(random, depth - 1);
    }
    String name =
        List.of("COALESCE", "IFNULL", "NVL", "NULLIF", "GREATEST", "LEAST").get(random.nextInt(6));
    String meant =
        switch (name) {
          case "NULLIF" -> "CASE WHEN %1$s = %2$s THEN NULL ELSE %1$s END";
          case "GREATEST" -> "CASE WHEN %1$s >= %2$s THEN %1$s WHEN %1$s < %2$s THEN %2$s END";
          case "LEAST" -> "CASE WHEN %1$s <= %2$s THEN %1$s WHEN %1$s > %2$s THEN %2$s END";
          default -> "CASE WHEN %1$s IS NOT NULL THEN %1$s ELSE %2$s END";
        };
    return new Meaning(
        name + "(" + a.call + ", " + b.call + ")", meant.formatted(a.meant, b.meant));
  }

  @Test
  void randomNestsMeanWhatTheirCasesMean() throws SQLException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 25; i++) {
      Meaning m = random(random, 4);
      assertEquals(
          session.sorted("SELECT " + m.meant + " FROM flows"),
          session.sorted("SELECT " + m.call + " FROM flows"),
          "seed " + seed + ": " + m.call);
    }
  }

  @Test
  void escapesOfJdbcStandWherePeoplePutThem() throws SQLException {
    for (List<String> pair :
        List.of(
            List.of(
                "SELECT COUNT(*) FROM {oj flows f LEFT OUTER JOIN sensors s ON f.sensor = s.name}",
                "SELECT COUNT(*) FROM flows f LEFT OUTER JOIN sensors s ON f.sensor = s.name"),
            List.of(
                "SELECT COUNT(*) FROM { OJ sensors a LEFT JOIN {oj sensors b LEFT JOIN sensors c"
                    + " ON b.id = c.id} ON a.id = b.id } WHERE a.id > {fn ABS(-1)}",
                "SELECT COUNT(*) FROM sensors a WHERE a.id > 1"),
            List.of(
                "SELECT COUNT(*) FROM flows WHERE sensor LIKE 'S!_%' {escape '!'} OR sport = 3",
                "SELECT COUNT(*) FROM flows WHERE sensor LIKE 'S!_%' ESCAPE '!' OR sport = 3"),
            List.of(
                "SELECT sport FROM flows ORDER BY {fn ABS(sport)} {limit 3 offset 2}",
                "SELECT sport FROM flows ORDER BY sport LIMIT 3 OFFSET 2"),
            List.of(
                "SELECT {fn EXTRACT(YEAR FROM stime)}, {fn POSITION('0' IN sensor)} FROM flows",
                "SELECT EXTRACT(YEAR FROM stime), POSITION('0' IN sensor) FROM flows"),
            List.of(
                "SELECT {fn UCASE({fn CONCAT(sensor, 'x')})} AS k FROM flows WHERE stime >"
                    + " {ts '1999-01-01 00:00:00'} GROUP BY 1 HAVING {fn ABS(SUM(bytes))} > 0"
                    + " ORDER BY {fn UCASE({fn CONCAT(sensor, 'x')})}",
                "SELECT UPPER(sensor || 'x') AS k FROM flows WHERE stime >"
                    + " TIMESTAMP '1999-01-01 00:00:00' GROUP BY 1 ORDER BY 1"))) {
      assertEquals(session.sorted(pair.get(1)), session.sorted(pair.get(0)), pair.get(0));
    }
  }
}
