package dev.weft.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every script of this folder on the demonstration's store and compares what it prints with
 * {@code expected/}. With {@code -Dweft.examples.write} it writes these files.
 */
class ExamplesIT {
  private static final List<String> FOLDERS = List.of("investigation", "tools", "cron");

  @TempDir private static Path folder;

  private static List<Path> scripts() throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (String name : FOLDERS) {
      try (Stream<Path> files = Files.list(Demo.SCRIPTS.resolve(name))) {
        files.filter(f -> f.toString().endsWith(".sql")).sorted().forEach(scripts::add);
      }
    }
    return scripts;
  }

  @TestFactory
  Stream<DynamicTest> everyScriptAnswersAsExpected() throws IOException {
    return scripts().stream()
        .map(s -> DynamicTest.dynamicTest(Demo.SCRIPTS.relativize(s).toString(), () -> check(s)));
  }

  private static void check(Path script) throws Exception {
    Path answer = folder.resolve("answer.csv");
    InProcess.Result result =
        InProcess.weft(
            "sql",
            Demo.store().toString(),
            "-f",
            script.toString(),
            "--format",
            "csv",
            "-o",
            answer.toString());
    assertEquals(0, result.status(), result.errors());
    assertEquals("", result.errors(), "a script warns of nothing");
    String text = Files.readString(answer).replace("\r\n", "\n");
    if (System.getProperty("weft.examples.write") != null) {
      Files.writeString(expected(script), text);
    }
    assertEquals(Files.readString(expected(script)), text);
    assertTrue(text.lines().count() > 1, "an example has an answer");
  }

  private static Path expected(Path script) {
    String name = script.getFileName().toString().replace(".sql", ".csv");
    return Demo.SCRIPTS.resolve("expected").resolve(name);
  }

  @Test
  void everyExpectedAnswerHasItsScript() throws IOException {
    List<Path> answers = scripts().stream().map(ExamplesIT::expected).sorted().toList();
    try (Stream<Path> files = Files.list(Demo.SCRIPTS.resolve("expected"))) {
      assertEquals(answers, files.sorted().toList());
    }
  }

  @Test
  void everyScriptBeginsWithItsQuestionAndTheCommandItReplaces() throws IOException {
    for (Path script : scripts()) {
      List<String> lines = Files.readAllLines(script);
      assertTrue(lines.get(0).matches("-- .*[.?]"), script + ": a question, then a point");
      assertEquals("--", lines.get(1), script + ": an empty comment line");
      assertTrue(lines.get(2).matches("-- (rw|num|\\(No rw-tool).*"), script + ": the rw-command");
      String head = String.join("\n", lines.stream().takeWhile(l -> l.startsWith("--")).toList());
      String body = String.join("\n", lines.stream().dropWhile(l -> l.startsWith("--")).toList());
      java.util.regex.Matcher name =
          java.util.regex.Pattern.compile("(?<![:\\w]):([a-z_]+)").matcher(body);
      while (name.find()) {
        assertTrue(head.contains("-- :" + name.group(1) + " = "), script + ": " + name.group());
      }
      assertFalse(body.contains("--"), script + ": remarks stand at the head");
    }
  }

  @Test
  void inAProcessOfItsOwnAParameterOverridesTheScripts() throws Exception {
    Path script = Demo.SCRIPTS.resolve("tools/rwfilter.sql");
    Demo.Answer answer =
        Demo.weft(
            "sql",
            Demo.store().toString(),
            "-f",
            script.toString(),
            "--param",
            "day=1999-01-01",
            "--format",
            "csv");
    assertEquals("flow_count,packet_sum,byte_sum\n0,,\n", answer.text().replace("\r\n", "\n"));
  }
}
