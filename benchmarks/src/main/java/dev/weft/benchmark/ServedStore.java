package dev.weft.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A store that {@code ./weft serve} serves, in a process of its own. Closing it stops that. */
final class ServedStore implements AutoCloseable {
  private static final String GREETING = "weft: serving jdbc:weft://";
  private static final int SECONDS_TO_STOP = 30;

  private final Process process;
  private final String place;
  private final Thread reader;

  private ServedStore(Process process, String place, Thread reader) {
    this.process = process;
    this.place = place;
    this.reader = reader;
  }

  /**
   * Starts a server on a free port of this machine.
   *
   * @param javaOptions of its JVM, parted by blanks
   * @param arguments further ones of {@code weft serve}
   */
  static ServedStore start(Path store, String javaOptions, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("./weft", "serve", store.toString(), "--port", "0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("WEFT_JAVA_OPTIONS", javaOptions);
    Process process = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int greeting = line.indexOf(GREETING);
      if (greeting >= 0) {
        int from = greeting + GREETING.length();
        String place = line.substring(from, line.indexOf('/', from));
        Thread reader = new Thread(() -> pass(out), "server's output");
        reader.setDaemon(true);
        reader.start();
        return new ServedStore(process, place, reader);
      }
      System.err.println("server: " + line);
    }
    throw new IOException("./weft serve did not start");
  }

  /** What a server says after its start is worth reading. */
  private static void pass(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        System.err.println("server: " + line);
      }
    } catch (IOException e) {
      // The process has ended.
    }
  }

  String url() {
    return "jdbc:weft://" + place + "/";
  }

  /** The process's memory as the system counts it, bytes. */
  long residentBytes() throws IOException {
    return status("VmRSS:") << 10;
  }

  long threads() throws IOException {
    return status("Threads:");
  }

  private long status(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
      }
    }
    throw new IOException("no " + name);
  }

  /** Open files and sockets of the process. */
  long handles() throws IOException {
    try (var open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return open.count();
    }
  }

  /** Java heap that is still in use after a full collection, bytes. */
  long liveHeapBytes() throws IOException, InterruptedException {
    Process collect =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (collect.waitFor() != 0) {
      throw new IOException("jcmd GC.run failed");
    }
    return metric("weft_heap_used_bytes");
  }

  /** A number that the server tells Prometheus. */
  long metric(String name) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://" + place + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("no metric " + name));
  }

  /** Stops the server and returns how its process ended. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    int exit = process.waitFor();
    reader.join(1000);
    return exit;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
