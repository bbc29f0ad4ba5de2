package dev.weft.scan;

import dev.weft.error.QueryCancelledException;
import dev.weft.scan.WorkQueue.OpenFiles;
import dev.weft.scan.WorkQueue.ReadBlock;
import dev.weft.scan.WorkQueue.Work;
import dev.weft.scan.WorkTurns.Turn;
import dev.weft.store.FlowFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One running scan whose workers push what they find into sinks of their own. */
final class ScanRun {
  private final ScanJob job;
  private final Supplier<? extends BatchSink> sinks;
  private final WorkQueue queue;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private @Nullable CountDownLatch helpers; // of the first worker's thread only

  ScanRun(ScanJob job, List<FlowFile> files, Supplier<? extends BatchSink> sinks) {
    this.job = job;
    this.sinks = sinks;
    this.queue = new WorkQueue(files);
  }

  /** Works on this thread until all is done; starts others once there is work for them. */
  void run() throws IOException {
    work(true);
    awaitHelpers();
    Throwable t = failure.get();
    if (t != null) {
      BatchQueue.rethrow(t);
    }
  }

  private void awaitHelpers() {
    boolean interrupted = false;
    while (helpers != null) {
      try {
        helpers.await();
        helpers = null;
      } catch (InterruptedException e) {
        interrupted = true; // files are in use until the helpers are done
        job.control.cancel("the thread of the query was interrupted");
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("try") // the turn is held, not used
  private void work(boolean first) {
    try (BlockReader reader = new BlockReader(job)) {
      BatchSink sink = null;
      Work work = queue.take();
      while (work != null) {
        if (work instanceof OpenFiles w) {
          try (Turn turn = WorkTurns.process().begin(job.control)) {
            open(w, reader);
          }
        } else if (work instanceof ReadBlock w) {
          try (Turn turn = WorkTurns.process().begin(job.control)) {
            sink = sink == null ? sinks.get() : sink;
            if (!reader.push(w.file(), w.block(), sink)) {
              stop();
            }
          } finally {
            w.file().release();
          }
        }
        if (first && helpers == null) {
          startHelpers();
        }
        work = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(new QueryCancelledException("the thread of the query was interrupted"));
    } catch (Throwable t) {
      fail(t);
    }
  }

  private void open(OpenFiles work, BlockReader reader) throws IOException {
    List<ReadBlock> blocks = new ArrayList<>();
    try {
      for (FlowFile f : work.files()) {
        ScanFile file = job.open(f, reader.matcher());
        if (file != null) {
          for (int b : file.blocks) {
            blocks.add(new ReadBlock(file, b));
          }
        }
      }
    } finally {
      if (!queue.opened(blocks)) {
        release(blocks);
      }
    }
  }

  /** As soon as the first file is open it is known whether there is enough to do for two. */
  private void startHelpers() {
    int count = job.options.threads() - 1;
    if (count == 0 || !queue.isWorthSharing()) {
      return;
    }
    CountDownLatch done = new CountDownLatch(count);
    helpers = done;
    for (int i = 0; i < count; i++) {
      QueryThreads.start(
          () -> {
            try {
              work(false);
            } finally {
              done.countDown();
            }
          });
    }
  }

  private void stop() {
    job.stop();
    try {
      release(queue.stop());
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(Throwable t) {
    Throwable earlier = failure.compareAndExchange(null, t);
    if (earlier != null && earlier != t) {
      earlier.addSuppressed(t);
    }
    stop();
  }

  private static void release(List<ReadBlock> blocks) throws IOException {
    IOException failed = null;
    for (ReadBlock b : blocks) {
      try {
        b.file().release();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
