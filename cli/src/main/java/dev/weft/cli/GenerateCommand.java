package dev.weft.cli;

import dev.weft.generate.GeneratedFlows;
import dev.weft.generate.TrafficGenerator;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft generate}. */
@Command(
    name = "generate",
    description = {
      "Add synthetic traffic of realistic shape to a store, for benchmarks and tests.",
      "The same numbers give the same flows; running it twice adds them twice."
    })
final class GenerateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The store; made if absent.")
  private Path store = Path.of("");

  @Option(
      names = "--flows",
      paramLabel = "N",
      description = "Exact number of flows; 1000000 if not said.")
  private long flows = 1_000_000;

  @Option(names = "--days", paramLabel = "D", description = "Days of traffic; 1 if not said.")
  private int days = 1;

  @Option(names = "--sensors", paramLabel = "S", description = "Sensors, 1 to 250; 4 if not said.")
  private int sensors = 4;

  @Option(
      names = "--seed",
      paramLabel = "K",
      description = "Seed of the random numbers; 1 if not said.")
  private long seed = 1;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      description = "First day, 2026-03-02 if not said.")
  private LocalDate start = LocalDate.of(2026, 3, 2);

  @Override
  @SuppressWarnings("try") // the interrupt's handler is there to be closed
  public Integer call() throws IOException {
    TrafficGenerator.Settings settings =
        new TrafficGenerator.Settings(flows, days, sensors, seed, start.toEpochDay() * 86_400_000L);
    ProgressLine line = new ProgressLine("generating");
    Importer importer =
        new Importer(
            store,
            ImportOptions.defaults(),
            warning -> line.message("weft: warning: " + warning),
            (done, total, count, seconds) -> line.showFlows(count, flows, seconds));
    try (Interrupts interrupts = new Interrupts(importer::cancel)) {
      ImportResult result = importer.importFlows("generate", GeneratedFlows.of(settings));
      line.clear();
      System.out.printf(
          Locale.ROOT,
          "%s flows, %.1f s, %.2f million flows a second, %.1f bytes a flow%n",
          Sizes.count(result.flows()),
          result.seconds(),
          result.flows() / Math.max(1e-9, result.seconds()) / 1e6,
          result.bytesPerFlow());
      if (!result.isComplete()) {
        System.err.println("weft: stopped early; the store is as it was");
      }
      return result.isComplete() ? 0 : 1;
    }
  }
}
