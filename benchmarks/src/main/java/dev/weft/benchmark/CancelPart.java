package dev.weft.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** How long a query goes on after another thread has cancelled its statement. */
final class CancelPart implements Benchmark.Part {
  private static final int BLOCKS = 100_000;
  private static final int ATTEMPTS = 11;

  /** A query is cancelled within this time of its start, or within most of what it takes. */
  private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put(
        "scan", "SELECT COUNT(*) FROM flows WHERE MOD(bytes * packets + sport, 7) * dport = 12");
    KINDS.put("rows read by the client", "SELECT * FROM flows");
    KINDS.put("grouping", "SELECT sip, dip, sport, SUM(bytes) FROM flows GROUP BY sip, dip, sport");
    KINDS.put("sort", "SELECT * FROM flows ORDER BY bytes, stime, sip");
    KINDS.put(
        "join on equality",
        "SELECT COUNT(*) FROM flows a JOIN (SELECT * FROM flows LIMIT 200000) b"
            + " ON a.sport = b.dport");
    KINDS.put(
        "join on other conditions",
        "SELECT COUNT(*) FROM (SELECT * FROM flows LIMIT 50000) a"
            + " JOIN (SELECT * FROM flows LIMIT 50000) b ON a.bytes < b.bytes - b.packets");
    KINDS.put(
        "window over large frames",
        "SELECT MAX(bytes) OVER (ORDER BY stime ROWS BETWEEN 100000 PRECEDING AND CURRENT ROW)"
            + " FROM (SELECT * FROM flows LIMIT 200000)");
    KINDS.put(
        "window over many partitions",
        "SELECT ROW_NUMBER() OVER (PARTITION BY sip ORDER BY stime, dip) FROM"
            + " (SELECT * FROM flows LIMIT 2000000)");
    KINDS.put(
        "in_set",
        "SELECT COUNT(*) FROM flows WHERE in_set(sip, 'blocks') AND NOT in_set(dip, 'blocks')"
            + " AND in_set(nhip, 'blocks') IS NOT NULL");
    KINDS.put("COUNT DISTINCT", "SELECT COUNT(DISTINCT sip), COUNT(DISTINCT dip) FROM flows");
    KINDS.put(
        "sessions", "SELECT COUNT(*) FROM TABLE(sessions(TABLE flows, 60, 'sip,dip,protocol'))");
    KINDS.put("conversations", "SELECT COUNT(*) FROM TABLE(conversations(TABLE flows, 60))");
    KINDS.put("scans", "SELECT COUNT(*) FROM TABLE(scans(TABLE flows))");
    StringBuilder joins = new StringBuilder("SELECT COUNT(*) FROM flows");
    for (int i = 0; i < 400; i++) {
      joins.append(", flows f").append(i);
    }
    KINDS.put("planning of 400 joins", joins.toString());
  }

  @Override
  public String title() {
    return "How soon a cancelled query ends";
  }

  @Override
  public String run(Options options) throws Exception {
    DataFiles data = DataFiles.uniform(options, options.flows(), options.days());
    data.makeStore();
    Path sets = Files.createDirectories(options.directory().resolve("sets"));
    new RandomBlocks(BLOCKS, 1).writeIpSet(sets.resolve("blocks.set"));
    StringBuilder b = new StringBuilder(data.describe());
    b.append("From `Statement.cancel()` in one thread to the error in the other, ms; ")
        .append(ATTEMPTS)
        .append(" times at random moments of a query, ")
        .append("the greatest in parentheses:\n\n");
    b.append("| what runs | embedded, median (greatest) | remote, median (greatest) |\n");
    b.append("| --- | --- | --- |\n");
    String local = "jdbc:weft:" + data.store() + "?sets=" + sets;
    try (ServedStore server =
        ServedStore.start(
            data.store(), "-Xmx4g", "--access-log", "/dev/null", "--sets", sets.toString())) {
      for (Map.Entry<String, String> kind : KINDS.entrySet()) {
        if (kind.getKey().contains(options.only())) {
          String line =
              Results.format(
                  "| %s | %s | %s |\n",
                  kind.getKey(),
                  measure(local, kind.getValue()),
                  measure(server.url(), kind.getValue()));
          System.err.print(line);
          b.append(line);
        }
      }
    }
    return b.toString();
  }

  private static String measure(String url, String sql) throws Exception {
    Random random = new Random(sql.hashCode());
    double[] millis = new double[ATTEMPTS];
    int measured = 0;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      long takes = Math.min(LATEST_NANOS, cancelled(statement, sql, 2 * LATEST_NANOS).ran);
      for (int i = 0; i < 3 * ATTEMPTS && measured < millis.length; i++) {
        long wait = (long) (takes * (0.05 + 0.8 * random.nextDouble()));
        Cancelled run = cancelled(statement, sql, wait);
        if (run.late >= 0) {
          millis[measured++] = run.late / 1e6;
        }
      }
    }
    if (measured < 5) {
      return "too fast to be cancelled";
    }
    double[] all = Arrays.copyOf(millis, measured);
    Arrays.sort(all);
    return Results.format("%.1f (%.1f)", all[measured / 2], all[measured - 1]);
  }

  /**
   * @param ran nanoseconds from the start to the end
   * @param late nanoseconds from the cancelling to the end; negative where it had ended by itself
   */
  private record Cancelled(long ran, long late) {}

  private static Cancelled cancelled(Statement statement, String sql, long wait) throws Exception {
    long start = System.nanoTime();
    CompletableFuture<Long> end = CompletableFuture.supplyAsync(() -> endOf(statement, sql));
    while (System.nanoTime() - start < wait && !end.isDone()) {
      Thread.sleep(1);
    }
    long told = System.nanoTime();
    statement.cancel();
    try {
      long ended = end.get();
      return new Cancelled(Math.abs(ended) - start, ended < 0 ? -ended - told : -1);
    } catch (ExecutionException e) {
      throw new IOException(sql, e.getCause());
    }
  }

  /** When a query has ended: negative where it was cancelled. */
  private static long endOf(Statement statement, String sql) {
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        rows.getObject(1);
      }
      return System.nanoTime();
    } catch (SQLException e) {
      if (!"57014".equals(e.getSQLState())) {
        throw new IllegalStateException(e);
      }
      return -System.nanoTime();
    }
  }
}
