package dev.weft.sql;

import dev.weft.testing.RandomFlows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random queries of every form that an analyst may write about flows. */
final class RandomSql {
  private static final List<String> NUMBERS =
      List.of("sport", "dport", "protocol", "packets", "bytes", "application");
  private static final List<String> TEXTS =
      List.of("flags", "initial_flags", "session_flags", "sensor", "class", "type", "attributes");
  private static final List<String> ADDRESSES = List.of("sip", "dip", "nhip");

  private final Random random;
  private final RandomFlows flows;

  RandomSql(Random random, RandomFlows flows) {
    this.random = random;
    this.flows = flows;
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String comparison() {
    return any("=", "<>", "<", "<=", ">", ">=");
  }

  private String port() {
    return any("53", "80", "443", "22", "0", "1024", "65535", "70000", "-1");
  }

  String address() {
    return random.nextInt(8) == 0
        ? any("10.0.0.0", "0.0.0.0", "2001:db8::", "255.255.255.255", "::ffff:10.0.0.1", "::")
        : flows.host(random.nextInt(60)).toString();
  }

  private String timestamp() {
    long ms = RandomFlows.FIRST_HOUR + random.nextInt(4 * 3_600_000);
    if (random.nextInt(3) == 0) {
      ms -= ms % 3_600_000;
    }
    return "TIMESTAMP '"
        + Instant.ofEpochMilli(ms).toString().replace('T', ' ').replace("Z", "")
        + "'";
  }

  /** A condition of some depth. */
  String condition(int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      return switch (random.nextInt(4)) {
        case 0 -> "(" + condition(depth - 1) + " AND " + condition(depth - 1) + ")";
        case 1 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
        case 2 -> "NOT (" + condition(depth - 1) + ")";
        default ->
            "(" + condition(depth - 1) + ") IS " + any("TRUE", "NOT TRUE", "FALSE", "NOT FALSE");
      };
    }
    return switch (random.nextInt(12)) {
      case 0 -> any(NUMBERS) + " " + comparison() + " " + any(port(), "1.5", "443.0", "1e3");
      case 1 -> any(NUMBERS) + any(" IN (", " NOT IN (") + port() + ", " + port() + ", 5432)";
      case 2 -> any(NUMBERS) + any(" BETWEEN ", " NOT BETWEEN ") + port() + " AND 3000";
      case 3 -> addressCondition();
      case 4 -> textCondition();
      case 5 -> timeCondition();
      case 6 -> nullCondition();
      case 7 -> any("sport", "bytes", "packets * 100") + " " + comparison() + " " + any(NUMBERS);
      case 8 ->
          any("bytes / packets", "bytes + packets", "sport - dport", "MOD(bytes, 7)", "-packets")
              + " "
              + comparison()
              + " "
              + any("100", "3", "-5", "2.5");
      case 9 ->
          any("duration", "duration * 2", "duration + 1.25", "FLOOR(duration)", "CEIL(duration)")
              + " "
              + comparison()
              + " "
              + any("0", "1.5", "600.001", "300");
      case 10 ->
          "CASE WHEN "
              + condition(0)
              + " THEN "
              + any("sport", "1")
              + " WHEN protocol = 6 THEN dport ELSE 0 END "
              + comparison()
              + " "
              + port();
      default ->
          any("CAST(bytes AS DOUBLE) / packets", "CAST(duration AS DOUBLE)", "bytes * 0.5e0")
              + " "
              + comparison()
              + " "
              + any("100.5", "0", "1e6");
    };
  }

  private String addressCondition() {
    String column = any(ADDRESSES);
    return switch (random.nextInt(9)) {
      case 0 -> column + " " + comparison() + " '" + address() + "'";
      case 1 -> column + any(" IN ('", " NOT IN ('") + address() + "', '" + address() + "')";
      case 2 -> column + " BETWEEN '10.0.0.0' AND '" + address() + "'";
      case 3 -> "ip_match(" + column + ", '10.0.x.1-99 2001:db8::/62 " + address() + "/20')";
      case 4 ->
          "ip_prefix("
              + column
              + ", "
              + any("8", "16", "24")
              + ") = ip_prefix('"
              + address()
              + "', 16)";
      case 5 -> "ip_version(" + column + ") " + comparison() + " " + any("4", "6", "5");
      case 6 -> any(ADDRESSES) + " " + comparison() + " " + any(ADDRESSES);
      case 7 -> column + any(" LIKE '10.%'", " NOT LIKE '%:%'", " LIKE '%.1__'");
      default ->
          "CASE WHEN sport < dport THEN sip ELSE dip END " + comparison() + " '" + address() + "'";
    };
  }

