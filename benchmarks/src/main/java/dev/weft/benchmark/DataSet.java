package dev.weft.benchmark;

import dev.weft.flow.IpAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the questions need to know of the flows.
 *
 * @param day a day within them
 * @param needle an address with few flows
 * @param server a busy inside source
 * @param watchList 10,000 addresses, half of them seen
 */
record DataSet(String day, String needle, String server, List<String> watchList) {
  DataSet {
    watchList = List.copyOf(watchList);
  }

  /** Chooses addresses out of the flows that DuckDB holds; the same flows give the same choice. */
  static DataSet choose(Connection duckdb, String day) throws SQLException {
    String needle =
        one(
            duckdb,
            "SELECT sip FROM flows GROUP BY sip HAVING COUNT(*) BETWEEN 2 AND 5"
                + " ORDER BY hash(sip) LIMIT 1");
    String server =
        one(
            duckdb,
            "SELECT sip FROM flows WHERE sip BETWEEN 167772160 AND 184549375 AND sport < 1024"
                + " GROUP BY sip ORDER BY COUNT(*) DESC, sip LIMIT 1");
    List<String> list = new ArrayList<>();
    try (Statement s = duckdb.createStatement();
        ResultSet r =
            s.executeQuery("SELECT DISTINCT sip FROM flows ORDER BY hash(sip) LIMIT 5000")) {
      while (r.next()) {
        list.add(text(r.getLong(1)));
      }
    }
    for (long i = 0; list.size() < 10_000; i++) {
      list.add(text(0xE000_0000L + i * 7_919));
    }
    return new DataSet(day, needle, server, list);
  }

  private static String one(Connection duckdb, String sql) throws SQLException {
    try (Statement s = duckdb.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      if (!r.next()) {
        throw new SQLException("no row: " + sql);
      }
      return text(r.getLong(1));
    }
  }

  static String text(long ipv4) {
    return IpAddress.ofIpv4(ipv4).toString();
  }

  static long number(String ipv4) {
    return IpAddress.parse(ipv4).low() & 0xFFFF_FFFFL;
  }
}
