package dev.weft.cli;

import dev.weft.jdbc.StoreOpener;
import dev.weft.maintenance.RepairResult;
import dev.weft.maintenance.Repairer;
import dev.weft.partition.PartitionChecker;
import dev.weft.store.FlowStore;
import dev.weft.store.StoreVerifier;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft verify}. */
@Command(
    name = "verify",
    description = {
      "Read every byte of a store and check every checksum.",
      "Names each damaged file; the exit status is 1 if there is any. Changes nothing, unless"
          + " asked to repair."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Store, SiLK data root, folder or file.")
  private Path location = Path.of("");

  @Option(
      names = "--deep",
      description =
          "Decode every value, too, and compare bounds, sums and address filters with what they are"
              + " made of: finds what was written wrongly. SiLK's files are always decoded.")
  private boolean deep;

  @Option(
      names = "--repair",
      description =
          "Keep all flows that are sound and move damaged files into the store's folder 'damaged'."
              + " Deletes nothing.")
  private boolean repair;

  @Override
  public Integer call() throws IOException {
    ProgressLine line = new ProgressLine("verifying");
    long start = System.nanoTime();
    Set<Path> faulty = ConcurrentHashMap.newKeySet();
    try (FlowStore store = StoreOpener.open(location, Messages::warn)) {
      StoreVerifier.Report report =
          StoreVerifier.verify(
              store,
              Runtime.getRuntime().availableProcessors(),
              deep ? PartitionChecker.Depth.VALUES : PartitionChecker.Depth.CHECKSUMS,
              finding -> {
                line.message("weft: " + Messages.oneLine(finding.message()));
                if (finding.isFault()) {
                  faulty.add(finding.file());
                }
              },
              (files, total, flows) ->
                  line.showParts("file", files, total, flows, (System.nanoTime() - start) / 1e9));
      line.clear();
      System.out.println(
          Sizes.count(report.files(), "file")
              + ", "
              + Sizes.count(report.flows(), "flow")
              + " read, "
              + (report.isSound() ? "no damage" : Sizes.count(report.faults(), "fault")));
      if (repair && !faulty.isEmpty()) {
        if (!(store instanceof WeftStore)) {
          throw new IOException(location + ": only a Weft store can be repaired");
        }
        new Repairer(location, Messages::warn).repair(faulty).forEach(VerifyCommand::tell);
      }
      return report.isSound() ? 0 : 1;
    }
  }

  private static void tell(RepairResult result) {
    if (result.setAside() == null) {
      System.out.println(result.file() + ": nothing to repair");
      return;
    }
    String part = result.parts() == RepairResult.Parts.FLOWS ? "flow" : "line";
    String lost =
        result.lost() < 0
            ? "lost all its flows, nobody knows how many"
            : "lost " + Sizes.count(result.lost(), part);
    String span =
        result.lost() <= 0 || result.maxStime() == 0
            ? ""
            : " that start " + UtcTime.span(result.minStime(), result.maxStime());
    System.out.println(
        "%s: kept %s, %s%s; set aside as %s"
            .formatted(
                result.file(), Sizes.count(result.kept(), part), lost, span, result.setAside()));
  }
}
