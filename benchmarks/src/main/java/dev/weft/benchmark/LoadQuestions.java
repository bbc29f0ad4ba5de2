package dev.weft.benchmark;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the clients of a load ask, each with an answer that an embedded store gives too. */
final class LoadQuestions {
  /** Asks and returns a digest of the answer, which does not depend on the order of rows. */
  @FunctionalInterface
  interface Asking {
    String ask(Connection connection) throws SQLException;
  }

  /**
   * A question.
   *
   * @param share how often it is asked, against the others
   */
  record Question(String kind, int share, Asking asking) {}

  private LoadQuestions() {}

  static List<Question> all() {
    List<Question> all = new ArrayList<>();
    for (int hour = 0; hour < 23; hour++) {
      int from = hour;
      all.add(new Question("one hour of one sensor", 4, sql(oneHour(from))));
      all.add(new Question("prepared, one hour", 4, c -> prepared(c, from)));
      all.add(
          new Question(
              "long result",
              1,
              sql(
                  "SELECT stime, sip, dip, sport, dport, protocol, packets, bytes, flags, sensor"
                      + " FROM flows WHERE stime >= "
                      + timestamp(from)
                      + " AND stime < "
                      + timestamp(from + 1)
                      + " AND protocol = 17")));
    }
    big(all, "SELECT sip, SUM(bytes) AS v FROM flows GROUP BY sip ORDER BY v DESC, sip LIMIT 10");
    big(all, "SELECT sip, dip, COUNT(*) FROM flows GROUP BY sip, dip HAVING COUNT(*) >= 20");
    big(all, "SELECT dport, COUNT(DISTINCT sip) FROM flows WHERE dport < 1024 GROUP BY dport");
    big(
        all,
        "SELECT time_bin(stime, 300) AS bin, sensor, SUM(bytes), COUNT(*) FROM flows"
            + " GROUP BY time_bin(stime, 300), sensor");
    big(
        all,
        "SELECT a.sip, COUNT(*) FROM flows a JOIN flows b ON a.sip = b.dip AND a.dip = b.sip"
            + " WHERE a.dport = 22 AND b.sport = 22 GROUP BY a.sip");
    all.add(
        new Question(
            "small grouping",
            20,
            sql("SELECT protocol, COUNT(*), SUM(bytes) FROM flows GROUP BY protocol")));
    all.add(new Question("metadata", 20, LoadQuestions::metadata));
    all.add(new Question("faulty", 8, c -> faulty(c, "SELECT nothing FROM flows")));
    all.add(
        new Question("faulty", 8, c -> faulty(c, "SELECT COUNT(*) FROM flows WHERE sip = 'x'")));
    return all;
  }

  private static void big(List<Question> all, String sql) {
    all.add(new Question("big grouping", 4, sql(sql)));
  }

  static String oneHour(int hour) {
    return "SELECT dport, COUNT(*) AS n, SUM(bytes) AS v FROM flows WHERE sensor = 'S1' AND stime >="
        + timestamp(hour)
        + " AND stime < "
        + timestamp(hour + 1)
        + " GROUP BY dport ORDER BY v DESC, dport LIMIT 10";
  }

  private static String timestamp(int hour) {
    return " TIMESTAMP '" + hour(hour) + "'";
  }

  private static String hour(int hour) {
    return DataFiles.FIRST_DAY.atStartOfDay().plusHours(hour).toString().replace('T', ' ') + ":00";
  }

  private static Asking sql(String sql) {
    return connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        return digest(rows);
      }
    };
  }

  private static String prepared(Connection connection, int hour) throws SQLException {
    String sql =
        "SELECT dport, COUNT(*) AS n, SUM(bytes) AS v FROM flows WHERE sensor = ?"
            + " AND stime >= ? AND stime < ? AND bytes > ? AND dip <> ? GROUP BY dport";
    StringBuilder digests = new StringBuilder();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (String sensor : new String[] {"S0", "S1"}) {
        statement.setString(1, sensor);
        statement.setTimestamp(2, java.sql.Timestamp.valueOf(hour(hour)));
        statement.setTimestamp(3, java.sql.Timestamp.valueOf(hour(hour + 1)));
        statement.setLong(4, 100);
        statement.setString(5, "10.0.0.1");
        try (ResultSet rows = statement.executeQuery()) {
          digests.append(digest(rows)).append(' ');
        }
      }
    }
    return digests.toString();
  }

  private static String metadata(Connection connection) throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    try (ResultSet tables = metadata.getTables(null, null, "%", null);
        ResultSet columns = metadata.getColumns(null, null, "flow%", "%");
        ResultSet types = metadata.getTypeInfo()) {
      return digest(tables) + digest(columns) + digest(types) + metadata.getSQLKeywords();
    }
  }

  private static String faulty(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return "no error, row " + rows.next();
    } catch (SQLException e) {
      return e.getSQLState() + ' ' + e.getMessage();
    }
  }

  /** Number of rows and the sum of their hashes. */
  static String digest(ResultSet rows) throws SQLException {
    int width = rows.getMetaData().getColumnCount();
    long count = 0;
    long sum = 0;
    while (rows.next()) {
      long hash = 0;
      for (int i = 1; i <= width; i++) {
        String value = rows.getString(i);
        hash = (hash ^ (value == null ? 7 : value.hashCode())) * 0x9E37_79B9_7F4A_7C15L;
        hash ^= hash >>> 32;
      }
      sum += hash;
      count++;
    }
    return count + ":" + sum;
  }
}
