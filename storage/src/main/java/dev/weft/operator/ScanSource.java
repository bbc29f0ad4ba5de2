package dev.weft.operator;

import dev.weft.scan.FlowScan;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** The flows of a store. */
record ScanSource(QueryContext context, Plan.Scan scan) implements Source {
  @Override
  public void drain(Sinks sinks) throws IOException {
    AtomicInteger workers = new AtomicInteger();
    FlowScan.run(
        scan.store(),
        scan.predicate(),
        scan.columns(),
        context.options,
        context.control,
        context.statistics,
        () -> sinks.of(workers.getAndIncrement()));
  }
}
