package dev.weft.scan;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of all queries: kept for the next query, as many as are busy at once, and no
 * hindrance to the end of the JVM. A task never waits for a thread, so tasks may wait for each
 * other.
 */
public final class QueryThreads {
  private static final AtomicInteger STARTED = new AtomicInteger();

  private static final ExecutorService POOL =
      Executors.newCachedThreadPool(
          task -> {
            Thread t = new Thread(task, "weft-" + STARTED.incrementAndGet());
            t.setDaemon(true);
            return t;
          });

  private QueryThreads() {}

  /** A task on a thread of its own. */
  public static final class Running {
    private final CountDownLatch ended = new CountDownLatch(1);

    private Running() {}

    /** Waits for the end of the task, through interrupts, which are kept. */
    public void join() {
      boolean interrupted = false;
      while (true) {
        try {
          ended.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Runs a task now.
   *
   * @param task handles its failures itself
   */
  public static Running start(Runnable task) {
    Running running = new Running();
    POOL.execute(
        () -> {
          try {
            task.run();
          } finally {
            running.ended.countDown();
          }
        });
    return running;
  }
}
