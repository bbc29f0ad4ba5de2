package dev.weft.benchmark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The switches of a run, each with a default. */
final class Options {
  private static final List<String> KNOWN =
      List.of(
          "parts", "flows", "days", "sensors", "threads", "runs", "dir", "out", "only", "peers",
          "jdks", "clients", "minutes");

  private final Map<String, String> given = new HashMap<>();

  Options(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
      if (!KNOWN.contains(name) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "expected --NAME VALUE with a name of " + KNOWN + ", found " + args[i]);
      }
      given.put(name, args[i + 1]);
    }
  }

  List<String> parts() {
    return list("parts", String.join(",", Benchmark.PARTS.keySet()));
  }

  long flows() {
    return Long.parseLong(given.getOrDefault("flows", "33000000"));
  }

  int days() {
    return number("days", 1);
  }

  int sensors() {
    return number("sensors", 4);
  }

  int threads() {
    return number("threads", Runtime.getRuntime().availableProcessors());
  }

  int runs() {
    return number("runs", 5);
  }

  Path directory() {
    return Path.of(
        given.getOrDefault("dir", System.getProperty("java.io.tmpdir") + "/weft-benchmark"));
  }

  Path out() {
    return Path.of(given.getOrDefault("out", "benchmarks/RESULTS.md"));
  }

  /** A part of the names of the questions to ask. */
  String only() {
    return given.getOrDefault("only", "");
  }

  List<String> peers() {
    return list("peers", "weft,silk,duckdb,parquet");
  }

  /** Homes of the JDKs whose start-up is measured. */
  List<String> jdks() {
    return list("jdks", System.getProperty("java.home"));
  }

  /** Remote clients at once. */
  int clients() {
    return number("clients", 64);
  }

  /** How long the load on a server lasts. */
  double minutes() {
    return Double.parseDouble(given.getOrDefault("minutes", "10"));
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(given.getOrDefault(name, String.valueOf(otherwise)));
  }

  private List<String> list(String name, String otherwise) {
    return List.of(given.getOrDefault(name, otherwise).split(","));
  }
}
