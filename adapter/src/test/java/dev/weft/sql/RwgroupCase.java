package dev.weft.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command line of rwgroup as SQL. */
record RwgroupCase(
    List<String> ids, String delta, String most, boolean objective, boolean summary, long offset) {
  private static final String FIELDS = "sip, dip, sport, dport, protocol";

  static RwgroupCase of(String command) {
    return new RwgroupCase(
        List.of(option(command, "id-fields", "").toLowerCase(Locale.ROOT).split(",")),
        option(command, "delta-field", "").toLowerCase(Locale.ROOT),
        option(command, "delta-value", ""),
        command.contains("--objective"),
        command.contains("--summarize"),
        Long.parseLong(option(command, "group-offset", "0")));
  }

  private static String option(String command, String name, String otherwise) {
    Matcher m = Pattern.compile("--" + name + "=(\\S+)").matcher(command);
    return m.find() ? m.group(1) : otherwise;
  }

  String sql() {
    boolean ofAddress = delta.equals("sip");
    String order = String.join(", ", ids);
    String table = "TABLE flows";
    String keys = String.join(",", ids);
    String distance = most + ", '" + keys + "', '" + delta + "'";
    if (ofAddress) { // a number of low bits to ignore: what remains is a key
      table =
          "(SELECT f.*, CASE WHEN ip_version(sip) = 4 THEN ip_prefix(sip, "
              + (32 - Integer.parseInt(most) + ") ELSE ip_prefix(sip, ")
              + (128 - Integer.parseInt(most))
              + ") END AS net FROM flows AS f)";
      distance = "86400000, '" + keys + ",net', 'stime'";
    }
    String sessions =
        "(SELECT "
            + FIELDS
            + (", " + delta + " AS x, packets, bytes, stime, etime, session,")
            + " MIN("
            + delta
            + ") OVER (PARTITION BY session) AS begun, COUNT(*) OVER (PARTITION BY session) AS n"
            + " FROM TABLE(sessions("
            + (table + ", " + distance + ", '" + (objective ? "first" : "previous"))
            + "')))";
    String numbered =
        "(SELECT s.*, DENSE_RANK() OVER (ORDER BY "
            + order
            + ", begun, session) - 1 + "
            + offset
            + " AS number FROM "
            + sessions
            + " AS s)";
    String epoch = "ms_between(TIMESTAMP '1970-01-01 00:00:00', ";
    String sums =
        summary
            ? "SUM(packets) OVER w AS p, SUM(bytes) OVER w AS b, MIN(stime) OVER w AS st,"
                + " MAX(etime) OVER w AS et"
            : "packets AS p, bytes AS b, stime AS st, etime AS et";
    return "SELECT "
        + FIELDS
        + ", p, b, "
        + epoch
        + "st), ms_between(st, et), number FROM (SELECT s.*, "
        + (sums + " FROM " + numbered)
        + " AS s WINDOW w AS (PARTITION BY session)) WHERE n >= 3"
        + (summary ? " AND x = begun" : "");
  }

  /**
   * True where both say the same. A summary tells the addresses and ports of the first record; of
   * records that tie, SiLK's first is the one that its file has first, which SQL does not know.
   */
  boolean same(List<String> expected, List<String> actual) {
    List<String> firsts = actual.stream().sorted().distinct().toList();
    if (!summary) {
      return expected.stream().sorted().toList().equals(actual.stream().sorted().toList());
    }
    return firsts.containsAll(expected)
        && tails(expected).equals(tails(actual))
        && expected.size() == tails(expected).size();
  }

  private static Set<String> tails(List<String> rows) {
    return rows.stream()
        .map(r -> String.join(",", List.of(r.split(",")).subList(5, 10)))
        .collect(Collectors.toSet());
  }

  /** A printed row with the group's number instead of an address of it. */
  static String withNumber(String line) {
    int at = line.lastIndexOf(',') + 1;
    long number = 0;
    for (String octet : line.substring(at).replace("::ffff:", "").split("\\.")) {
      number = number * 256 + Integer.parseInt(octet);
    }
    return line.substring(0, at) + number;
  }

  /** Rows of the answer as rwcut prints them. */
  static List<String> shown(List<String> rows) {
    List<String> lines = new ArrayList<>();
    for (String row : rows) {
      String[] f = row.split("\\|");
      for (int i = 7; i < 9; i++) {
        f[i] = new java.math.BigDecimal(f[i]).movePointLeft(3).setScale(3).toPlainString();
      }
      lines.add(String.join(",", f));
    }
    return lines;
  }
}
