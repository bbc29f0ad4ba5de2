package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts, skips and limits. Every worker sorts what it gets; the sorted runs are merged while the
 * rows are passed on, in order, to the sink of worker 0.
 */
final class SortSource implements Source {
  private final QueryContext context;
  private final Source input;
  private final SortLayout layout;
  private final long offset;
  private final long end;

  /**
   * @param limit -1 = no limit
   */
  SortSource(QueryContext context, Source input, SortLayout layout, long offset, long limit) {
    this.context = context;
    this.input = input;
    this.layout = layout;
    this.offset = offset;
    this.end = limit < 0 || offset + limit < 0 ? Long.MAX_VALUE : offset + limit;
  }

  @Override
  public void drain(Sinks sinks) throws IOException {
    if (offset >= end) {
      return;
    }
    @Nullable SortSink[] workers = new SortSink[context.threads()];
    input.drain(
        worker -> {
          SortSink sink = workers[worker];
          if (sink == null) {
            sink = new SortSink(context, layout, end);
            workers[worker] = sink;
          }
          return sink;
        });
    List<SortSink> used = new ArrayList<>();
    for (SortSink sink : workers) {
      if (sink != null) {
        used.add(sink);
      }
    }
    int most = SortedRuns.atOnce(context, layout.words(), Math.max(1, used.size()));
    List<SortRun> runs = Collections.synchronizedList(new ArrayList<>());
    Workers.run(context, used.size(), (worker, task) -> runs.addAll(used.get(task).runs(most)));
    emit(new SortRun.Merge(runs, runs.size(), layout.words()), sinks.of(0));
    used.forEach(SortSink::release);
  }

  private void emit(SortRun.Merge merge, BatchSink sink) throws IOException {
    long[][] rows = new long[layout.words()][SortBuffer.PIECE];
    Batch out = layout.newBatch(SortBuffer.PIECE);
    int filled = 0;
    long number = 0;
    for (SortRun r = merge.next(); r != null && number < end; r = merge.next()) {
      if (number++ >= offset) {
        for (int w = 0; w < rows.length; w++) {
          rows[w][filled] = r.piece[w][r.row];
        }
        if (++filled == SortBuffer.PIECE) {
          flush(rows, filled, out, sink);
          filled = 0;
        }
      }
    }
    flush(rows, filled, out, sink);
  }

  private void flush(long[][] rows, int count, Batch out, BatchSink sink) throws IOException {
    context.control.check();
    if (count > 0) {
      layout.decode(rows, count, out);
      sink.accept(out);
    }
  }
}
