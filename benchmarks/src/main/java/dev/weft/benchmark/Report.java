package dev.weft.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Markdown file of results: one section a part, those that are not measured anew are kept. */
final class Report {
  private static final String HEAD =
      "# Benchmark results\n\nWritten by `benchmarks/run`; each section tells when, where and of"
          + " what it was measured.\n";

  private final Map<String, String> sections = new LinkedHashMap<>();

  private Report() {
    Benchmark.PARTS.values().forEach(p -> sections.put(p.title(), ""));
  }

  static Report read(Path file) throws IOException {
    Report report = new Report();
    if (Files.exists(file)) {
      String[] parts = Files.readString(file).split("(?m)^## ");
      for (int i = 1; i < parts.length; i++) {
        int end = parts[i].indexOf('\n');
        report.sections.replace(
            parts[i].substring(0, end).strip(), parts[i].substring(end).strip());
      }
    }
    return report;
  }

  void put(String title, String text) {
    sections.put(title, text.strip());
  }

  void write(Path file) throws IOException {
    StringBuilder b = new StringBuilder(HEAD);
    sections.forEach(
        (title, text) -> {
          if (!text.isEmpty()) {
            b.append("\n## ").append(title).append("\n\n").append(text).append('\n');
          }
        });
    Files.writeString(file, b);
  }
}
