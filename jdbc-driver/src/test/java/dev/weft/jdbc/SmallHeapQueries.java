package dev.weft.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Asks a store the questions whose operators keep rows, and tells of each what came of it. Run in a
 * process with a small heap: {@code SmallHeapQueries DIR}.
 */
final class SmallHeapQueries {
  /**
   * A question.
   *
   * @param keeper what an error may name; null where the question must be answered
   */
  record Question(String sql, String keeper) {}

  private static final int SECONDS = 60;

  static final String SMALL = "SELECT COUNT(*), SUM(bytes) FROM flows WHERE sport > 5";

  static final List<Question> ALL =
      List.of(
          new Question(
              "SELECT sip, dip, sport, dport, stime, SUM(bytes) FROM flows GROUP BY sip, dip, sport, dport, stime",
              null),
          new Question(
              "SELECT DISTINCT sip, dip, sport, dport, stime, etime, bytes FROM flows", null),
          new Question(
              "SELECT COUNT(DISTINCT stime), COUNT(DISTINCT sip), APPROX_COUNT_DISTINCT(sport) FROM flows",
              null),
          new Question("SELECT * FROM flows ORDER BY bytes, stime", null),
          new Question("SELECT * FROM flows ORDER BY bytes, stime LIMIT 200000", null),
          new Question(
              "SELECT sip, stime, bytes, sport FROM flows UNION SELECT dip, stime, bytes, dport FROM flows",
              null),
          new Question(
              "SELECT sip, stime, bytes, sport FROM flows INTERSECT SELECT dip, stime, bytes, sport FROM flows",
              null),
          new Question(
              "SELECT sip, stime, bytes, sport FROM flows EXCEPT SELECT dip, stime, bytes, sport FROM flows",
              null),
          new Question(
              "SELECT sip, dip, stime, COUNT(*) FROM flows GROUP BY CUBE(sip, dip, stime)", null),
          new Question("SELECT * FROM TABLE(conversations(TABLE flows, 60))", null),
          new Question(
              "SELECT sip || '-' || dip || '-' || CAST(stime AS VARCHAR) || CAST(sport AS VARCHAR) AS k, COUNT(*) FROM flows GROUP BY sip || '-' || dip || '-' || CAST(stime AS VARCHAR) || CAST(sport AS VARCHAR)",
              "GROUP BY"),
          new Question(
              "SELECT DISTINCT sip || '-' || dip || '-' || CAST(stime AS VARCHAR) AS k FROM flows",
              "GROUP BY"),
          new Question(
              "SELECT sip || CAST(stime AS VARCHAR) AS k FROM flows UNION SELECT dip || CAST(etime AS VARCHAR) FROM flows",
              "GROUP BY"),
          new Question(
              "SELECT sip || CAST(stime AS VARCHAR) AS k FROM flows INTERSECT SELECT sip || CAST(stime AS VARCHAR) FROM flows",
              "GROUP BY"),
          new Question(
              "SELECT sip || CAST(stime AS VARCHAR) AS k FROM flows EXCEPT SELECT dip || CAST(etime AS VARCHAR) FROM flows",
              "GROUP BY"),
          new Question(
              "SELECT sip || CAST(stime AS VARCHAR) AS k FROM flows INTERSECT ALL SELECT sip || CAST(stime AS VARCHAR) FROM flows",
              "INTERSECT"),
          new Question(
              "SELECT sip || CAST(stime AS VARCHAR) AS k FROM flows EXCEPT ALL SELECT dip || CAST(etime AS VARCHAR) FROM flows",
              "EXCEPT"),
          new Question(
              "SELECT protocol, CARDINALITY(COLLECT(sip || dip || CAST(stime AS VARCHAR))) FROM flows GROUP BY protocol",
              "COLLECT"),
          new Question(
              "SELECT protocol, LISTAGG(sip || dip || CAST(stime AS VARCHAR), ',') WITHIN GROUP (ORDER BY stime) FROM flows GROUP BY protocol",
              "LISTAGG"),
          new Question(
              "SELECT sport, STRING_AGG(sip || dip || CAST(stime AS VARCHAR), ',') FROM flows GROUP BY sport",
              "LISTAGG"),
          new Question(
              "SELECT sport, MEDIAN(bytes), PERCENTILE(packets, 0.9), PERCENTILE(bytes, 0.1) FROM flows GROUP BY sport",
              "MEDIAN"),
          new Question(
              "SELECT sip, dip, stime, MEDIAN(bytes), PERCENTILE(packets, 0.9) FROM flows GROUP BY sip, dip, stime",
              "MEDIAN"),
          new Question(
              "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY bytes) FROM flows", null),
          new Question(
              "SELECT COUNT(*) FROM flows a JOIN flows b ON a.stime = b.stime AND a.sip = b.sip AND a.dip = b.dip",
              "JOIN"),
          new Question(
              "SELECT a.sip, b.sip FROM flows a LEFT JOIN flows b ON a.dip = b.sip AND a.dport = b.sport AND a.stime = b.stime",
              "JOIN"),
          new Question(
              "SELECT a.sip, b.sip FROM flows a FULL JOIN flows b ON a.dip = b.sip AND a.dport = b.sport AND a.stime = b.stime",
              "JOIN"),
          new Question(
              "SELECT COUNT(*) FROM (SELECT sip, stime, sport, MAX(bytes) AS m FROM flows GROUP BY sip, stime, sport) a JOIN (SELECT dip, etime, dport, MIN(bytes) AS m FROM flows GROUP BY dip, etime, dport) b ON a.stime = b.etime AND a.m > b.m",
              null),
          new Question(
              "SELECT COUNT(*) FROM flows a WHERE (sip, stime) NOT IN (SELECT dip, etime FROM flows WHERE bytes > 0)",
              "GROUP BY"),
          new Question(
              "SELECT COUNT(*) FROM flows a WHERE EXISTS (SELECT 1 FROM flows b WHERE b.dip = a.sip AND b.stime > a.stime AND b.sport = a.dport)",
              "JOIN"),
          new Question(
              "SELECT a.sip FROM flows a FULL JOIN flows b ON a.bytes < b.packets", "JOIN"),
          new Question(
              "SELECT a.sip, b.dip FROM flows a JOIN flows b ON a.sport = b.sport ORDER BY a.bytes + b.bytes",
              "JOIN"),
          new Question(
              "SELECT a.sip, b.dip, a.stime, COUNT(*) FROM flows a JOIN (SELECT DISTINCT sport, dip FROM flows) b ON a.sport = b.sport GROUP BY a.sip, b.dip, a.stime",
              "GROUP BY"),
          new Question(
              "SELECT DISTINCT a.sip, b.dip, a.stime FROM flows a JOIN (SELECT DISTINCT sport, dip FROM flows) b ON a.sport = b.sport",
              "GROUP BY"),
          new Question(
              "SELECT COUNT(*) FROM flows a FULL JOIN (SELECT DISTINCT protocol, type, sensor FROM flows) b ON a.bytes < b.protocol + 1000000",
              "RIGHT or FULL JOIN"),
          new Question(
              "SELECT a.sip, b.sip, b.dip, b.nhip, b.stime FROM flows a JOIN flows b ON a.bytes < b.packets AND a.sport > b.dport",
              "JOIN on other than equality"),
          new Question("SELECT sip, dip FROM flows ORDER BY sip || ' ' || dip LIMIT 10", null),
          new Question(
              "SELECT protocol, SUM(LENGTH(sip || dip)) FROM flows GROUP BY CUBE(protocol, sip || 'x', type) HAVING COUNT(*) > 100",
              null),
          new Question("SELECT * FROM flows ORDER BY sip || dip", "ORDER BY"),
          new Question("SELECT * FROM flows ORDER BY sip || dip LIMIT 200000", "ORDER BY"),
          new Question(
              "SELECT sip, ROW_NUMBER() OVER (PARTITION BY sip ORDER BY stime) FROM flows",
              "window"),
          new Question(
              "SELECT sip, SUM(bytes) OVER (ORDER BY stime ROWS 10 PRECEDING), LAG(dip) OVER (PARTITION BY protocol ORDER BY stime) FROM flows",
              "window"),
          new Question("SELECT * FROM TABLE(sessions(TABLE flows, 60, 'sip'))", null),
          new Question(
              "SELECT COUNT(*) FROM (SELECT * FROM (SELECT COLLECT(sip) AS c FROM flows) t, UNNEST(t.c) AS u(x))",
              null),
          new Question(
              "SELECT CARDINALITY(ARRAY(SELECT sip || CAST(stime AS VARCHAR) || dip FROM flows))",
              null),
          new Question(
              "SELECT CARDINALITY(MULTISET(SELECT sip || CAST(stime AS VARCHAR) || dip FROM flows))",
              null),
          new Question(
              "SELECT sip || CAST(stime AS VARCHAR) AS k, dip || CAST(stime AS VARCHAR) AS l, COUNT(*) FROM flows GROUP BY CUBE(sip || CAST(stime AS VARCHAR), dip || CAST(stime AS VARCHAR))",
              "GROUP BY"));

  private SmallHeapQueries() {}

  /** Prints a line a question: its number, what came of it, and what the next small one says. */
  public static void main(String[] args) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:weft:" + args[0] + "?memory=32M")) {
      for (int i = 0; i < ALL.size(); i++) {
        String told = ask(connection, ALL.get(i).sql());
        System.out.println(i + "\t" + told + "\t" + ask(connection, SMALL));
      }
    }
  }

  private static Statement within(int seconds, Statement statement) throws SQLException {
    statement.setQueryTimeout(seconds);
    return statement;
  }

  /** The number of rows and a sum over them in any order, or the error. */
  static String ask(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = within(SECONDS, statement).executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      long number = 0;
      long sum = 0;
      while (rows.next()) {
        long row = 0;
        for (int c = 1; c <= columns; c++) {
          row = 31 * row + String.valueOf(rows.getString(c)).hashCode();
        }
        sum += row;
        number++;
      }
      return "rows " + number + " " + sum;
    } catch (SQLException e) {
      return e.getSQLState() + " " + e.getMessage();
    } catch (OutOfMemoryError e) {
      return "out of memory";
    }
  }
}
