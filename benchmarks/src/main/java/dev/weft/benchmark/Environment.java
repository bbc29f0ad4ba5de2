package dev.weft.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The machine and versions a result was taken on. */
final class Environment {
  private Environment() {}

  static String describe(int threads, int runs) throws IOException {
    String cpu = "unknown processor";
    Path info = Path.of("/proc/cpuinfo");
    if (Files.exists(info)) {
      cpu =
          Files.readAllLines(info).stream()
              .filter(l -> l.startsWith("model name"))
              .map(l -> l.substring(l.indexOf(':') + 2))
              .findFirst()
              .orElse(cpu);
    }
    return "# Benchmark results\n\nTaken on "
        + LocalDate.now(ZoneOffset.UTC)
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors ("
        + cpu
        + "), Java "
        + System.getProperty("java.version")
        + ", heap "
        + (Runtime.getRuntime().maxMemory() >> 20)
        + " MB, "
        + threads
        + " threads for every engine, warm page cache. DuckDB "
        + org.duckdb.DuckDBDriver.class.getPackage().getImplementationVersion()
        + ". Reproduce: `benchmarks/run`.\n\n";
  }
}
