package dev.weft.server;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

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

  /** A limit of queries, sessions, statements or rows was reached. */
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
  String text() {
    Exposition out = new Exposition();
    out.begin("weft_queries_total", "counter", "Queries that have ended.");
    out.line("weft_queries_total{outcome=\"ok\"}", succeeded.sum());
    out.line("weft_queries_total{outcome=\"failed\"}", failed.sum());
    out.line("weft_queries_total{outcome=\"cancelled\"}", cancelled.sum());
    String latency = "weft_query_duration_seconds";
    out.begin(latency, "histogram", "From a query's start to its last row or its end.");
    long below = 0;
    for (int i = 0; i <= BOUNDS.length; i++) {
      below += histogram.get(i);
      String bound = i == BOUNDS.length ? "+Inf" : String.valueOf(BOUNDS[i]);
      out.line(latency + "_bucket{le=\"" + bound + "\"}", below);
    }
    out.line(latency + "_sum", nanos.sum() / 1e9);
    out.line(latency + "_count", below);
    out.counter("weft_rows_sent_total", "Rows sent to clients.", rows.sum());
    out.counter("weft_sent_bytes_total", "Bytes of rows sent to clients.", bytes.sum());
    out.begin("weft_rejected_total", "counter", "Requests that were turned away, by why.");
    out.line("weft_rejected_total{reason=\"limit\"}", rejected.sum());
    out.line("weft_rejected_total{reason=\"denied\"}", denied.sum());
    out.line("weft_rejected_total{reason=\"malformed\"}", malformed.sum());
    return out.toString();
  }
}