  private String textCondition() {
    String column = any(TEXTS);
    return switch (random.nextInt(8)) {
      case 0 -> column + " " + comparison() + " '" + any("SA", "in", "S0", "", "TC", "2") + "'";
      case 1 -> column + any(" IN", " NOT IN") + " ('S', 'SA', 'out', 'Köln', 'F')";
      case 2 -> column + any(" LIKE '%S%'", " LIKE 'F_P%'", " NOT LIKE '%A'", " LIKE '%n%'");
      case 3 -> "UPPER(" + column + ") = 'IN'";
      case 4 -> "CHAR_LENGTH(" + column + ") " + comparison() + " 2";
      case 5 -> any("flags", "initial_flags", "type") + " " + comparison() + " session_flags";
      case 6 -> "flags_match(flags, '" + any("S/SA", "SA/SA,R/R", "/FSR") + "')";
      default -> column + " || 'x' " + comparison() + " 'SAx'";
    };
  }

  private String timeCondition() {
    String time = any("stime", "etime");
    return switch (random.nextInt(7)) {
      case 0 -> time + " " + comparison() + " " + timestamp();
      case 1 -> time + " BETWEEN " + timestamp() + " AND " + timestamp();
      case 2 ->
          "FLOOR("
              + time
              + " TO "
              + any("HOUR", "MINUTE", "DAY", "WEEK", "MONTH")
              + ") "
              + comparison()
              + " "
              + timestamp();
      case 3 ->
          "time_bin("
              + time
              + ", "
              + any("600", "0.25", "7200")
              + ") "
              + comparison()
              + " "
              + timestamp();
      case 4 -> time + " + INTERVAL '10' MINUTE " + comparison() + " " + timestamp();
      case 5 ->
          "EXTRACT("
              + any("HOUR", "MINUTE", "SECOND")
              + " FROM "
              + time
              + ") "
              + comparison()
              + " 30";
      default -> "stime " + comparison() + " etime - INTERVAL '90' SECOND";
    };
  }

  private String nullCondition() {
    String column = any("icmp_type", "icmp_code");
    return switch (random.nextInt(5)) {
      case 0 -> column + " IS NULL";
      case 1 -> column + " IS NOT NULL";
      case 2 -> column + " " + comparison() + " " + any("0", "3", "200");
      case 3 -> column + any(" IN (0, 8, 11)", " NOT IN (0, 3)");
      default -> "COALESCE(" + column + ", -1) " + comparison() + " 3";
    };
  }

  private String key() {
    return switch (random.nextInt(10)) {
      case 0 -> any(ADDRESSES);
      case 1 -> any("protocol", "application", "icmp_type");
      case 2, 3 -> any(TEXTS);
      case 4 -> "ip_prefix(" + any(ADDRESSES) + ", " + any("8", "16", "0") + ")";
      case 5 ->
          any(
              "FLOOR(stime TO HOUR)",
              "FLOOR(etime TO WEEK)",
              "FLOOR(stime TO MONTH)",
              "CEIL(stime TO MINUTE)",
              "CAST(etime AS DATE)",
              "TIMESTAMPDIFF(SECOND, stime, etime)",
              "EXTRACT(DAY FROM stime)",
              "EXTRACT(HOUR FROM etime)");
      case 6 -> "time_bin(etime, " + any("3600", "900.5") + ")";
      case 7 -> "CASE WHEN protocol = 6 THEN 'tcp' WHEN protocol = 17 THEN type ELSE '' END";
      case 8 -> any("SUBSTRING(type, 1, 1)", "LOWER(flags)", "sensor || '/' || type");
      default ->
          any(
              "FLOOR(duration / 60)",
              "CAST(duration AS INTEGER)",
              "sport / 1024",
              "MOD(dport, 3)",
              "packets > 100");
    };
  }

