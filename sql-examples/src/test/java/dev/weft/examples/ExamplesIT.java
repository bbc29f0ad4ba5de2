package dev.weft.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every script of this folder on the demonstration's store, as a user does, and compares what
 * it prints with {@code expected/}. With {@code -Dweft.examples.write} it writes these files.
 */
class ExamplesIT {
  private static final Path SCRIPTS = Path.of("").toAbsolutePath();

  @TempDir private static Path folder;

  private static Path store;

  @BeforeAll
  static void makeStore() throws Exception {
    store = folder.resolve("demo");
    Answer demo = weft("demo", store.toString());
    assertEquals(0, demo.status, demo.text);
  }

  @TestFactory
  Stream<DynamicTest> everyScriptAnswersAsExpected() throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (String name : List.of("investigation", "tools")) {
      try (Stream<Path> files = Files.list(SCRIPTS.resolve(name))) {
        files.filter(f -> f.toString().endsWith(".sql")).sorted().forEach(scripts::add);
      }
    }
    return scripts.stream()
        .map(s -> DynamicTest.dynamicTest(SCRIPTS.relativize(s).toString(), () -> check(s)));
  }

  private static void check(Path script) throws Exception {
    Answer answer = weft("sql", store.toString(), "-f", script.toString(), "--format", "csv");
    assertEquals(0, answer.status, answer.text);
    String name = script.getFileName().toString().replace(".sql", ".csv");
    Path expected = SCRIPTS.resolve("expected").resolve(name);
    if (System.getProperty("weft.examples.write") != null) {
      Files.writeString(expected, answer.text);
    }
    assertEquals(Files.readString(expected), answer.text.replace("\r\n", "\n"));
  }

  @Test
  void parameterOverridesTheScriptsOwnValue() throws Exception {
    Answer answer =
        weft(
            "sql",
            store.toString(),
            "-f",
            SCRIPTS.resolve("tools/rwfilter.sql").toString(),
            "--param",
            "day=1999-01-01",
            "--format",
            "csv");
    assertEquals("flow_count,packet_sum,byte_sum\n0,,\n", answer.text.replace("\r\n", "\n"));
  }

  private record Answer(int status, String text) {}

  private static Answer weft(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add("dev.weft.cli.Weft");
    command.addAll(List.of(arguments));
    File errors = folder.resolve("errors.txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectError(errors)
            .redirectInput(new File("/dev/null"))
            .start();
    String text =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    int status = process.waitFor();
    return new Answer(status, status == 0 ? text : Files.readString(errors.toPath()));
  }
}
