package dev.weft.benchmark;

import dev.weft.benchmark.Results.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One hour of one sensor: new text each time, the same text again, and prepared. */
final class LatencyPart implements Benchmark.Part {
  private static final int WARM_UPS = 2_000; // until the compiler has nothing left to do
  private static final int ASKED = 230;

  @Override
  public String title() {
    return "One hour of one sensor";
  }

  @Override
  public String run(Options options) throws Exception {
    DataFiles data = DataFiles.uniform(options, options.flows(), options.days());
    data.makeStore();
    try (Connection c = Peers.weft("Weft", data.store(), options.threads()).connection()) {
      for (int i = 0; i < WARM_UPS; i++) {
        ask(c, text(i, i % 1_000));
      }
      double[] first = new double[ASKED];
      double[] again = new double[ASKED];
      double[] prepared = new double[ASKED];
      for (int i = 0; i < ASKED; i++) {
        first[i] = ask(c, text(i, 1_000 + i));
      }
      for (int i = -WARM_UPS; i < ASKED; i++) {
        double seconds = ask(c, text(i + WARM_UPS, 0));
        again[Math.max(0, i)] = seconds;
      }
      String sql =
          "SELECT dport, COUNT(*) AS n, SUM(bytes) AS v FROM flows WHERE sensor = 'S1'"
              + " AND stime >= ? AND stime < ? AND bytes > ?"
              + " GROUP BY dport ORDER BY v DESC, dport LIMIT 10";
      try (PreparedStatement s = c.prepareStatement(sql)) {
        for (int i = -WARM_UPS; i < ASKED; i++) {
          double seconds = ask(s, i + WARM_UPS);
          prepared[Math.max(0, i)] = seconds;
        }
      }
      return data.describe()
          + "`"
          + text(10, 40)
          + "`\n\n| asked | milliseconds from execute to last row, median (least-greatest) of "
          + ASKED
          + " |\n| --- | --- |\n"
          + row("a new text each time, another hour, planning included", first)
          + row("the same texts again, another hour each time", again)
          + row("prepared, another hour each time", prepared);
    }
  }

  private static String row(String name, double[] seconds) {
    Times t = Times.of(seconds);
    return Results.format(
        "| %s | %.2f (%.2f-%.2f) |\n", name, 1e3 * t.median(), 1e3 * t.min(), 1e3 * t.max());
  }

  /** A question; another number of bytes makes another text. */
  private static String text(int i, int bytes) {
    return Results.format(
        "SELECT dport, COUNT(*) AS n, SUM(bytes) AS v FROM flows WHERE sensor = 'S1'"
            + " AND stime >= TIMESTAMP '%s' AND stime < TIMESTAMP '%s' AND bytes > %d"
            + " GROUP BY dport ORDER BY v DESC, dport LIMIT 10",
        hour(i), hour(i + 1), bytes);
  }

  private static String hour(int i) {
    return DataFiles.FIRST_DAY.atStartOfDay().plusHours(i % 23).toString().replace('T', ' ')
        + ":00";
  }

  private static double ask(Connection c, String sql) throws SQLException {
    long start = System.nanoTime();
    try (Statement s = c.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      read(r);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double ask(PreparedStatement s, int i) throws SQLException {
    long start = System.nanoTime();
    s.setTimestamp(1, java.sql.Timestamp.valueOf(hour(i)));
    s.setTimestamp(2, java.sql.Timestamp.valueOf(hour(i + 1)));
    s.setLong(3, i % 200);
    try (ResultSet r = s.executeQuery()) {
      read(r);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void read(ResultSet r) throws SQLException {
    while (r.next()) {
      r.getLong(1);
      r.getLong(2);
      r.getLong(3);
    }
  }
}
