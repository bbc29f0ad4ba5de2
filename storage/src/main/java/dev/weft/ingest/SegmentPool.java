package dev.weft.ingest;

import dev.weft.batch.Batch;
import dev.weft.partition.PartitionKey;
import dev.weft.partition.PartitionSummary;
import dev.weft.partition.PartitionWriter;
import dev.weft.partition.WriterBuffers;
import dev.weft.store.SegmentName;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sorts full runs and writes their partitions as segments, on threads of its own. The number of
 * runs is fixed, which bounds the memory: whoever fills runs waits in {@link #take} until one is
 * free.
 */
final class SegmentPool implements Closeable {
  private static final int TASK_ROWS = 32_768; // small partitions share a task

  /** What a task needs while it writes segments; taken over by the next one. */
  private static final class Workspace {
    final Batch batch = Batch.ofFlows(FlowRun.COLUMNS, Batch.ROWS);
    final WriterBuffers buffers = new WriterBuffers();
  }

  private final BlockingQueue<FlowRun> free;
  private final Queue<Workspace> workspaces = new ConcurrentLinkedQueue<>(); // one a thread at most
  private final ExecutorService threads;
  private final KeyLabels.Names names;
  private final String importId;
  private final ImportStep.Listener steps;
  private final AtomicInteger segmentNumbers = new AtomicInteger();
  private final LongAdder sortNanos = new LongAdder();
  private final LongAdder encodeNanos = new LongAdder();
  private final int blockRows;
  private final BooleanSupplier cancelled;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  /**
   * @param cancelled true once no more segments are wanted
   */
  SegmentPool(
      ImportOptions options,
      KeyLabels.Names names,
      String importId,
      ImportStep.Listener steps,
      BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    int runs = options.threads() + 1;
    int capacity = options.runRows();
    this.free = new ArrayBlockingQueue<>(runs);
    for (int i = 0; i < runs; i++) {
      free.add(new FlowRun(capacity));
    }
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            options.threads(),
            task -> {
              Thread thread = new Thread(task, "weft-encode-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.names = names;
    this.importId = importId;
    this.steps = steps;
    this.blockRows = options.blockRows();
  }

  /** What went wrong; null while nothing did. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** An empty run; there is one as long as none is being encoded. */
  FlowRun first() {
    return free.remove();
  }

  /** An empty run; waits for it as long as all are being encoded. */
  FlowRun take() throws InterruptedException {
    return free.take();
  }

  private void release(FlowRun run) {
    run.clear();
    free.add(run);
  }

  /**
   * Has a run encoded; it belongs to the pool again.
   *
   * @param mark rows before this one are of sources read to their ends
   * @param owner the source of the rows from {@code mark} on; null where there are none
   */
  void encode(FlowRun run, int mark, @Nullable SourceUnit owner, ImportGroup group) {
    int rows = run.rows();
    CompletableFuture<?> task =
        CompletableFuture.supplyAsync(
                () -> {
                  List<CompletableFuture<?>> parts = new ArrayList<>();
                  split(run, 0, mark, null, group, parts);
                  split(run, mark, rows, owner, group, parts);
                  return CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]));
                },
                threads)
            .thenCompose(parts -> parts)
            .whenComplete(
                (done, failed) -> {
                  if (failed != null && failure == null) {
                    failure = cause(failed);
                  }
                  release(run);
                });
    group.add(task);
  }

  /** Sorts rows of a run and cuts them into tasks of whole partitions. */
  private void split(
      FlowRun run,
      int from,
      int to,
      @Nullable SourceUnit owner,
      ImportGroup group,
      List<CompletableFuture<?>> parts) {
    if (from == to || isCancelled()) {
      return;
    }
    long begun = CpuTime.nanos();
    run.sort(from, to);
    sortNanos.add(CpuTime.nanos() - begun);
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      boolean boundary =
          i == to
              || i - start >= TASK_ROWS
                  && RowOrder.partition(run.orderAt(i)) != RowOrder.partition(run.orderAt(i - 1));
      if (boundary) {
        int first = start;
        int limit = i;
        parts.add(
            CompletableFuture.runAsync(() -> write(run, first, limit, owner, group), threads));
        start = i;
      }
    }
  }

  /** Writes the partitions among sorted rows. */
  private void write(FlowRun run, int from, int to, @Nullable SourceUnit owner, ImportGroup group) {
    long begun = CpuTime.nanos();
    Workspace idle = workspaces.poll();
    Workspace space = idle == null ? new Workspace() : idle;
    try {
      int start = from;
      for (int i = from + 1; i <= to && !isCancelled(); i++) {
        if (i == to
            || RowOrder.partition(run.orderAt(i)) != RowOrder.partition(run.orderAt(start))) {
          if (owner == null || !owner.isDropped()) {
            group.add(writeSegment(run, start, i, owner, group, space));
          }
          start = i;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      workspaces.add(space);
      encodeNanos.add(CpuTime.nanos() - begun);
    }
  }

  private StagedSegment writeSegment(
      FlowRun run, int from, int to, @Nullable SourceUnit owner, ImportGroup group, Workspace space)
      throws IOException {
    steps.reached(ImportStep.SEGMENT_BEGUN);
    int partition = RowOrder.partition(run.orderAt(from));
    KeyLabels.Label label = names.label(run.label(partition));
    PartitionKey key =
        new PartitionKey(
            run.hour(partition), label.className(), label.typeName(), label.sensorName());
    String number = Integer.toString(segmentNumbers.incrementAndGet(), 36);
    SegmentName name =
        new SegmentName(
            label.className(), label.typeName(), label.sensorName(), importId + "-" + number);
    name.fileName(); // refuses names too long, before the work
    Path file = group.folder().resolve(number + SegmentName.SUFFIX);
    Batch batch = space.batch;
    try (PartitionWriter writer = PartitionWriter.create(file, key, blockRows, space.buffers)) {
      for (int i = from; i < to; i += Batch.ROWS) {
        run.gather(i, Math.min(Batch.ROWS, to - i), batch);
        writer.append(batch);
      }
      PartitionSummary summary = writer.finish();
      steps.reached(ImportStep.SEGMENT_WRITTEN);
      return new StagedSegment(file, key.hour(), name, summary.rows(), summary.fileBytes(), owner);
    }
  }

  /** What made a task fail. */
  static Throwable cause(Throwable failure) {
    Throwable t = failure;
    while ((t instanceof CompletionException || t instanceof UncheckedIOException)
        && t.getCause() != null) {
      t = t.getCause();
    }
    return t;
  }

  private boolean isCancelled() {
    return closed || cancelled.getAsBoolean();
  }

  long sortNanos() {
    return sortNanos.sum();
  }

  long encodeNanos() {
    return encodeNanos.sum();
  }

  /** Ends the threads, without the segments not yet begun; waits for those being written. */
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (threads.awaitTermination(1, TimeUnit.HOURS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
