package dev.weft.operator;

import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;

/** What the operators of one running query share. Safe for several threads. */
final class QueryContext implements Closeable {
  final ScanOptions options;
  final QueryControl control;
  final ScanStatistics statistics;
  final MemoryBudget budget;
  private final List<SpillFile> files = new ArrayList<>();
  private boolean closed;

  QueryContext(ScanOptions options, QueryControl control, ScanStatistics statistics) {
    this.options = options;
    this.control = control;
    this.statistics = statistics;
    this.budget = new MemoryBudget(options.memoryBytes(), options.pool());
  }

  int threads() {
    return options.threads();
  }

  /** A new temporary file, which goes when the query is closed. */
  synchronized SpillFile newSpillFile() {
    if (closed) {
      throw new IllegalStateException("the query is closed");
    }
    SpillFile file = new SpillFile(statistics.bytesSpilled);
    files.add(file);
    return file;
  }

  /** Called once no worker runs any more. */
  @Override
  public synchronized void close() {
    closed = true;
    budget.end();
    files.forEach(SpillFile::close);
    files.clear();
  }
}
