package dev.weft.server;

import dev.weft.jdbc.SharedStore;

/** What is so at this moment, and what the store has counted, for Prometheus. */
record Gauges(Sessions sessions, Admission admission, SharedStore store) {
  /** In Prometheus' text format. */
  String text() {
    Exposition out = new Exposition();
    out.gauge("weft_sessions", "Sessions that are open.", sessions.count());
    out.gauge("weft_queries_running", "Queries that run or have rows left.", admission.running());
    out.gauge("weft_queries_waiting", "Queries that wait for their turn.", admission.waiting());
    out.counter("weft_flows_scanned_total", "Flows that queries looked at.", store.flowsScanned());
    out.counter("weft_read_bytes_total", "Bytes read from the store.", store.bytesRead());
    out.counter(
        "weft_spilled_bytes_total", "Bytes written to temporary files.", store.bytesSpilled());
    out.gauge("weft_query_memory_bytes", "Memory that queries hold.", store.memoryUsed());
    out.gauge(
        "weft_query_memory_limit_bytes", "Beyond it queries spill to disk.", store.memoryLimit());
    Runtime memory = Runtime.getRuntime();
    out.gauge(
        "weft_heap_used_bytes", "Java heap in use.", memory.totalMemory() - memory.freeMemory());
    out.gauge("weft_heap_max_bytes", "Java heap at most.", memory.maxMemory());
    return out.toString();
  }
}
