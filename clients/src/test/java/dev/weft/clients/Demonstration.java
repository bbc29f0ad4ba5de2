package dev.weft.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The store that {@code weft demo} makes, and {@code weft serve} on it; made once for all tests of
 * the module, by the script that a user starts.
 */
final class Demonstration {
  /** The driver's jar. */
  static final Path JAR = Path.of("../jdbc-driver/target/weft-jdbc.jar").toAbsolutePath();

  private static final String GREETING = "weft: serving ";
  private static final Path FOLDER = folder();
  private static final Path STORE = make();
  private static final Server SERVER = serve("0");

  private Demonstration() {}

  /** The two ways to the same flows. */
  static List<String> urls() {
    return List.of(embedded(), SERVER.url());
  }

  static String embedded() {
    return "jdbc:weft:" + STORE;
  }

  /** A {@code weft serve} of its own. */
  static Server serve(String port) {
    try {
      Process process =
          weft("serve", STORE.toString(), "--port", port).redirectErrorStream(true).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      StringBuilder said = new StringBuilder();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(GREETING)) {
          drain(out);
          return new Server(process, line.substring(GREETING.length()).strip());
        }
        said.append(line).append('\n');
      }
      throw new IOException("weft serve did not start: " + said);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A full pipe would stop the server. */
  private static void drain(BufferedReader out) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (out.readLine() != null) {
                  // the log of queries
                }
              } catch (IOException e) {
                // the process has ended
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("weft-clients");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path make() {
    Path store = FOLDER.resolve("demo.weft");
    run(weft("demo", store.toString()), 0);
    return store;
  }

  private static ProcessBuilder weft(String... arguments) {
    List<String> command = new ArrayList<>(List.of("../weft"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("WEFT_NO_ARCHIVE", "yes");
    builder.environment().put("WEFT_JAVA_OPTIONS", "-Xmx512m");
    return builder;
  }

  /** Runs a process to its end and returns what it printed, errors included. */
  static String run(ProcessBuilder builder, int expectedStatus) {
    try {
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != expectedStatus) {
        throw new AssertionError(builder.command() + " ended with " + status + ":\n" + text);
      }
      return text;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }

  /** A running {@code weft serve}. */
  record Server(Process process, String url) {
    String port() {
      return url.replaceAll(".*:(\\d+)/$", "$1");
    }

    /** Stops it as a service manager does; returns its exit status. */
    int stop() throws InterruptedException {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("weft serve does not stop");
      }
      return process.exitValue();
    }
  }
}
