package dev.weft.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends mutated requests over sockets for some minutes, breaks connections off, and then looks
 * whether the server is as it was: {@code ProtocolCampaign [MINUTES [SEED]]}. Exits with 1 if not.
 */
final class ProtocolCampaign {
  private static final int CLIENTS = 6;
  private static final int LONGEST_WAIT_MILLIS = 30_000;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final AtomicLong sent = new AtomicLong();
  private static final AtomicLong refused = new AtomicLong();
  private static final AtomicLong answered = new AtomicLong();
  private static final AtomicLong broken = new AtomicLong();
  private static final AtomicLong faults = new AtomicLong();

  private ProtocolCampaign() {}

  public static void main(String[] args) throws Exception {
    double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 5;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    System.out.println("seed " + seed);
    Path store = TestStore.generated(Files.createTempDirectory("weft-campaign"), 2000);
    Limits limits =
        new Limits(
            16,
            0,
            Duration.ofSeconds(2),
            0,
            20,
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            200,
            0,
            200,
            1 << 20);
    Appendable log = Files.newBufferedWriter(Files.createTempFile("weft-campaign", ".log"));
    try (WeftServer server =
        WeftServer.start(ServerOptions.local("jdbc:weft:" + store, 0, log).withLimits(limits))) {
      assault(server.port(), seed, 0.2);
      flows(server.port()); // opens the store's files, which stay open
      State before = settled(server.port());
      System.out.println("at the start " + before);
      assault(server.port(), seed + 1000, minutes);
      State after = settled(server.port());
      System.out.println("at the end   " + after);
      boolean well =
          faults.get() == 0
              && after.sessions == 0
              && after.running == 0
              && after.threads <= before.threads + 8
              && after.files <= before.files + 20
              && after.heap <= before.heap + (48 << 20)
              && flows(server.port()) == 2000;
      System.out.printf(
          "%s: %,d requests, %,d answered, %,d refused, %,d cut off, %d faults%n",
          well ? "The server is as it was" : "THE SERVER IS NOT AS IT WAS",
          sent.get(),
          answered.get(),
          refused.get(),
          broken.get(),
          faults.get());
      System.exit(well ? 0 : 1);
    }
  }

  /**
   * What must not grow: threads that run queries, files of the process, live heap, sessions,
   * queries.
   */
  private record State(long threads, long files, long heap, long sessions, long running) {}

  private static State settled(int port) throws Exception {
    for (int i = 0; i < 60 && metric(port, "weft_sessions") > 0; i++) {
      Thread.sleep(1000); // until those that were left have expired
    }
    System.gc();
    Thread.sleep(500);
    System.gc();
    Runtime memory = Runtime.getRuntime();
    long files;
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      files = open.count();
    }
    return new State(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> isOfQueries(thread.getName()))
            .count(),
        files,
        memory.totalMemory() - memory.freeMemory(),
        metric(port, "weft_sessions"),
        metric(port, "weft_queries_running"));
  }

  /** Those of the HTTP pool come and go; there are 256 of them at most. */
  private static boolean isOfQueries(String thread) {
    return thread.startsWith("weft-") && !thread.startsWith("weft-http");
  }

  private static long metric(int port, String name) throws Exception {
    String text =
        HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .sum();
  }

  private static long flows(int port) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:weft://127.0.0.1:" + port + "/");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT COUNT(*), SUM(bytes + packets + sport) FROM flows")) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  private static void assault(int port, long seed, double minutes) throws InterruptedException {
    long end = System.nanoTime() + (long) (minutes * 60e9);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Random random = new Random(seed + i);
      Thread client = new Thread(() -> assault(port, random, end));
      client.start();
      clients.add(client);
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  private static void assault(int port, Random random, long end) {
    byte[][] requests = RecordedRequests.all().values().toArray(new byte[0][]);
    while (System.nanoTime() < end) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
        boolean goesOn = true;
        while (goesOn && System.nanoTime() < end) {
          byte[] body = requests[random.nextInt(requests.length)];
          goesOn = exchange(socket, random, random.nextInt(4) == 0 ? body : mutated(body, random));
        }
      } catch (java.net.SocketTimeoutException e) {
        faults.incrementAndGet();
        System.out.println("no answer in " + LONGEST_WAIT_MILLIS + " ms");
      } catch (IOException e) {
        broken.incrementAndGet(); // the server may end a connection that sends nonsense
      }
    }
  }

  private static byte[] mutated(byte[] body, Random random) {
    byte[] made = body.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(made.length);
      switch (random.nextInt(5)) {
        case 0 -> made[at] = (byte) random.nextInt(256);
        case 1 -> made[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> made = Arrays.copyOf(made, Math.max(1, at));
        case 3 -> made[at] = (byte) 0xff; // long numbers and lengths
        default -> {
          byte[] longer = Arrays.copyOf(made, made.length + at + 1);
          System.arraycopy(made, 0, longer, made.length, at + 1);
          made = longer;
        }
      }
    }
    return made;
  }

  /** False where the connection is of no more use. */
  private static boolean exchange(Socket socket, Random random, byte[] body) throws IOException {
    int dice = random.nextInt(1000);
    int length = dice < 5 ? random.nextInt(1 << 24) : body.length;
    String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
    byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
    if (dice >= 5 && dice < 10) {
      headBytes[random.nextInt(headBytes.length)] = (byte) random.nextInt(256);
    }
    sent.incrementAndGet();
    socket.getOutputStream().write(headBytes);
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
    if (dice < 30) {
      return false; // gone without hearing the answer
    }
    String answer = head(socket.getInputStream());
    byte[] rest = socket.getInputStream().readNBytes(length(answer));
    if (answer.startsWith("HTTP/1.1 200")) {
      answered.incrementAndGet();
    } else {
      refused.incrementAndGet();
    }
    String text = new String(rest, StandardCharsets.UTF_8);
    if (text.contains("its log tells why") || text.contains("\tat ")) {
      faults.incrementAndGet();
      System.out.println("fault: " + text);
    }
    return !answer.contains("onnection: close");
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("cut off");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .sum();
  }
}
