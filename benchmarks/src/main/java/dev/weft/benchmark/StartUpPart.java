package dev.weft.benchmark;

import dev.weft.benchmark.Results.Times;
import java.io.File;
import java.nio.file.Path;

/** The whole process of one question to a small store, from the shell's view. */
final class StartUpPart implements Benchmark.Part {
  private static final int WARM_UPS = 3;
  private static final int RUNS = 15;

  @Override
  public String title() {
    return "Start-up";
  }

  @Override
  public String run(Options options) throws Exception {
    DataFiles data = DataFiles.uniform(options, 100_000, 1);
    data.makeStore();
    StringBuilder b = new StringBuilder("| `./weft sql DIR -e 'SELECT ...'` on | seconds |\n");
    b.append("| --- | --- |\n");
    for (String home : options.jdks()) {
      for (int i = 0; i < WARM_UPS; i++) { // the first one makes the archive of classes
        start(home, data.store());
        Thread.sleep(4_000);
      }
      double[] seconds = new double[RUNS];
      for (int i = 0; i < RUNS; i++) {
        seconds[i] = start(home, data.store());
      }
      Times t = Times.of(seconds);
      b.append(
          Results.format(
              "| %s | %.2f (%.2f-%.2f) |\n",
              Path.of(home).getFileName(), t.median(), t.min(), t.max()));
    }
    return b.toString();
  }

  private static double start(String home, Path store) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            "./weft",
            "sql",
            store.toString(),
            "-e",
            "SELECT dport, SUM(bytes) AS v FROM flows WHERE protocol = 6 GROUP BY dport"
                + " ORDER BY v DESC LIMIT 5");
    command.environment().put("JAVA_HOME", home);
    command.redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")));
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    long start = System.nanoTime();
    int exit = command.start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("./weft ended with " + exit);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
