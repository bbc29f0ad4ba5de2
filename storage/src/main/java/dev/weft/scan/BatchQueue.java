package dev.weft.scan;

import dev.weft.batch.Batch;
import dev.weft.error.QueryCancelledException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A few batches between the thread that reads a block and the one that takes its flows. */
final class BatchQueue {
  private static final int CAPACITY = 4;

  private final Deque<Batch> batches = new ArrayDeque<>();
  private boolean ended;
  private boolean closed;
  private @Nullable Throwable failure;

  /** Waits for room; returns false where nobody takes batches any more. */
  synchronized boolean put(Batch batch) throws IOException {
    while (batches.size() >= CAPACITY && !closed) {
      await();
    }
    batches.add(batch);
    notifyAll();
    return !closed;
  }

  /** No batch follows; a failure is thrown to whoever has taken the batches before it. */
  synchronized void end(@Nullable Throwable failure) {
    this.failure = failure;
    ended = true;
    notifyAll();
  }

  /** Waits for a batch; null at the end. */
  synchronized @Nullable Batch take() throws IOException {
    while (batches.isEmpty() && !ended) {
      await();
    }
    Batch batch = batches.poll();
    notifyAll();
    if (batch == null && failure != null) {
      rethrow(failure);
    }
    return batch;
  }

  /** Takes no batch any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void await() {
    try {
      wait();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** What a thread throws that was interrupted while it waited. */
  static QueryCancelledException interrupted() {
    Thread.currentThread().interrupt();
    return new QueryCancelledException("the thread of the query was interrupted");
  }

  /** Throws what another thread met, where reading can meet it. */
  static void rethrow(Throwable t) throws IOException {
    if (t instanceof IOException e) {
      throw e;
    } else if (t instanceof RuntimeException e) {
      throw e;
    } else if (t instanceof Error e) {
      throw e;
    }
  }
}
