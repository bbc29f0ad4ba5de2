package dev.weft.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The machine and versions a result was taken on. */
final class Environment {
  private Environment() {}

  static String describe(Options options) throws IOException {
    return Results.format(
        "Taken on %s at commit %s: %d processors (%s), Java %s, heap %d MB, load average at the"
            + " start %s.\n\n",
        LocalDate.now(ZoneOffset.UTC),
        commit(),
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("java.version"),
        Runtime.getRuntime().maxMemory() >> 20,
        load());
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.exists(info)) {
      for (String line : Files.readAllLines(info)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 2);
        }
      }
    }
    return "unknown";
  }

  /** Tells whether other work disturbed the measurement. */
  private static String load() throws IOException {
    Path load = Path.of("/proc/loadavg");
    return Files.exists(load) ? Files.readString(load).split(" ")[0] : "unknown";
  }

  private static String commit() throws IOException {
    Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
    String name =
        new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return name.isBlank() ? "unknown" : name.strip();
  }
}
