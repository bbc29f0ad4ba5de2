package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.Vector;
import dev.weft.expression.Evaluator;
import dev.weft.expression.Expression;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows with equal keys together, in the order of their columns, and lets a {@link Walker}
 * make others of them. Rows are parted by a hash of their keys; then each partition is sorted and
 * walked for itself, by any worker. What memory does not hold goes to a temporary file, before and
 * in the sorting.
 */
final class KeyedSource implements Source {
  /** Makes the walker of a worker. */
  @FunctionalInterface
  interface Walkers {
    Walker of(BatchSink next);
  }

  private final QueryContext context;
  private final Source input;
  private final List<Expression> expressions;
  private final KeyedLayout layout;
  private final Walkers walkers;

  KeyedSource(
      QueryContext context,
      Source input,
      List<Expression> keys,
      List<Expression> columns,
      KeyedLayout layout,
      Walkers walkers) {
    this.context = context;
    this.input = input;
    this.expressions = Stream.concat(keys.stream(), columns.stream()).toList();
    this.layout = layout;
    this.walkers = walkers;
  }

  @Override
  public void drain(Sinks sinks) throws IOException {
    @Nullable Parting[] workers = new Parting[context.threads()];
    input.drain(
        worker -> {
          Parting sink = workers[worker];
          if (sink == null) {
            sink = new Parting();
            workers[worker] = sink;
          }
          return sink;
        });
    List<PartitionBuffers> parts = new ArrayList<>();
    for (Parting sink : workers) {
      if (sink != null) {
        parts.add(sink.buffers);
      }
    }
    long[] before = new long[PartitionBuffers.PARTITIONS + 1];
    for (int p = 0; p < PartitionBuffers.PARTITIONS; p++) {
      before[p + 1] = before[p];
      for (PartitionBuffers part : parts) {
        before[p + 1] += part.rows(p);
      }
    }
    @Nullable Walker[] own = new Walker[context.threads()];
    Workers.run(
        context,
        PartitionBuffers.PARTITIONS,
        (worker, p) -> {
          if (before[p] == before[p + 1]) {
            return;
          }
          Walker walker = own[worker];
          if (walker == null) {
            walker = walkers.of(sinks.of(worker));
            own[worker] = walker;
          }
          walk(parts, p, before[p], walker);
        });
    parts.forEach(PartitionBuffers::release);
  }

  private void walk(List<PartitionBuffers> parts, int partition, long rowsBefore, Walker walker)
      throws IOException {
    SortedRuns runs = new SortedRuns(context, layout.words(), Long.MAX_VALUE);
    long[][] scratch = new long[layout.words()][Batch.ROWS];
    for (PartitionBuffers part : parts) {
      part.read(partition, scratch, (columns, count) -> take(columns, count, runs));
    }
    List<SortRun> sorted = runs.runs(SortedRuns.atOnce(context, layout.words(), context.threads()));
    SortRun.Merge merge = new SortRun.Merge(sorted, sorted.size(), layout.words());
    walker.begin(rowsBefore);
    long[][] last = new long[layout.keyWords()][1];
    long number = 0;
    for (SortRun r = merge.next(); r != null; r = merge.next()) {
      boolean newKey =
          number++ == 0 || SortLayout.compare(last, 0, r.piece, r.row, last.length) != 0;
      if (newKey) {
        for (int w = 0; w < last.length; w++) {
          last[w][0] = r.piece[w][r.row];
        }
      }
      if (number % Batch.ROWS == 0) {
        context.control.check();
      }
      walker.row(r.piece, r.row, newKey);
    }
    walker.end();
    runs.release();
  }

  private void take(long[][] columns, int count, SortedRuns runs) {
    context.control.check();
    SortBuffer buffer = runs.buffer;
    int done = 0;
    while (done < count) {
      runs.makeRoom();
      int at = buffer.fillingAt();
      int n = Math.min(count - done, SortBuffer.PIECE - at);
      long[][] filling = buffer.filling();
      for (int w = 0; w < filling.length; w++) {
        System.arraycopy(columns[w], done, filling[w], at, n);
      }
      buffer.added(n);
      done += n;
    }
  }

  /** One worker's rows, parted by their keys. */
  private final class Parting implements BatchSink {
    private final PartitionBuffers buffers = new PartitionBuffers(context, layout.words(), 0);
    private final List<Evaluator> evaluators = expressions.stream().map(Evaluator::new).toList();
    private final long[][] words = new long[layout.words()][Batch.ROWS];
    private final long[] hashes = new long[Batch.ROWS];
    private final Vector[] vectors = new Vector[evaluators.size()];

    @Override
    public void accept(Batch batch) {
      context.control.check();
      int[] selection = batch.selection();
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = evaluators.get(i).evaluate(batch);
      }
      for (int from = 0; from < batch.selected(); from += Batch.ROWS) {
        int count = Math.min(Batch.ROWS, batch.selected() - from);
        layout.clearNulls(words, count);
        for (int i = 0; i < vectors.length; i++) {
          layout.encode(i, vectors[i], selection, from, count, words);
        }
        if (layout.keyWords() > 0) { // without keys all rows belong together
          KeyHash.of(words, layout.keyWords(), count, hashes);
        }
        buffers.add(words, hashes, count);
      }
    }
  }
}
