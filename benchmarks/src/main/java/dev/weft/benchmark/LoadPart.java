package dev.weft.benchmark;

import dev.weft.benchmark.LoadQuestions.Question;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Many remote clients at once with mixed questions, every answer compared with the embedded. */
final class LoadPart implements Benchmark.Part {
  static final long FLOWS = 5_000_000;

  /** All the heap at once, so that what the process grows by is something else. */
  private static final String JAVA = "-Xms1g -Xmx1g -XX:+AlwaysPreTouch";

  private static final int SAMPLES = 10;
  private static final long SEED = 20_261_128;

  @Override
  public String title() {
    return "Load on a server";
  }

  @Override
  public String run(Options options) throws Exception {
    DataFiles data = DataFiles.uniform(options, FLOWS, 1);
    data.makeStore();
    List<Question> questions = LoadQuestions.all();
    Map<Question, String> answers = embedded(data, questions);
    Latencies latencies = new Latencies();
    StringBuilder memory = new StringBuilder("| minute | live heap, MB | process, MB | threads |");
    memory.append(" open files | sessions |\n| --- | --- | --- | --- | --- | --- |\n");
    try (ServedStore server = ServedStore.start(data.store(), JAVA, "--access-log", "/dev/null")) {
      long start = System.nanoTime();
      long nanos = (long) (options.minutes() * 60e9);
      List<Thread> clients = clients(server, options, questions, answers, latencies, start + nanos);
      for (int sample = 1; sample < SAMPLES; sample++) {
        sleepUntil(start + nanos * sample / SAMPLES);
        memory.append(sample(server, start));
      }
      for (Thread client : clients) {
        client.join();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Thread.sleep(2000);
      memory.append(sample(server, start).replaceFirst(" \\|", ", clients gone |"));
      long running = server.metric("weft_queries_running");
      int exit = server.stop();
      return data.describe()
          + Results.format(
              "%d clients in one JVM for %.1f minutes on the same machine as `weft serve` with `%s`,"
                  + " seed %d: %,d answers, %.0f a second, each equal to the embedded one."
                  + " **Failures: %d.** After the end %d queries ran; the server's exit status on"
                  + " SIGTERM was %d.\n\n",
              options.clients(),
              seconds / 60,
              JAVA,
              SEED,
              latencies.answers(),
              latencies.answers() / seconds,
              latencies.failures(),
              running,
              exit)
          + latencies.markdown()
          + "\n"
          + memory;
    }
  }

  /** The answers, asked twice: an answer that changes can't be compared with. */
  private static Map<Question, String> embedded(DataFiles data, List<Question> questions)
      throws SQLException {
    Map<Question, String> answers = new IdentityHashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:weft:" + data.store())) {
      for (Question question : questions) {
        String answer = question.asking().ask(connection);
        if (!answer.equals(question.asking().ask(connection))) {
          throw new IllegalStateException(question.kind() + ": two answers differ");
        }
        answers.put(question, answer);
      }
    }
    return answers;
  }

  private static List<Thread> clients(
      ServedStore server,
      Options options,
      List<Question> questions,
      Map<Question, String> answers,
      Latencies latencies,
      long end) {
    ScheduledExecutorService clock =
        Executors.newScheduledThreadPool(
            4,
            task -> {
              Thread thread = new Thread(task, "cancels");
              thread.setDaemon(true);
              return thread;
            });
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < options.clients(); i++) {
      LoadClient client =
          new LoadClient(server.url(), questions, answers, SEED + i, latencies, clock, end);
      Thread thread = new Thread(client, "client " + i);
      thread.start();
      clients.add(thread);
    }
    return clients;
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    if (left > 0) {
      Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
    }
  }

  private static String sample(ServedStore server, long start) throws Exception {
    String line =
        Results.format(
            "| %.1f | %.1f | %.0f | %d | %d | %d |\n",
            (System.nanoTime() - start) / 60e9,
            server.liveHeapBytes() / 1048576.0,
            server.residentBytes() / 1048576.0,
            server.threads(),
            server.handles(),
            server.metric("weft_sessions"));
    System.err.print(line);
    return line;
  }
}
