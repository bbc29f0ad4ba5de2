package dev.weft.benchmark;

import dev.weft.benchmark.Results.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** SiLK files into a new store. */
final class ImportPart implements Benchmark.Part {
  @Override
  public String title() {
    return "Import";
  }

  @Override
  public String run(Options options) throws Exception {
    DataFiles data = DataFiles.uniform(options, options.flows(), options.days());
    data.makeSilk();
    Path store = options.directory().resolve("import");
    double[] seconds = new double[options.runs()];
    for (int i = 0; i < seconds.length; i++) {
      delete(store);
      seconds[i] = data.importInto(store);
      System.err.println(Results.format("import %.2f s", seconds[i]));
    }
    delete(store);
    Times t = Times.of(seconds);
    return data.describe()
        + Results.format(
            "%,d bytes of uncompressed SiLK files in %.1f s (%.1f-%.1f of %d runs, each into a new"
                + " store): %.2f million flows a second.\n",
            DataFiles.size(data.silk()),
            t.median(),
            t.min(),
            t.max(),
            seconds.length,
            options.flows() / t.median() / 1e6);
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      List<Path> paths;
      try (Stream<Path> walk = Files.walk(directory)) {
        paths = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : paths) {
        Files.delete(path);
      }
    }
  }
}
