package dev.weft.sql;

import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Answers of SiLK in the conformance suite. */
final class SuiteCase {
  private SuiteCase() {}

  /** The expected rows of a case. */
  static List<String> rows(String file, String name) throws IOException {
    List<String> lines = Files.readAllLines(SharedData.path("silk-suite").resolve(file));
    int at = lines.indexOf("== " + name);
    if (at < 0) {
      throw new IllegalArgumentException("no case " + name + " in " + file);
    }
    while (!lines.get(at).startsWith("-- rows: ")) {
      at++;
    }
    int count = Integer.parseInt(lines.get(at).substring("-- rows: ".length()));
    return new ArrayList<>(lines.subList(at + 1, at + 1 + count));
  }
}
