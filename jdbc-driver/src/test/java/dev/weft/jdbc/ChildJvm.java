package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of the tests in a process of its own. */
final class ChildJvm {
  private ChildJvm() {}

  /** The command, to be started. */
  static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** The lines that it prints until it ends, without a fault. */
  static List<String> run(Path folder, List<String> options, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    return run(folder, command(options, main, arguments));
  }

  /** The lines that a command prints until it ends, without a fault. */
  static List<String> run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path out = folder.resolve("child.out");
    Path err = folder.resolve("child.err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertEquals(0, process.waitFor(), () -> text(err));
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
