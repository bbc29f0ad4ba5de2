package dev.weft.cli;

import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft import}. */
@Command(
    name = "import",
    description = {
      "Add flows to a store, which is made if absent.",
      "Takes SiLK flow files, SiLK data roots and other folders, and rwcut's text. A file goes in"
          + " whole or not at all; one that is in the store already is left out."
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The store.")
  private Path store = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders to import; - is standard input.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--site-config",
      paramLabel = "FILE",
      description =
          "The silk.conf that names sensors and types. Default: the one found with the files.")
  private @Nullable Path siteConfig;

  @Option(names = "--again", description = "Import files again that are in the store already.")
  private boolean again;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that encode. Default: one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  @SuppressWarnings("try") // the interrupt's handler is there to be closed
  public Integer call() throws IOException {
    ImportOptions options =
        ImportOptions.defaults()
            .withAgain(again)
            .withSiteFile(siteConfig)
            .withThreads(Math.max(1, threads));
    ProgressLine line = new ProgressLine("importing");
    Importer importer =
        new Importer(
            store,
            options,
            warning -> line.message("weft: warning: " + warning),
            (done, total, flows, seconds) ->
                line.show(done, total, Sizes.count(flows) + " flows", seconds));
    try (Interrupts interrupts = new Interrupts(importer::cancel)) {
      ImportResult result = importer.importPaths(paths, System.in);
      line.clear();
      refused(result.failed());
      summarize(result);
      return result.isComplete() ? 0 : 1;
    }
  }

  private static void refused(ImportResult.Sources sources) {
    for (ImportResult.Refused refused : sources.first()) {
      System.err.println("weft: " + Messages.oneLine(refused.reason()));
    }
    long unnamed = sources.count() - sources.first().size();
    if (unnamed > 0) {
      System.err.println("weft: and " + Sizes.count(unnamed) + " files more that failed");
    }
  }

  private static void summarize(ImportResult result) {
    System.out.printf(
        Locale.ROOT,
        "%s imported, %s flows, %.1f s, %.1f bytes a flow%n",
        Sizes.count(result.files(), "file"),
        Sizes.count(result.flows()),
        result.seconds(),
        result.bytesPerFlow());
    note(result.skipped().count(), "in the store already");
    note(result.noFlows().count(), "without flows left out");
    note(result.failed().count(), "failed, of which nothing is in the store");
    if (result.stopped() != null) {
      System.err.println("weft: stopped early: " + Messages.oneLine(result.stopped()));
    }
  }

  private static void note(long count, String what) {
    if (count > 0) {
      System.out.println(Sizes.count(count, "file") + " " + what);
    }
  }
}
