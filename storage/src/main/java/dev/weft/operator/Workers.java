package dev.weft.operator;

import dev.weft.scan.QueryThreads;
import dev.weft.scan.WorkTurns;
import dev.weft.scan.WorkTurns.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Runs numbered tasks on the threads of a query. */
final class Workers {
  /** One task. */
  @FunctionalInterface
  interface Task {
    /**
     * @param worker number of the thread, 0 to threads - 1
     * @param task number of the task
     */
    void run(int worker, int task) throws IOException;
  }

  private Workers() {}

  /**
   * Runs tasks 0 to {@code tasks - 1} and returns when all threads are done. The first failure
   * keeps further tasks from starting and is thrown here.
   */
  static void run(QueryContext context, int tasks, Task work) throws IOException {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    int threads = Math.min(context.threads(), tasks);
    List<QueryThreads.Running> started = new ArrayList<>();
    for (int worker = 1; worker < threads; worker++) {
      int number = worker;
      started.add(QueryThreads.start(() -> loop(context, number, tasks, next, failure, work)));
    }
    loop(context, 0, tasks, next, failure, work);
    started.forEach(QueryThreads.Running::join);
    rethrow(failure.get());
  }

  @SuppressWarnings("try") // the turn is held, not used
  private static void loop(
      QueryContext context,
      int worker,
      int tasks,
      AtomicInteger next,
      AtomicReference<Throwable> failure,
      Task work) {
    try {
      while (failure.get() == null) {
        int task = next.getAndIncrement();
        if (task >= tasks) {
          return;
        }
        context.control.check();
        try (Turn turn = WorkTurns.process().begin(context.control)) {
          work.run(worker, task);
        }
      }
    } catch (Throwable t) { // whatever it is, the caller's thread gets it
      failure.compareAndSet(null, t);
    }
  }

  /** Throws what a thread failed with, as it is. */
  static void rethrow(@org.jspecify.annotations.Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
  }
}
