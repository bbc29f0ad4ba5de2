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
import java.util.List;

/** The same flows in every form, made once and kept for the next run with the same settings. */
final class DataFiles {
  private final Path directory;
  private final TrafficGenerator.Settings settings;
  private final int threads;

  DataFiles(Path directory, TrafficGenerator.Settings settings, int threads) {
    this.settings = settings;
    this.threads = threads;
    this.directory =
        directory.resolve(
            settings.flows()
                + "-flows-"
                + settings.days()
                + "-days-"
                + settings.sensors()
                + "-sensors");
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

  private Path notes() {
    return directory.resolve("notes.txt");
  }

  /** What the data is and how long each form took to make. */
  String describe() throws IOException {
    return Files.readString(notes());
  }

  void prepare() throws IOException, SQLException {
    if (Files.exists(notes())) {
      return;
    }
    Files.createDirectories(directory);
    StringBuilder notes = new StringBuilder();
    notes.append(
        Results.format(
            "%,d flows of %d day(s) and %d sensors, addresses drawn evenly from pools of millions"
                + " (`TrafficGenerator`, seed %d).\n\n",
            settings.flows(), settings.days(), settings.sensors(), settings.seed()));
    long start = System.nanoTime();
    try (GeneratedFlows flows = GeneratedFlows.of(settings);
        SilkFlowWriter silk = new SilkFlowWriter(silk(), flows.site(), false)) {
      while (flows.next() > 0) {
        silk.write(flows.chunk());
      }
    }
    System.err.println("SiLK files made in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
    start = System.nanoTime();
    ImportResult imported =
        new Importer(
                store(),
                ImportOptions.defaults().withThreads(threads),
                WarningSink.NONE,
                (done, total, count, seconds) -> {})
            .importPaths(List.of(silk()), null);
    if (!imported.isComplete() || imported.flows() != settings.flows()) {
      throw new IllegalStateException("import: " + imported);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    notes.append(
        Results.format(
            "Import of the SiLK files into the Weft store: %.1f s, %.2f million flows a second.\n",
            seconds, settings.flows() / seconds / 1e6));
    System.err.println(notes);
    start = System.nanoTime();
    try (GeneratedFlows flows = GeneratedFlows.of(settings);
        DuckDbLoader duckdb = new DuckDbLoader(directory, flows.site(), threads)) {
      while (flows.next() > 0) {
        duckdb.write(flows.chunk());
      }
      duckdb.finish();
    }
    Files.deleteIfExists(directory.resolve("loading.duckdb"));
    notes.append(
        Results.format(
            "Loading DuckDB and Parquet, sorting included: %.1f s.\n",
            (System.nanoTime() - start) / 1e9));
    Files.writeString(notes(), notes);
  }
}
