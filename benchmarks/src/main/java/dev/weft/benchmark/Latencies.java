package dev.weft.benchmark;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** How long answers took, by kind of question, and what went wrong. Safe for several threads. */
final class Latencies {
  private static final int FAILURES_TOLD = 20;

  private final Map<String, Series> kinds = new TreeMap<>();
  private final AtomicLong failures = new AtomicLong();

  /** Times of a kind, nanoseconds. */
  private static final class Series {
    private long[] nanos = new long[1024];
    private int count;

    void add(long more) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = more;
    }

    /** The time that so many percent of the answers did not exceed, milliseconds. */
    double percentile(double percent) {
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      int index = (int) Math.ceil(count * percent / 100) - 1;
      return sorted[Math.max(0, index)] / 1e6;
    }
  }

  void add(String kind, long nanos) {
    synchronized (kinds) {
      kinds.computeIfAbsent(kind, k -> new Series()).add(nanos);
    }
  }

  void failed(String what) {
    if (failures.incrementAndGet() <= FAILURES_TOLD) {
      System.err.println("failed: " + what);
    }
  }

  long failures() {
    return failures.get();
  }

  long answers() {
    synchronized (kinds) {
      return kinds.values().stream().mapToLong(series -> series.count).sum();
    }
  }

  /** A table: a line a kind. */
  String markdown() {
    StringBuilder b =
        new StringBuilder("| asked | answers | median, ms | 99 %, ms | longest, ms |");
    b.append("\n| --- | --- | --- | --- | --- |\n");
    synchronized (kinds) {
      kinds.forEach(
          (kind, series) ->
              b.append(
                  Results.format(
                      "| %s | %,d | %.1f | %.1f | %.1f |\n",
                      kind,
                      series.count,
                      series.percentile(50),
                      series.percentile(99),
                      series.percentile(100))));
    }
    return b.toString();
  }
}
