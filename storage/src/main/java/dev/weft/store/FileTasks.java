package dev.weft.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something to each of many files on several threads. */
final class FileTasks {
  /** What is done to a file; called by several threads. */
  interface Task<T> {
    void run(int index, T file) throws IOException;
  }

  private FileTasks() {}

  /**
   * Runs the task for each file.
   *
   * @throws IOException the first that a task threw; the others end early then
   */
  static <T> void forEach(List<T> files, int threads, Task<T> task) throws IOException {
    int count = Math.max(1, Math.min(threads, files.size()));
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread t = new Thread(work, "weft-files");
              t.setDaemon(true);
              return t;
            });
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int w = 0; w < count; w++) {
        workers.add(
            pool.submit(
                () -> {
                  try {
                    for (int i = next.getAndIncrement();
                        i < files.size();
                        i = next.getAndIncrement()) {
                      task.run(i, files.get(i));
                    }
                  } catch (IOException | RuntimeException e) {
                    next.set(files.size());
                    throw e;
                  }
                  return null;
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      next.set(files.size());
      pool.shutdown();
    }
  }
}
