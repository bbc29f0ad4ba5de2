package dev.weft.benchmark;

import dev.weft.benchmark.LoadQuestions.Question;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One client of a load: asks at random, one question after the other, until the time is over. */
final class LoadClient implements Runnable {
  private static final String ENDLESS =
      "SELECT COUNT(*) FROM flows a, flows b, flows c WHERE a.bytes + b.bytes + c.bytes < 0";

  /** Of a thousand questions, how many are cancelled, closed early, or come on a new connection. */
  private static final int CANCELLED = 30;

  private static final int CLOSED_EARLY = 60;
  private static final int RECONNECTED = 20;

  private static final int LONGEST_WAIT_MILLIS = 100;
  private static final int CANCEL_AGAIN_MILLIS = 200;

  private final String url;
  private final List<Question> questions;
  private final Map<Question, String> answers;
  private final Random random;
  private final Latencies latencies;
  private final ScheduledExecutorService clock;
  private final long end;

  /**
   * @param answers of the embedded store
   * @param end {@code System.nanoTime} at which no further question is asked
   */
  LoadClient(
      String url,
      List<Question> questions,
      Map<Question, String> answers,
      long seed,
      Latencies latencies,
      ScheduledExecutorService clock,
      long end) {
    this.url = url;
    this.questions = questions;
    this.answers = answers;
    this.random = new Random(seed);
    this.latencies = latencies;
    this.clock = clock;
    this.end = end;
  }

  @Override
  public void run() {
    while (System.nanoTime() < end) {
      try (Connection connection = DriverManager.getConnection(url)) {
        boolean again = false;
        while (!again && System.nanoTime() < end) {
          int dice = random.nextInt(1000);
          if (dice < CANCELLED) {
            cancel(connection);
          } else if (dice < CANCELLED + CLOSED_EARLY) {
            closeEarly(connection);
          } else {
            ask(connection, questions.get(choose()));
          }
          again = random.nextInt(1000) < RECONNECTED;
        }
      } catch (SQLException | RuntimeException e) {
        latencies.failed("a client: " + e);
      }
    }
  }

  private int choose() {
    int shares = questions.stream().mapToInt(Question::share).sum();
    int left = random.nextInt(shares);
    int chosen = 0;
    while (left >= questions.get(chosen).share()) {
      left -= questions.get(chosen).share();
      chosen++;
    }
    return chosen;
  }

  private void ask(Connection connection, Question question) {
    long start = System.nanoTime();
    try {
      String answer = question.asking().ask(connection);
      latencies.add(question.kind(), System.nanoTime() - start);
      String expected = answers.get(question);
      if (!answer.equals(expected)) {
        latencies.failed(question.kind() + ": found " + answer + ", embedded " + expected);
      }
    } catch (SQLException e) {
      latencies.failed(question.kind() + ": " + e.getSQLState() + ' ' + e.getMessage());
    }
  }

  private void closeEarly(Connection connection) throws SQLException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM flows")) {
      int count = 0;
      while (count < 100 && rows.next()) {
        rows.getString(1);
        count++;
      }
      if (count < 100) {
        latencies.failed("closed early: " + count + " rows");
      }
    }
    latencies.add("100 rows of every flow, then closed", System.nanoTime() - start);
  }

  private void cancel(Connection connection) throws SQLException {
    AtomicLong told = new AtomicLong();
    try (Statement statement = connection.createStatement()) {
      // Again and again: what is told before the query has begun is told to nobody.
      var soon =
          clock.scheduleWithFixedDelay(
              () -> {
                told.compareAndSet(0, System.nanoTime());
                cancelled(statement);
              },
              random.nextInt(LONGEST_WAIT_MILLIS),
              CANCEL_AGAIN_MILLIS,
              TimeUnit.MILLISECONDS);
      try (ResultSet rows = statement.executeQuery(ENDLESS)) {
        latencies.failed("cancelled: " + LoadQuestions.digest(rows));
      } catch (SQLException e) {
        latencies.add("from cancel to its error", Math.max(0, System.nanoTime() - told.get()));
        if (!"57014".equals(e.getSQLState())) {
          latencies.failed("cancelled: " + e.getSQLState() + ' ' + e.getMessage());
        }
      } finally {
        soon.cancel(false);
      }
    }
  }

  private static void cancelled(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It has ended and is closed.
    }
  }
}
