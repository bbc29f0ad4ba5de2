package dev.weft.benchmark;

import dev.weft.benchmark.Results.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * A long result through a server against the same embedded and from DuckDB, each client a process
 * with a small heap; and the time from connecting to the first row.
 */
final class RemotePart implements Benchmark.Part {
  private static final String HEAP = "-Xmx256m";

  /** What DuckDB's table has too. */
  private static final String COLUMNS =
      "sip, dip, sport, dport, protocol, packets, bytes, flags, initial_flags, session_flags,"
          + " stime, duration, sensor, type, application, attributes";

  private static final String ALIKE = "SELECT " + COLUMNS + " FROM flows";
  private static final String EVERYTHING = "SELECT * FROM flows";

  private static final int WARM_UPS = 3_000;
  private static final int CONNECTS = 2_000;

  @Override
  public String title() {
    return "A long result and a first row through a server";
  }

  @Override
  public String run(Options options) throws Exception {
    DataFiles data = DataFiles.uniform(options, LoadPart.FLOWS, 1);
    data.makeStore();
    data.makeDuckdb();
    String embeddedUrl = "jdbc:weft:" + data.store();
    StringBuilder b = new StringBuilder(data.describe());
    b.append("Every value of every row read by `getObject`, client and server with `")
        .append(HEAP)
        .append("` each, DuckDB's client too; one process each, warm; median (least-greatest) of ")
        .append(options.runs())
        .append(" runs. Weft's addresses are text, DuckDB's numbers:\n\n");
    b.append("| rows through | columns | seconds | rows a second |\n| --- | --- | --- | --- |\n");
    try (ServedStore server = ServedStore.start(data.store(), HEAP, "--access-log", "/dev/null")) {
      b.append(line(options, "`jdbc:weft:DIR`", "all", embeddedUrl, EVERYTHING));
      b.append(line(options, "`jdbc:weft://HOST:PORT/`", "all", server.url(), EVERYTHING));
      b.append(line(options, "`jdbc:weft:DIR`", "16", embeddedUrl, ALIKE));
      b.append(line(options, "`jdbc:weft://HOST:PORT/`", "16", server.url(), ALIKE));
      b.append(line(options, "DuckDB's JDBC", "16", "jdbc:duckdb:" + data.duckdb(), ALIKE));
      b.append(
          Results.format(
              "\nThe server's process had %.0f MB in memory afterwards.\n\n",
              server.residentBytes() / 1048576.0));
      b.append(firstRows(server.url()));
    }
    return b.toString();
  }

  private static String line(Options options, String name, String columns, String url, String sql)
      throws IOException, InterruptedException {
    double[] seconds = read(url, options.runs(), sql);
    Times t = Times.of(seconds);
    String line =
        Results.format(
            "| %s | %s | %.2f (%.2f-%.2f) | %,.0f |\n",
            name, columns, t.median(), t.min(), t.max(), LoadPart.FLOWS / t.median());
    System.err.print(line);
    return line;
  }

  private static double[] read(String url, int runs, String sql)
      throws IOException, InterruptedException {
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-Duser.timezone=UTC",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RowReader.class.getName(),
                url,
                String.valueOf(runs),
                sql)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String told = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (reader.waitFor() != 0) {
      throw new IOException("a reader of " + url + " failed");
    }
    return told.lines()
        .mapToDouble(
            line -> {
              String[] parts = line.split(" ");
              if (Long.parseLong(parts[1]) != LoadPart.FLOWS) {
                throw new IllegalStateException(url + ": " + parts[1] + " rows");
              }
              return Double.parseDouble(parts[0]);
            })
        .toArray();
  }

  private static String firstRows(String url) throws SQLException {
    String[] questions = {
      "SELECT COUNT(*), SUM(bytes) FROM flows",
      "SELECT protocol, COUNT(*) FROM flows GROUP BY" + " protocol ORDER BY protocol",
      LoadQuestions.oneHour(10)
    };
    StringBuilder b =
        new StringBuilder("| from connecting to the first row | median, ms | 99 %, ms |\n");
    b.append("| --- | --- | --- |\n");
    for (String sql : questions) {
      double[] millis = new double[CONNECTS];
      for (int i = -WARM_UPS; i < CONNECTS; i++) {
        millis[Math.max(0, i)] = connectAndAsk(url, sql) / 1e6;
      }
      Arrays.sort(millis);
      b.append(
          Results.format(
              "| `%s` | %.2f | %.2f |\n",
              sql, millis[CONNECTS / 2], millis[(int) Math.ceil(CONNECTS * 0.99) - 1]));
    }
    return b.toString();
  }

  private static long connectAndAsk(String url, String sql) throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        throw new SQLException("no row");
      }
      rows.getString(1);
      return System.nanoTime() - start;
    }
  }
}
