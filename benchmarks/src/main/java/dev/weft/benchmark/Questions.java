package dev.weft.benchmark;

import java.util.ArrayList;
import java.util.List;

/** The questions, for data of {@link DataSet}. */
final class Questions {
  private Questions() {}

  static List<Question> of(DataSet data) {
    List<Question> q = new ArrayList<>();
    String day = data.day();
    String hour = "TIMESTAMP '" + day + " 10:00:00' AND stime < TIMESTAMP '" + day + " 11:00:00'";
    q.add(
        same("count and bytes of everything", "SELECT COUNT(*), SUM(bytes) FROM flows", "nn", 1.8));
    q.add(
        same(
            "DBMS discovery: out types of a sensor by source port",
            "SELECT sport, COUNT(*) AS n, SUM(bytes) AS v FROM flows WHERE sensor = 'S1'"
                + " AND type IN ('out', 'outweb') AND sport IN (1433, 1521, 3306, 5432)"
                + " GROUP BY sport ORDER BY sport",
            "nnn",
            0.15));
    q.add(
        same(
            "top 10 destination ports by bytes",
            "SELECT dport, SUM(bytes) AS v FROM flows GROUP BY dport ORDER BY v DESC, dport LIMIT 10",
            "nn",
            7.0));
    q.add(
        same(
            "by protocol",
            "SELECT protocol, COUNT(*) AS n, SUM(packets) AS p, SUM(bytes) AS v FROM flows"
                + " GROUP BY protocol ORDER BY protocol",
            "nnnn",
            4.4));
    q.add(
        same(
            "top 10 sources by bytes",
            "SELECT sip, SUM(bytes) AS v FROM flows GROUP BY sip ORDER BY v DESC, sip LIMIT 10",
            "an",
            26));
    q.add(
        same(
            "top 10 source-destination pairs",
            "SELECT sip, dip, SUM(bytes) AS v FROM flows GROUP BY sip, dip"
                + " ORDER BY v DESC, sip, dip LIMIT 10",
            "aan",
            29));
    q.add(
        new Question(
            "5-minute series of bytes and flows",
            "SELECT time_bin(stime, 300) AS t, SUM(bytes), COUNT(*) FROM flows"
                + " GROUP BY time_bin(stime, 300) ORDER BY t",
            "SELECT time_bucket(INTERVAL 5 MINUTES, stime) AS t, SUM(bytes), COUNT(*) FROM flows"
                + " GROUP BY t ORDER BY t",
            "tnn",
            2.7));
    q.add(
        same(
            "one hour, DNS, top destinations",
            "SELECT dip, COUNT(*) AS n FROM flows WHERE stime >= "
                + hour
                + " AND protocol = 17 AND dport = 53 GROUP BY dip ORDER BY n DESC, dip LIMIT 10",
            "an",
            0.10));
    q.add(
        new Question(
            "count where source in a /8",
            "SELECT COUNT(*) FROM flows WHERE ip_match(sip, '10.0.0.0/8')",
            "SELECT COUNT(*) FROM flows WHERE sip BETWEEN 167772160 AND 184549375",
            "n",
            1.3));
    q.add(same("distinct sources", "SELECT COUNT(DISTINCT sip) FROM flows", "n", 18));
    q.add(needle(data));
    q.add(
        same(
            "distinct destinations and bytes by source, top 20",
            "SELECT sip, COUNT(DISTINCT dip) AS d, SUM(bytes) AS v FROM flows GROUP BY sip"
                + " ORDER BY d DESC, v DESC, sip LIMIT 20",
            "ann"));
    q.add(
        same(
            "share and cumulative share of bytes by protocol and port",
            "SELECT protocol, dport, v, 100.0 * v / SUM(v) OVER () AS share,"
                + " 100.0 * SUM(v) OVER (ORDER BY v DESC, protocol, dport ROWS UNBOUNDED PRECEDING)"
                + " / SUM(v) OVER () AS cumulative FROM (SELECT protocol, dport, SUM(bytes) AS v"
                + " FROM flows GROUP BY protocol, dport) AS g ORDER BY v DESC, protocol, dport"
                + " LIMIT 20",
            "nnnnn"));
    q.add(
        new Question(
            "hourly bytes of a server against the mean of its earlier days",
            "SELECT t, v, AVG(v) OVER (PARTITION BY EXTRACT(HOUR FROM t) ORDER BY t"
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS usual FROM (SELECT"
                + " FLOOR(stime TO HOUR) AS t, SUM(bytes) AS v FROM flows WHERE sip = '"
                + data.server()
                + "' GROUP BY FLOOR(stime TO HOUR)) AS h ORDER BY t",
            "SELECT t, v, AVG(v) OVER (PARTITION BY EXTRACT(HOUR FROM t) ORDER BY t"
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS usual FROM (SELECT"
                + " date_trunc('hour', stime) AS t, SUM(bytes) AS v FROM flows WHERE sip = "
                + DataSet.number(data.server())
                + " GROUP BY t) AS h ORDER BY t",
            "tnn"));
    q.add(
        new Question(
            "flows of sources in a list of 10,000 addresses",
            "SELECT COUNT(*), SUM(bytes) FROM flows WHERE sip IN (" + list(data, true) + ")",
            "SELECT COUNT(*), SUM(bytes) FROM flows WHERE sip IN (" + list(data, false) + ")",
            "nn"));
    q.add(
        same(
            "pairs with at least 100 flows and 1 MB",
            "SELECT sip, dip, COUNT(*) AS n, SUM(bytes) AS v FROM flows GROUP BY sip, dip"
                + " HAVING COUNT(*) >= 100 AND SUM(bytes) >= 1000000",
            "aann"));
    q.add(
        new Question(
            "flags and volume: established, at least 4 packets, over 100 KB",
            "SELECT dport, COUNT(*) AS n, SUM(bytes) AS v FROM flows WHERE protocol = 6"
                + " AND flags_match(flags, 'SA/SA') AND packets >= 4 AND bytes > 100000"
                + " GROUP BY dport ORDER BY v DESC, dport LIMIT 10",
            "SELECT dport, COUNT(*) AS n, SUM(bytes) AS v FROM flows WHERE protocol = 6"
                + " AND (flags & 18) = 18 AND packets >= 4 AND bytes > 100000"
                + " GROUP BY dport ORDER BY v DESC, dport LIMIT 10",
            "nnn"));
    q.add(
        same(
            "1 million rows of every column to the client",
            "SELECT * FROM flows LIMIT 1000000",
            ""));
    return q;
  }

  /** What is asked of a store of months. */
  static List<Question> overMonths(DataSet data) {
    String lastDay =
        "stime >= TIMESTAMP '" + data.day() + " 00:00:00' AND stime < TIMESTAMP '" + data.day();
    return List.of(
        needle(data),
        same(
            "one day of the months: top ports",
            "SELECT dport, SUM(bytes) AS v FROM flows WHERE "
                + lastDay
                + " 23:59:59.999' GROUP BY dport ORDER BY v DESC, dport LIMIT 10",
            "nn"),
        same("count and bytes of everything", "SELECT COUNT(*), SUM(bytes) FROM flows", "nn"));
  }

  private static Question needle(DataSet data) {
    String needle = data.needle();
    return new Question(
        "every flow of one address, either side",
        "SELECT stime, sip, dip, bytes FROM flows WHERE sip = '"
            + needle
            + "' OR dip = '"
            + needle
            + "'",
        "SELECT stime, sip, dip, bytes FROM flows WHERE sip = "
            + DataSet.number(needle)
            + " OR dip = "
            + DataSet.number(needle),
        "taan",
        1.5);
  }

  private static Question same(String name, String sql, String columns) {
    return new Question(name, sql, sql, columns);
  }

  private static Question same(String name, String sql, String columns, double silkSeconds) {
    return new Question(name, sql, sql, columns, silkSeconds);
  }

  private static String list(DataSet data, boolean asText) {
    StringBuilder b = new StringBuilder();
    for (String address : data.watchList()) {
      b.append(b.length() == 0 ? "" : ", ");
      b.append(asText ? "'" + address + "'" : String.valueOf(DataSet.number(address)));
    }
    return b.toString();
  }
}
