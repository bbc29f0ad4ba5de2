package dev.weft.benchmark;

import dev.weft.error.WarningSink;
import dev.weft.generate.GeneratedFlows;
import dev.weft.generate.TrafficGenerator;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** The same flows in every form, made once and kept for the next run with the same settings. */
final class DataFiles {
  static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);

  private final Path directory;
  private final TrafficGenerator.Settings settings;
  private final int threads;

  /** Flows of a number of days with evenly drawn addresses, the rest as the options say. */
  static DataFiles uniform(Options options, long flows, int days) {
    return of(options, flows, days, TrafficGenerator.Addresses.UNIFORM_IPV4);
  }

  static DataFiles of(Options options, long flows, int days, TrafficGenerator.Addresses addresses) {
    TrafficGenerator.Settings settings =
        new TrafficGenerator.Settings(
            flows, days, options.sensors(), 1, FIRST_DAY.toEpochDay() * 86_400_000L, addresses);
    return new DataFiles(options.directory(), settings, options.threads());
  }

  private DataFiles(Path directory, TrafficGenerator.Settings settings, int threads) {
    this.settings = settings;
    this.threads = threads;
    this.directory =
        directory.resolve(
            settings.flows()
                + "-flows-"
                + settings.days()
                + "-days-"
                + settings.sensors()
                + "-sensors"
                + (hasIpv6() ? "-mixed" : ""));
  }

  Path silk() {
    return directory.resolve("silk");
  }

  Path store() {
    return directory.resolve("weft");
  }

  Path duckdb() {
    return directory.resolve("flows.duckdb");
  }

  Path parquet() {
    return directory.resolve("flows.parquet");
  }

  /** What the data is. */
  String describe() {
    return Results.format(
        "%,d flows of %d day(s) and %d sensors, %s (`TrafficGenerator`, seed %d).\n\n",
        settings.flows(),
        settings.days(),
        settings.sensors(),
        settings.addresses() == TrafficGenerator.Addresses.UNIFORM_IPV4
            ? "IPv4 addresses drawn evenly from pools of millions"
            : "few busy and many rare hosts, 8 % of the conversations over IPv6",
        settings.seed());
  }

  /** Makes the SiLK files and the Weft store that is imported from them. */
  void makeStore() throws IOException {
    makeSilk();
    if (Files.exists(store())) {
      return;
    }
    double seconds = importInto(store());
    System.err.println(Results.format("store made in %.1f s", seconds));
  }

  /**
   * Imports the SiLK files into a new store.
   *
   * @return seconds it took
   */
  double importInto(Path store) throws IOException {
    long start = System.nanoTime();
    ImportResult imported =
        new Importer(
                store,
                ImportOptions.defaults().withThreads(threads),
                WarningSink.NONE,
                (done, total, count, seconds) -> {})
            .importPaths(List.of(silk()), null);
    if (!imported.isComplete() || imported.flows() != settings.flows()) {
      throw new IllegalStateException("import: " + imported);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  void makeSilk() throws IOException {
    if (Files.exists(silk())) {
      return;
    }
    Files.createDirectories(directory);
    long start = System.nanoTime();
    Path making = directory.resolve("silk.making");
    try (GeneratedFlows flows = GeneratedFlows.of(settings);
        SilkFlowWriter silk = new SilkFlowWriter(making, flows.site(), hasIpv6())) {
      while (flows.next() > 0) {
        silk.write(flows.chunk());
      }
    }
    Files.move(making, silk());
    System.err.println("SiLK files made in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
  }

  private boolean hasIpv6() {
    return settings.addresses() != TrafficGenerator.Addresses.UNIFORM_IPV4;
  }

  /** Makes DuckDB's own form and the Parquet file. */
  void makeDuckdb() throws IOException, SQLException {
    if (Files.exists(parquet())) {
      return;
    }
    Files.createDirectories(directory);
    long start = System.nanoTime();
    try (GeneratedFlows flows = GeneratedFlows.of(settings);
        DuckDbLoader duckdb = new DuckDbLoader(directory, flows.site(), threads, hasIpv6())) {
      while (flows.next() > 0) {
        duckdb.write(flows.chunk());
      }
      duckdb.finish();
    }
    Files.deleteIfExists(directory.resolve("loading.duckdb"));
    System.err.println(
        "DuckDB's forms made in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
  }

  static long size(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      long sum = 0;
      for (Path p : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        sum += Files.size(p);
      }
      return sum;
    }
  }
}
