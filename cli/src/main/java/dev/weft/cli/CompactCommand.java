package dev.weft.cli;

import dev.weft.maintenance.CompactResult;
import dev.weft.maintenance.Compactor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft compact}. */
@Command(
    name = "compact",
    description = {
      "Merge the files of each partition of a store into one.",
      "Safe beside imports and queries; may be stopped and started again at any moment. Files that"
          + " a query still reads are deleted by a later compact."
    })
final class CompactCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The store.")
  private Path store = Path.of("");

  @Option(
      names = "--before",
      paramLabel = "DATE",
      converter = UtcTime.Converter.class,
      description =
          "Only the hours that end before this or at it: 2026-11-01, 2026-11-01T06, UTC. Default:"
              + " all.")
  private @Nullable Long before;

  @Override
  @SuppressWarnings("try") // the interrupt's handler is there to be closed
  public Integer call() throws IOException {
    ProgressLine line = new ProgressLine("compacting");
    long start = System.nanoTime();
    Compactor compactor =
        new Compactor(
            store,
            Compactor.KEEP_MILLIS,
            warning -> line.message("weft: warning: " + Messages.oneLine(warning)),
            (hours, total, flows) ->
                line.showParts("hour", hours, total, flows, (System.nanoTime() - start) / 1e9));
    try (Interrupts interrupts = new Interrupts(compactor::cancel)) {
      CompactResult result = compactor.run(before == null ? Long.MAX_VALUE : before);
      line.clear();
      print(result);
      return result.cancelled() || result.damaged() > 0 ? 1 : 0;
    }
  }

  private static void print(CompactResult result) {
    if (result.merged() == 0) {
      System.out.println(
          "nothing to merge in " + Sizes.count(result.hours(), "hour") + stopped(result));
    } else {
      System.out.printf(
          "merged %s (%s) into %d (%s): %s%s%n",
          Sizes.count(result.merged(), "file"),
          Sizes.bytes(result.bytesBefore()),
          result.made(),
          Sizes.bytes(result.bytesAfter()),
          Sizes.count(result.flows(), "flow"),
          stopped(result));
    }
    if (result.kept() > 0) {
      System.out.println(
          Sizes.count(result.kept(), "merged file")
              + " may still be read; a later compact deletes them");
    }
    if (result.damaged() > 0) {
      System.out.println(
          Sizes.count(result.damaged(), "partition")
              + " left as they are because of damage; see weft verify");
    }
  }

  private static String stopped(CompactResult result) {
    return result.cancelled() ? "; stopped early" : "";
  }
}
