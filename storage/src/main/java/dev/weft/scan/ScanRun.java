package dev.weft.scan;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.CorruptFileException;
import dev.weft.error.QueryCancelledException;
import dev.weft.flow.FlowColumn;
import dev.weft.predicate.AddressProbe;
import dev.weft.predicate.Predicate;
import dev.weft.predicate.PredicateMatcher;
import dev.weft.predicate.ZoneDecision;
import dev.weft.scan.WorkQueue.OpenFile;
import dev.weft.scan.WorkQueue.ReadBlock;
import dev.weft.scan.WorkQueue.Work;
import dev.weft.store.FlowFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One running scan: what its workers share. */
final class ScanRun {
  private static final ExecutorService HELPERS =
      Executors.newCachedThreadPool(
          task -> {
            Thread t = new Thread(task, "weft-scan");
            t.setDaemon(true);
            return t;
          });

  final Predicate predicate;
  final Set<FlowColumn> columns;
  final ScanOptions options;
  final QueryControl control;
  final ScanStatistics statistics;
  final Supplier<? extends BatchSink> sinks;
  private final WorkQueue queue;
  private final @Nullable AddressProbe probe;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicBoolean helped = new AtomicBoolean();
  private volatile CountDownLatch helpers = new CountDownLatch(0);

  ScanRun(
      List<FlowFile> files,
      Predicate predicate,
      Set<FlowColumn> columns,
      ScanOptions options,
      QueryControl control,
      ScanStatistics statistics,
      Supplier<? extends BatchSink> sinks) {
    this.queue = new WorkQueue(files);
    this.predicate = predicate;
    this.columns = columns;
    this.options = options;
    this.control = control;
    this.statistics = statistics;
    this.sinks = sinks;
    this.probe = options.pruning() ? AddressProbe.of(predicate) : null;
  }

  /** Works on this thread until all is done; starts others once there is work for them. */
  void run() throws IOException {
    work(true);
    boolean interrupted = false;
    while (true) {
      try {
        helpers.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        control.cancel("the thread of the query was interrupted");
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable t = failure.get();
    if (t instanceof IOException e) {
      throw e;
    } else if (t instanceof RuntimeException e) {
      throw e;
    } else if (t instanceof Error e) {
      throw e;
    }
  }

  private void work(boolean first) {
    try {
      BlockReader reader = new BlockReader(this);
      PredicateMatcher matcher = new PredicateMatcher(predicate);
      Work work = queue.take();
      while (work != null) {
        if (work instanceof OpenFile w) {
          open(w, matcher);
          if (first) {
            startHelpers();
          }
        } else if (work instanceof ReadBlock w) {
          read(w, reader);
        }
        work = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      control.cancel("the thread of the query was interrupted");
      fail(new QueryCancelledException("the thread of the query was interrupted"));
    } catch (Throwable t) {
      fail(t);
    }
  }

  /** Once the first file is open it is known whether there is enough to do for two. */
  private void startHelpers() {
    if (options.threads() == 1 || !queue.hasWork() || !helped.compareAndSet(false, true)) {
      return;
    }
    int count = options.threads() - 1;
    CountDownLatch done = new CountDownLatch(count);
    helpers = done;
    for (int i = 0; i < count; i++) {
      HELPERS.execute(
          () -> {
            try {
              work(false);
            } finally {
              done.countDown();
            }
          });
    }
  }

  /** Opens a file, rules out what its zones and address filters rule out, and queues the rest. */
  private void open(OpenFile work, PredicateMatcher matcher) throws IOException {
    List<ReadBlock> blocks = List.of();
    try {
      control.check();
      blocks = blocksToRead(work, matcher);
    } catch (CorruptFileException e) {
      if (!options.skipDamage()) {
        throw e;
      }
      options.warnings().warn("skipped: " + e.getMessage());
    } finally {
      if (!queue.opened(blocks)) {
        release(blocks);
      }
    }
  }

  private List<ReadBlock> blocksToRead(OpenFile work, PredicateMatcher matcher) throws IOException {
    OpenFlowFile open = named(work.file(), () -> work.file().open(options.warnings()));
    statistics.filesOpened.increment();
    List<Integer> blocks = new ArrayList<>();
    try {
      for (int b = 0; b < open.blocks(); b++) {
        if (!options.pruning()
            || matcher.prepare(ScanFile.zones(work.file(), open, b)) != ZoneDecision.NO_ROW) {
          blocks.add(b);
        }
      }
      if (!blocks.isEmpty() && probe != null && !probe.mayMatch(open::mayContain)) {
        blocks.clear();
      }
    } catch (Throwable t) {
      try {
        ScanFile.close(open, statistics);
      } catch (IOException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
    if (blocks.isEmpty()) {
      if (open.blocks() > 0) {
        statistics.filesPruned.increment();
      }
      ScanFile.close(open, statistics);
      return List.of();
    }
    statistics.blocks.add(open.blocks());
    statistics.blocksPruned.add(open.blocks() - blocks.size());
    ScanFile file = new ScanFile(work.file(), work.index(), open, blocks.size(), statistics);
    return blocks.stream().map(b -> new ReadBlock(file, b)).toList();
  }

  private void read(ReadBlock work, BlockReader reader) throws IOException {
    ScanFile file = work.file();
    try {
      if (!file.damaged() && !named(file.file, () -> reader.read(file, work.block()))) {
        stop();
      }
    } catch (CorruptFileException e) {
      if (!options.skipDamage()) {
        throw e;
      }
      if (file.markDamaged()) {
        options.warnings().warn("the rest is skipped: " + e.getMessage());
      }
    } finally {
      file.release();
    }
  }

  boolean stopped() {
    return queue.stopped();
  }

  /** Ends the scan without a failure. */
  void stop() {
    try {
      release(queue.stop());
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(Throwable t) {
    if (!failure.compareAndSet(null, t)) {
      Throwable f = failure.get();
      if (f != null && f != t) {
        f.addSuppressed(t);
      }
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

  private interface Reading<T> {
    T run() throws IOException;
  }

  /** Adds the name of the file to failures of the operating system, which often lack it. */
  private static <T> T named(FlowFile file, Reading<T> reading) throws IOException {
    try {
      return reading.run();
    } catch (CorruptFileException e) {
      throw e;
    } catch (IOException e) {
      String path = file.path().toString();
      String message = String.valueOf(e.getMessage());
      if (message.contains(path) && !message.equals(path)) {
        throw e;
      }
      String what = message.equals(path) ? e.getClass().getSimpleName() : message;
      throw new IOException(path + ": " + what, e);
    }
  }
}
