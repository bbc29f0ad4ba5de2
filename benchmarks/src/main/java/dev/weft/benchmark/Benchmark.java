package dev.weft.benchmark;

import dev.weft.benchmark.Results.Times;
import dev.weft.generate.TrafficGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Asks every peer every question, in alternation, and writes what came out as Markdown.
 *
 * <pre>
 * benchmarks/run [--flows N] [--days D] [--sensors S] [--threads T] [--runs R] [--dir DIR] [--out FILE]
 * </pre>
 */
public final class Benchmark {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);

  private final Map<String, String> options = new HashMap<>();

  private Benchmark(String[] args) {
    List<String> known =
        List.of("flows", "days", "sensors", "threads", "runs", "dir", "out", "only", "peers");
    for (int i = 0; i + 1 < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
      if (!known.contains(name)) {
        throw new IllegalArgumentException("no option " + args[i] + "; there are " + known);
      }
      options.put(name, args[i + 1]);
    }
  }

  public static void main(String[] args) throws Exception {
    new Benchmark(args).run();
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(options.getOrDefault(name, String.valueOf(otherwise)));
  }

  private void run() throws IOException, SQLException, InterruptedException {
    long flows = Long.parseLong(options.getOrDefault("flows", "33000000"));
    int days = number("days", 1);
    int sensors = number("sensors", 4);
    int threads = number("threads", Runtime.getRuntime().availableProcessors());
    int runs = number("runs", 5);
    Path directory =
        Path.of(options.getOrDefault("dir", System.getProperty("java.io.tmpdir") + "/weft-benchmark"));
    Files.createDirectories(directory);
    long firstDay = FIRST_DAY.toEpochDay() * 86_400_000L;
    TrafficGenerator.Settings settings =
        new TrafficGenerator.Settings(
            flows, days, sensors, 1, firstDay, TrafficGenerator.Addresses.UNIFORM_IPV4);
    DataFiles data = new DataFiles(directory, settings, threads);
    data.prepare();

    List<Peer> peers = new ArrayList<>();
    String wanted = options.getOrDefault("peers", "weft,silk,duckdb,parquet");
    Connection own =
        DriverManager.getConnection("jdbc:duckdb:" + data.duckdb(), readOnly(threads));
    DataSet choice = DataSet.choose(own, FIRST_DAY.toString());
    if (wanted.contains("weft")) {
      peers.add(weft("Weft store", data.store(), threads));
    }
    if (wanted.contains("silk")) {
      peers.add(weft("Weft over SiLK files", data.silk(), threads));
    }
    if (wanted.contains("duckdb")) {
      peers.add(new Peer("DuckDB", own, false, Files.size(data.duckdb())));
    }
    if (wanted.contains("parquet")) {
      Connection parquet = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement s = parquet.createStatement()) {
        s.execute("SET threads = " + threads);
        s.execute("CREATE VIEW flows AS SELECT * FROM '" + data.parquet() + "'");
      }
      peers.add(new Peer("DuckDB over Parquet+zstd", parquet, false, Files.size(data.parquet())));
    }

    Results results = new Results(peers.stream().map(Peer::name).toList());
    for (Question question : Questions.of(choice)) {
      if (question.name().contains(options.getOrDefault("only", ""))) {
        results.add(question, ask(question, peers, runs));
      }
    }
    StringBuilder report = new StringBuilder();
    report.append(Environment.describe(threads, runs)).append(data.describe()).append('\n');
    report.append("| form | bytes | bytes a flow |\n| --- | --- | --- |\n");
    for (Peer peer : peers) {
      report.append(
          Results.format(
              "| %s | %,d | %.2f |\n", peer.name(), peer.bytes(), (double) peer.bytes() / flows));
    }
    report.append("\nSeconds: median (least-greatest) of ").append(runs).append(" runs.\n\n");
    report.append(results.markdown());
    Path out = Path.of(options.getOrDefault("out", "benchmarks/RESULTS.md"));
    Files.writeString(out, report);
    System.out.println(report);
  }

  private static java.util.Properties readOnly(int threads) {
    java.util.Properties p = new java.util.Properties();
    p.setProperty("duckdb.read_only", "true");
    p.setProperty("threads", String.valueOf(threads));
    return p;
  }

  private static Peer weft(String name, Path location, int threads)
      throws SQLException, IOException {
    return new Peer(
        name,
        DriverManager.getConnection("jdbc:weft:" + location + "?threads=" + threads),
        true,
        size(location));
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long sum = 0;
      for (Path p : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        sum += Files.size(p);
      }
      return sum;
    }
  }

  /** One warm-up and then {@code runs} rounds through all peers; every answer must be the same. */
  private static List<Times> ask(Question question, List<Peer> peers, int runs)
      throws SQLException {
    double[][] seconds = new double[peers.size()][runs];
    Peer.Answer first = null;
    for (int run = -1; run < runs; run++) {
      for (int p = 0; p < peers.size(); p++) {
        Peer.Answer answer = peers.get(p).ask(question);
        if (run >= 0) {
          seconds[p][run] = answer.seconds();
          continue;
        }
        if (first == null) {
          first = answer;
        }
        List<String> expected = new ArrayList<>(first.rows());
        List<String> got = new ArrayList<>(answer.rows());
        Collections.sort(expected);
        Collections.sort(got);
        if (!expected.equals(got) || first.count() != answer.count()) {
          throw new IllegalStateException(
              question.name() + ": " + peers.get(p).name() + " answers otherwise than "
                  + peers.get(0).name() + ":\n" + head(got) + "\nagainst\n" + head(expected));
        }
      }
    }
    List<Times> times = new ArrayList<>();
    StringBuilder line = new StringBuilder(question.name());
    for (int p = 0; p < peers.size(); p++) {
      times.add(Times.of(seconds[p]));
      line.append(Results.format(" | %s %.4f", peers.get(p).name(), times.get(p).median()));
    }
    System.err.println(line);
    return times;
  }

  private static String head(List<String> rows) {
    return rows.size() + " rows: " + rows.subList(0, Math.min(5, rows.size()));
  }
}
