package dev.weft.cli;

import dev.weft.maintenance.ExpireResult;
import dev.weft.maintenance.Expirer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft expire}. */
@Command(
    name = "expire",
    description = {
      "Remove whole hours of flows from a store, for good.",
      "Safe beside imports and queries; may be stopped and started again at any moment. The files"
          + " that these flows came from are not imported again unless by import --again."
    })
final class ExpireCommand implements Callable<Integer> {
  private static final long HOUR = 3_600_000;

  @Parameters(paramLabel = "DIR", description = "The store.")
  private Path store = Path.of("");

  @Option(
      names = "--before",
      required = true,
      paramLabel = "DATE",
      converter = UtcTime.Converter.class,
      description =
          "Remove the hours that end before this or at it: 2026-11-01, 2026-11-01T06, UTC.")
  private long before;

  @Option(names = "--dry-run", description = "Tell what would be removed, and remove nothing.")
  private boolean dryRun;

  @Option(
      names = "--future",
      description = "Allow a DATE that is yet to come: everything up to now goes, too.")
  private boolean future;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  @SuppressWarnings("try") // the interrupt's handler is there to be closed
  public Integer call() throws IOException {
    checkPast();
    ProgressLine line = new ProgressLine("expiring");
    long start = System.nanoTime();
    Expirer expirer =
        new Expirer(
            store,
            warning -> line.message("weft: warning: " + Messages.oneLine(warning)),
            (hours, total, flows) ->
                line.showParts("hour", hours, total, flows, (System.nanoTime() - start) / 1e9));
    try (Interrupts interrupts = new Interrupts(expirer::cancel)) {
      ExpireResult result = dryRun ? expirer.plan(before) : expirer.run(before);
      line.clear();
      System.out.println(text(result, dryRun));
      return result.cancelled() ? 1 : 0;
    }
  }

  private void checkPast() {
    if (before > System.currentTimeMillis() && !future) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--before: %s UTC is yet to come, so everything up to now would go; say --future if it shall"
              .formatted(UtcTime.minute(before)));
    }
  }

  static String text(ExpireResult result, boolean dryRun) {
    String verb = dryRun ? "would remove " : "removed ";
    if (result.hours() == 0) {
      return verb + "nothing: no hour of the store ends so early";
    }
    return "%s%s, %s to %s UTC: %s, %s, %s%s"
        .formatted(
            verb,
            Sizes.count(result.hours(), "hour"),
            UtcTime.minute(result.firstHour()),
            UtcTime.minute(result.lastHour() + HOUR),
            Sizes.count(result.segments(), "file"),
            Sizes.count(result.flows(), "flow"),
            Sizes.bytes(result.bytes()),
            result.cancelled() ? "; stopped early" : "");
  }
}
