package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.error.ResourceException;
import dev.weft.error.ResourceException.Resource;
import dev.weft.flow.ValueKind;
import dev.weft.scan.BatchSink;
import dev.weft.scan.QueryControl;
import dev.weft.scan.QueryThreads;
import dev.weft.scan.WorkTurns;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source, made by its workers while the caller reads: a short queue of batches stands
 * between them, so a query of any size runs in the memory of a few batches. Nothing runs before the
 * first {@link #next}.
 */
final class QueuedStream implements BatchStream {
  private static final Batch END = new Batch();
  private static final long OFFER_MILLIS = 20;

  private final QueryContext context;
  private final QueryControl control;
  private final List<ValueKind> kinds;
  private final boolean[] filled;
  private final Source source;
  private final BlockingQueue<Batch> full;
  private final BlockingQueue<Batch> free;
  private final OutputSink[] sinks;
  private QueryThreads.@Nullable Running driver;
  private @Nullable Batch lent;
  private volatile @Nullable Throwable failure;
  private boolean ended;
  private volatile boolean closed;

  /**
   * @param filled true at the positions that batches hold
   */
  QueuedStream(QueryContext context, List<ValueKind> kinds, boolean[] filled, Source source) {
    this.context = context;
    this.control = context.control;
    this.kinds = kinds;
    this.filled = filled;
    this.source = source;
    int batches = 2 * context.threads() + 1;
    this.full = new ArrayBlockingQueue<>(batches);
    this.free = new ArrayBlockingQueue<>(batches);
    this.sinks = new OutputSink[context.threads()];
    for (int i = 0; i < sinks.length; i++) {
      sinks[i] = new OutputSink();
    }
  }

  @Override
  public @Nullable Batch next() throws IOException {
    if (closed) {
      throw new IllegalStateException("the stream is closed");
    }
    if (ended) {
      return null;
    }
    if (driver == null) {
      control.check();
      driver = QueryThreads.start(this::produce);
    }
    if (lent != null) {
      free.offer(lent);
      lent = null;
    }
    Batch batch = take();
    if (batch == END) {
      ended = true;
      driver.join();
      Workers.rethrow(failure);
      return null;
    }
    lent = batch;
    return batch;
  }

  private Batch take() {
    while (true) {
      try {
        return full.take();
      } catch (InterruptedException e) {
        control.cancel("the query's thread was interrupted");
      }
    }
  }

  private void produce() {
    try {
      source.drain(worker -> sinks[worker]);
      for (OutputSink sink : sinks) {
        sink.flush();
      }
    } catch (OutOfMemoryError e) {
      failure = tooLittleHeap(e);
    } catch (Throwable t) { // whatever it is, the caller's thread gets it
      failure = t;
    }
    offer(END, false);
  }

  private static Throwable tooLittleHeap(OutOfMemoryError e) {
    return new ResourceException(
        Resource.MEMORY,
        "The query ran out of heap memory ("
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB); raise -Xmx, or lower the memory setting so that it spills earlier",
        e);
  }

  /** Queues a batch; while the queue is full it waits, as long as the query is wanted. */
  private void offer(Batch batch, boolean check) {
    try {
      if (!full.offer(batch)) {
        WorkTurns.pause(() -> awaitRoom(batch, check));
      }
    } catch (InterruptedException e) {
      throw new dev.weft.error.QueryCancelledException("the query's thread was interrupted");
    }
  }

  private void awaitRoom(Batch batch, boolean check) throws InterruptedException {
    while (!full.offer(batch, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
      if (check) {
        control.check();
      } else if (closed) {
        return;
      }
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    control.cancel("the query was closed");
    full.clear(); // who waits for room finds some, and then that the query was cancelled
    if (driver != null) {
      driver.join();
    }
    full.clear();
    free.clear();
    context.close();
  }

  /** Gathers one worker's rows into batches of their own. */
  private final class OutputSink implements BatchSink {
    private @Nullable Batch filling;

    @Override
    public void accept(Batch batch) {
      int from = 0;
      while (from < batch.selected()) {
        Batch target = target();
        int count = Math.min(batch.selected() - from, Batch.ROWS - target.size());
        BatchCopier.append(batch, from, count, target);
        from += count;
        if (target.size() == Batch.ROWS || full.isEmpty()) { // the reader waits: don't gather more
          flush();
        }
      }
    }

    private Batch target() {
      Batch target = filling;
      if (target == null) {
        Batch recycled = free.poll();
        target = recycled != null ? recycled : BatchCopier.empty(kinds, filled);
        target.size(0);
        filling = target;
      }
      return target;
    }

    void flush() {
      if (filling != null && filling.size() > 0) {
        Batch batch = filling;
        filling = null;
        offer(batch, true);
      }
    }
  }
}
