package dev.weft.maintenance;

import dev.weft.error.WarningSink;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import dev.weft.ingest.Staging;
import dev.weft.partition.Flush;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What flushing costs an import: processes that import flows from memory, in turn with and without.
 * {@code FOLDER PAIRS FLOWS}. Nothing is read or decoded, so it is a larger part than of an import
 * of files.
 */
final class FlushCost {
  private static final int ROWS = 1_000_000; // of a source

  private FlushCost() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("child")) {
      child(Path.of(args[1]), Integer.parseInt(args[2]));
      return;
    }
    Path store = Path.of(args[0]).resolve("flush-cost");
    int pairs = Integer.parseInt(args[1]);
    double[] ratios = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      boolean first = i % 2 == 0;
      double a = seconds(store, args[2], first);
      double b = seconds(store, args[2], !first);
      double on = first ? a : b;
      double off = first ? b : a;
      ratios[i] = on / off;
      System.out.printf("with %.2f s, without %.2f s, ratio %.3f%n", on, off, ratios[i]);
    }
    Arrays.sort(ratios);
    System.out.printf(
        "median ratio %.3f of %d pairs, %.3f to %.3f%n",
        (ratios[(pairs - 1) / 2] + ratios[pairs / 2]) / 2, pairs, ratios[0], ratios[pairs - 1]);
  }

  private static double seconds(Path store, String flows, boolean flush)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-D" + Flush.OFF + "=" + !flush,
                "-cp",
                System.getProperty("java.class.path"),
                FlushCost.class.getName(),
                "child",
                store.toString(),
                flows)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      return Double.parseDouble(String.valueOf(out.readLine()));
    } finally {
      child.waitFor();
      Staging.deleteTree(store);
    }
  }

  private static void child(Path store, int flows) throws IOException {
    FlowRows rows = RandomFlows.of(1).withHosts(20_000).withPartitions(24, 2, 3).rows(ROWS);
    long begun = System.nanoTime();
    for (int done = 0; done < flows; done += ROWS) {
      ImportResult result =
          new Importer(store, ImportOptions.defaults(), WarningSink.NONE, ImportProgress.NONE)
              .importFlows("random", new RowSource(rows));
      if (!result.isComplete()) {
        throw new IOException(String.valueOf(result.stopped()));
      }
    }
    System.out.println((System.nanoTime() - begun) / 1e9);
  }
}
