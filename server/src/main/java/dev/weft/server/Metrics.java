package dev.weft.server;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what the server does, for Prometheus. Safe for several threads. */
final class Metrics {
  /** Upper bounds of the latency histogram, seconds. */
  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder denied = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final AtomicLongArray histogram = new AtomicLongArray(BOUNDS.length + 1);

  /** A query has ended. */
  void query(QueryLog.Outcome outcome, long taken) {
    switch (outcome) {
      case OK, CLOSED -> succeeded.increment();
      case FAILED -> failed.increment();
      case CANCELLED -> cancelled.increment();
    }
    nanos.add(taken);
    int bucket = 0;
    while (bucket < BOUNDS.length && taken > BOUNDS[bucket] * 1e9) {
      bucket++;
    }
    histogram.incrementAndGet(bucket);
  }

  void sent(long moreRows, long moreBytes) {
    rows.add(moreRows);
    bytes.add(moreBytes);
  }

  /** A query found no place. */
  void rejected() {
    rejected.increment();
  }

  /** A user name or password was wrong. */
  void denied() {
    denied.increment();
  }

  void malformed() {
    malformed.increment();
  }

  /** The counts in Prometheus' text format. */
  String text(LongSupplier sessions, LongSupplier running) {
    StringBuilder out = new StringBuilder(2048);
    out.append("# HELP weft_queries_total Queries that have ended.\n");
    out.append("# TYPE weft_queries_total counter\n");
    line(out, "weft_queries_total{outcome=\"ok\"}", succeeded.sum());
    line(out, "weft_queries_total{outcome=\"failed\"}", failed.sum());
    line(out, "weft_queries_total{outcome=\"cancelled\"}", cancelled.sum());
    out.append("# HELP weft_query_seconds From a query's start to its last row or its end.\n");
    out.append("# TYPE weft_query_seconds histogram\n");
    long below = 0;
    for (int i = 0; i <= BOUNDS.length; i++) {
      below += histogram.get(i);
      String bound = i == BOUNDS.length ? "+Inf" : String.valueOf(BOUNDS[i]);
      line(out, "weft_query_seconds_bucket{le=\"" + bound + "\"}", below);
    }
    out.append(String.format(Locale.ROOT, "weft_query_seconds_sum %.6f%n", nanos.sum() / 1e9));
    line(out, "weft_query_seconds_count", below);
    counter(out, "weft_rows_sent_total", "Rows sent to clients.", rows.sum());
    counter(out, "weft_bytes_sent_total", "Bytes of rows sent to clients.", bytes.sum());
    counter(out, "weft_rejected_total", "Queries that found no place.", rejected.sum());
    counter(out, "weft_denied_total", "Wrong user names or passwords.", denied.sum());
    counter(out, "weft_malformed_total", "Requests that were none.", malformed.sum());
    gauge(out, "weft_sessions", "Sessions that are open.", sessions.getAsLong());
    gauge(out, "weft_queries_running", "Queries that run or have rows left.", running.getAsLong());
    Runtime memory = Runtime.getRuntime();
    gauge(
        out,
        "weft_memory_used_bytes",
        "Java heap in use.",
        memory.totalMemory() - memory.freeMemory());
    gauge(out, "weft_memory_max_bytes", "Java heap at most.", memory.maxMemory());
    return out.toString();
  }

  private static void counter(StringBuilder out, String name, String help, long value) {
    described(out, name, help, "counter", value);
  }

  private static void gauge(StringBuilder out, String name, String help, long value) {
    described(out, name, help, "gauge", value);
  }

  private static void described(
      StringBuilder out, String name, String help, String type, long value) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    line(out, name, value);
  }

  private static void line(StringBuilder out, String name, long value) {
    out.append(name).append(' ').append(value).append('\n');
  }
}
