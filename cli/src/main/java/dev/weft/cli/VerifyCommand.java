package dev.weft.cli;

import dev.weft.jdbc.StoreOpener;
import dev.weft.store.FlowStore;
import dev.weft.store.StoreVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weft verify}. */
@Command(
    name = "verify",
    description = {
      "Read every byte of a store and check every checksum.",
      "Names each damaged file; the exit status is 1 if there is any. Changes nothing."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Store, SiLK data root, folder or file.")
  private Path location = Path.of("");

  @Override
  public Integer call() throws IOException {
    ProgressLine line = new ProgressLine("verifying");
    long start = System.nanoTime();
    try (FlowStore store = StoreOpener.open(location, Messages::warn)) {
      StoreVerifier.Report report =
          StoreVerifier.verify(
              store,
              Runtime.getRuntime().availableProcessors(),
              finding -> line.message("weft: " + Messages.oneLine(finding.message())),
              (files, total, flows) ->
                  line.showFiles(files, total, flows, (System.nanoTime() - start) / 1e9));
      line.clear();
      System.out.println(
          Sizes.count(report.files(), "file")
              + ", "
              + Sizes.count(report.flows(), "flow")
              + " read, "
              + (report.isSound() ? "no damage" : Sizes.count(report.faults(), "fault")));
      return report.isSound() ? 0 : 1;
    }
  }
}