  private String aggregate() {
    return switch (random.nextInt(10)) {
      case 0 -> "COUNT(*)";
      case 1 -> "SUM(" + any("bytes", "packets", "duration", "sport", "icmp_type") + ")";
      case 2 -> "MIN(" + any("stime", "bytes", "sip", "type", "icmp_code", "duration") + ")";
      case 3 -> "MAX(" + any("etime", "packets", "dip", "flags", "sensor") + ")";
      case 4 -> "COUNT(DISTINCT " + any("sip", "dport", "type", "flags", "icmp_type") + ")";
      case 5 -> "COUNT(" + any("icmp_type", "sport", "type") + ")";
      case 6 -> "SUM(bytes) FILTER (WHERE " + condition(0) + ")";
      case 7 -> "COUNT(*) FILTER (WHERE " + condition(1) + ")";
      case 8 -> "SUM(CASE WHEN " + condition(0) + " THEN bytes ELSE 0 END)";
      default -> "SUM(bytes * 2 + packets)";
    };
  }

  /** A query whose rows need sorting before they are compared. */
  String query() {
    String where = random.nextInt(4) == 0 ? "" : " WHERE " + condition(2);
    return switch (random.nextInt(6)) {
      case 0 -> "SELECT " + list() + " FROM flows" + where;
      case 1 -> "SELECT DISTINCT " + key() + ", " + key() + " FROM flows" + where;
      case 2 -> "SELECT " + aggregate() + ", " + aggregate() + " FROM flows" + where;
      case 3 -> {
        String k = key();
        yield "SELECT "
            + k
            + ", "
            + aggregate()
            + " FROM flows"
            + where
            + " GROUP BY "
            + k
            + " HAVING COUNT(*) > "
            + random.nextInt(5);
      }
      case 4 -> {
        String a = key();
        String b = key();
        if (random.nextInt(4) == 0) {
          yield "SELECT a, b, COUNT(*), GROUPING(b), "
              + any("SUM(v)", "MIN(v)")
              + " FROM (SELECT "
              + a
              + " AS a, "
              + b
              + " AS b, bytes AS v FROM flows) AS t GROUP BY "
              + any("ROLLUP(a, b)", "CUBE(a, b)", "GROUPING SETS ((a), (b), ())");
        }
        yield "SELECT "
            + a
            + ", "
            + b
            + ", "
            + aggregate()
            + ", "
            + aggregate()
            + " FROM flows"
            + where
            + " GROUP BY "
            + a
            + ", "
            + b;
      }
      default ->
          "SELECT k, COUNT(*), SUM(v) FROM (SELECT sip AS k, bytes AS v FROM flows"
              + where
              + " UNION ALL SELECT dip, packets FROM flows WHERE "
              + condition(1)
              + ") AS u GROUP BY k";
    };
  }

  /** A query whose rows come in an order that leaves no choice. */
  String orderedQuery() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      keys.add(
          any("sip", "type", "flags", "bytes", "icmp_type", "duration", "stime", "sensor")
              + any("", " DESC", " NULLS FIRST", " DESC NULLS LAST"));
    }
    String all = String.join(", ", keys) + ", stime, sip, dip, sport, dport, bytes, packets";
    return "SELECT sip, type, flags, bytes, icmp_type, duration, stime"
        + any("", ", sip || type", ", CAST(dip AS VARCHAR)")
        + " FROM flows WHERE "
        + condition(1)
        + " ORDER BY "
        + all
        + any("", " LIMIT 7", " OFFSET 3 ROWS FETCH NEXT 5 ROWS ONLY");
  }

  private String list() {
    List<String> items = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      items.add(
          switch (random.nextInt(4)) {
            case 0 -> any(ADDRESSES);
            case 1 -> any(NUMBERS);
            case 2 -> key();
            default -> any("stime", "etime", "duration", "CAST(sip AS VARCHAR)", "sip || '!'");
          });
    }
    return String.join(", ", items);
  }
}
