package dev.weft.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The {@code weft} command within the test's own Java, which spares a start for each script. */
public final class InProcess {
  private InProcess() {}

  /** What a command ended with, and what it said on standard error. */
  public record Result(int status, String errors) {}

  /** Runs a command. Its answers must go to a file, {@code -o}. */
  public static synchronized Result weft(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.err;
    int status;
    try (PrintStream errors = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setErr(errors);
      status = Weft.run(arguments);
    } finally {
      System.setErr(before);
    }
    return new Result(status, bytes.toString(StandardCharsets.UTF_8));
  }
}
