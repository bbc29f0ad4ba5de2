package dev.weft.scan;

import dev.weft.batch.Batch;
import dev.weft.store.FlowFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/**
 * Opens files and reads blocks on other threads while their flows are taken in order. A few files
 * and blocks ahead of the consumer are worked on, each block into a short queue of its own, so that
 * memory stays bounded and nobody waits for a later block. For one consuming thread.
 */
final class ReadAhead implements Closeable {
  private record Reading(ScanFile file, int block, BatchQueue queue) {}

  private final ScanJob job;
  private final List<FlowFile> files;
  private int nextFile;
  private final Deque<Future<Deque<ScanFile>>> openings = new ArrayDeque<>();
  private Deque<ScanFile> opened = new ArrayDeque<>();
  private final Deque<Reading> readings = new ArrayDeque<>();
  private final Queue<BlockReader> idle = new ConcurrentLinkedQueue<>();
  private final Queue<Batch> spare = new ConcurrentLinkedQueue<>();
  private final Phaser running = new Phaser(1); // this, and each task
  private @Nullable ScanFile current;
  private int nextBlock;
  private @Nullable Batch last;

  /**
   * @param current null, or a file whose blocks from {@code nextBlock} on are to be read first;
   *     taken over
   */
  ReadAhead(
      ScanJob job, List<FlowFile> files, int nextFile, @Nullable ScanFile current, int nextBlock) {
    this.job = job;
    this.files = files;
    this.nextFile = nextFile;
    this.current = current;
    this.nextBlock = nextBlock;
  }

  @Nullable Batch next() throws IOException {
    if (last != null) {
      spare.add(last);
      last = null;
    }
    while (true) {
      job.control.check();
      startTasks();
      Reading first = readings.peek();
      if (first == null) {
        return null;
      }
      Batch batch = first.queue.take();
      if (batch != null) {
        last = batch;
        return batch;
      }
      readings.remove();
    }
  }

  private void startTasks() throws IOException {
    int window = 2 * job.options.threads();
    startOpenings();
    while (readings.size() < window) {
      ScanFile file = current;
      if (file != null) {
        startReading(new Reading(file, file.blocks[nextBlock], new BatchQueue()));
        if (++nextBlock == file.blocks.length) {
          current = null;
        }
        continue;
      }
      current = opened.poll();
      nextBlock = 0;
      if (current != null) {
        continue;
      }
      Future<Deque<ScanFile>> opening = openings.peek();
      if (opening == null || !opening.isDone() && !readings.isEmpty()) {
        return;
      }
      openings.remove();
      opened = join(opening);
      startOpenings();
    }
  }

  private void startOpenings() {
    while (openings.size() < job.options.threads() && nextFile < files.size()) {
      int end = nextFile + WorkQueue.atOnce(nextFile, files.size());
      List<FlowFile> run = files.subList(nextFile, end);
      nextFile = end;
      FutureTask<Deque<ScanFile>> task = new FutureTask<>(() -> open(run));
      openings.add(task);
      execute(task);
    }
  }

  private void startReading(Reading reading) {
    readings.add(reading);
    execute(() -> read(reading));
  }

  private void execute(Runnable task) {
    running.register();
    QueryThreads.start(
        () -> {
          try {
            task.run();
          } finally {
            running.arriveAndDeregister();
          }
        });
  }

  private BlockReader reader() {
    BlockReader reader = idle.poll();
    return reader != null ? reader : new BlockReader(job);
  }

  private Deque<ScanFile> open(List<FlowFile> run) throws IOException {
    BlockReader reader = reader();
    Deque<ScanFile> found = new ArrayDeque<>();
    try {
      for (FlowFile file : run) {
        ScanFile open = job.stopped() ? null : job.open(file, reader.matcher());
        if (open != null) {
          found.add(open);
        }
      }
    } catch (Throwable t) {
      try {
        release(found);
      } catch (IOException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
    idle.add(reader);
    return found;
  }

  /** Gives back files of which nothing was read. */
  private static void release(Deque<ScanFile> unread) throws IOException {
    IOException failed = null;
    for (ScanFile file : unread) {
      try {
        file.release(file.blocks.length);
      } catch (IOException e) {
        failed = e;
      }
    }
    unread.clear();
    if (failed != null) {
      throw failed;
    }
  }

  private void read(Reading work) {
    Throwable failure = null;
    try {
      BlockReader reader = reader();
      Compactor out = new Compactor(job.columns, spare, work.queue);
      try (reader) {
        reader.open(work.file, work.block);
        Batch batch = reader.next();
        while (batch != null && out.add(batch)) {
          batch = reader.next();
        }
        out.flush();
      }
      idle.add(reader);
    } catch (Throwable t) {
      failure = t;
    }
    try {
      work.file.release();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    work.queue.end(failure);
  }

  private static Deque<ScanFile> join(Future<Deque<ScanFile>> opening) throws IOException {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      BatchQueue.rethrow(e.getCause() == null ? e : e.getCause());
      throw new IllegalStateException(e); // a checked exception that opening can't throw
    } catch (InterruptedException e) {
      throw BatchQueue.interrupted();
    }
  }

  /** Stops the tasks, waits for them, and gives back every file. */
  @Override
  public void close() throws IOException {
    job.stop();
    readings.forEach(r -> r.queue.close());
    running.arriveAndAwaitAdvance();
    IOException failed = null;
    ScanFile rest = current;
    current = null;
    try {
      if (rest != null) {
        rest.release(rest.blocks.length - nextBlock);
      }
    } catch (IOException e) {
      failed = e;
    }
    try {
      release(opened);
    } catch (IOException e) {
      failed = e;
    }
    for (Future<Deque<ScanFile>> opening : openings) {
      try {
        release(join(opening));
      } catch (IOException | RuntimeException e) {
        // the query is over: what could not be opened is of no interest any more
        failed = failed == null && e instanceof IOException io ? io : failed;
      }
    }
    openings.clear();
    readings.clear();
    if (failed != null) {
      throw failed;
    }
  }
}
