package dev.weft.store;

import dev.weft.error.WarningSink;
import dev.weft.partition.PartitionChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * How fast a store is verified, several times in one process: {@code STORE TIMES [CHECKSUMS or
 * VALUES]}.
 */
final class VerifySpeed {
  private VerifySpeed() {}

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    PartitionChecker.Depth depth =
        args.length > 2
            ? PartitionChecker.Depth.valueOf(args[2])
            : PartitionChecker.Depth.CHECKSUMS;
    long bytes = 0;
    try (Stream<Path> all = Files.walk(directory.resolve("flows"))) {
      for (Path p : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(p);
      }
    }
    double[] seconds = new double[Integer.parseInt(args[1])];
    long flows = 0;
    for (int i = 0; i < seconds.length; i++) {
      long begun = System.nanoTime();
      try (WeftStore store = WeftStore.open(directory, WarningSink.NONE)) {
        StoreVerifier.Report report =
            StoreVerifier.verify(
                store, 2, depth, f -> System.out.println(f.message()), StoreVerifier.Progress.NONE);
        flows = report.flows();
      }
      seconds[i] = (System.nanoTime() - begun) / 1e9;
    }
    System.out.println(Arrays.toString(seconds));
    Arrays.sort(seconds);
    double median = seconds[seconds.length / 2];
    System.out.printf(
        "%d flows, %d bytes, median %.2f s: %.0f MB/s, %.1f million flows a second%n",
        flows, bytes, median, bytes / median / 1e6, flows / median / 1e6);
  }
}
