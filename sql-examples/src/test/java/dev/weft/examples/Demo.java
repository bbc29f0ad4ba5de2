package dev.weft.examples;

import dev.weft.error.WarningSink;
import dev.weft.generate.GeneratedFlows;
import dev.weft.generate.OfficeFiles;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.Importer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demonstration's store, made once for all tests of this module. */
final class Demo {
  /** The folder sql-examples/. */
  static final Path SCRIPTS = Path.of("").toAbsolutePath();

  private static final String GREETING = "weft: serving ";
  private static final Path STORE = make();

  private Demo() {}

  static Path store() {
    return STORE;
  }

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("weft-examples");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      Path store = folder.resolve("demo.weft");
      Importer importer =
          new Importer(
              store,
              ImportOptions.defaults(),
              WarningSink.NONE,
              (done, total, flows, seconds) -> {});
      importer.importFlows("demo", GeneratedFlows.ofOfficeStory());
      OfficeFiles.write(store.resolve("sets"), store.resolve("pmaps"));
      return store;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }

  /** What a process ended with and printed; its errors where it failed. */
  record Answer(int status, String text) {}

  /** The weft command as a process of its own. */
  static Answer weft(String... arguments) throws IOException, InterruptedException {
    return run(command(arguments));
  }

  private static ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add("dev.weft.cli.Weft");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** A server of the store, until it is closed. */
  record Served(Process process, String url) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
    }
  }

  /** Starts {@code weft serve} on a free port. */
  static Served serve() throws IOException {
    Process process =
        command("serve", STORE.toString(), "--port", "0", "--access-log", "/dev/null")
            .redirectErrorStream(true)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(GREETING)) {
        return new Served(process, line.substring(GREETING.length()).strip());
      }
      said.append(line).append('\n');
    }
    throw new IOException("weft serve did not start: " + said);
  }

  /** Runs a process to its end, without standard input. */
  static Answer run(ProcessBuilder builder) throws IOException, InterruptedException {
    File errors = Files.createTempFile("weft-examples", ".err").toFile();
    try {
      Process process = builder.redirectError(errors).redirectInput(new File("/dev/null")).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      return new Answer(status, status == 0 ? text : text + Files.readString(errors.toPath()));
    } finally {
      Files.delete(errors.toPath());
    }
  }
}
