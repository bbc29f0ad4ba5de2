package dev.weft.sql.prepare;

import dev.weft.error.QueryCancelledException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the way from a text to a plan one that can be stopped, and deep enough for conditions of
 * many thousands of ORs: it is gone on threads with large stacks of their own, which look again and
 * again whether they still are to go on. Safe for several threads.
 */
public final class Planning {
  /** Of which only what is used takes memory. */
  private static final long STACK_BYTES = 256L << 20;

  private static final long IDLE_SECONDS = 10;
  private static final long LOOK_MILLIS = 20;

  /**
   * How long a thread that is to stop is waited for, before it is left to itself: it ends soon, but
   * may be loading classes, or be in a part of the parser that doesn't ask.
   */
  private static final long PATIENCE_MILLIS = 60;

  /** The same where many have been left that have not ended: they must not become more. */
  private static final long LONG_PATIENCE_MILLIS = 2000;

  private static final int MANY_LEFT = 8;

  private static final AtomicInteger LEFT = new AtomicInteger();

  private static final ThreadLocal<@Nullable AtomicBoolean> STOP = new ThreadLocal<>();

  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          DeepThread::new);

  private Planning() {}

  private static final class DeepThread extends Thread {
    private AtomicBoolean stop = new AtomicBoolean();

    DeepThread(Runnable work) {
      super(null, work, "weft-planning", STACK_BYTES, false);
      setDaemon(true);
      setContextClassLoader(Planning.class.getClassLoader());
    }
  }

  /**
   * Does something, and lets a flag stop all planning that it comes to.
   *
   * @param stop set, from any thread, to have planning end with a {@link QueryCancelledException}
   * @throws Exception whatever the work throws
   */
  public static <T extends @Nullable Object> T stoppable(AtomicBoolean stop, Callable<T> work)
      throws Exception {
    AtomicBoolean outer = STOP.get();
    STOP.set(stop);
    try {
      return work.call();
    } finally {
      if (outer == null) {
        STOP.remove();
      } else {
        STOP.set(outer);
      }
    }
  }

  /** The flag that stops the planning of this thread. */
  static AtomicBoolean flag() {
    return Thread.currentThread() instanceof DeepThread deep ? deep.stop : new AtomicBoolean();
  }

  /**
   * Asked by everything that plans, as often as it likes.
   *
   * @throws QueryCancelledException once the planning is to stop
   */
  static void check() {
    if (Thread.currentThread() instanceof DeepThread deep && deep.stop.get()) {
      throw new QueryCancelledException("the query was cancelled");
    }
  }

  /** Plans on a thread with a deep stack, and waits for it. */
  static <T> T run(Callable<T> work) {
    if (Thread.currentThread() instanceof DeepThread) {
      return called(work);
    }
    AtomicBoolean wish = STOP.get();
    AtomicBoolean stop = wish == null ? new AtomicBoolean() : wish;
    AtomicBoolean parted = new AtomicBoolean(); // by the first of the two that goes
    Future<T> plan =
        THREADS.submit(
            () -> {
              ((DeepThread) Thread.currentThread()).stop = stop;
              try {
                return work.call();
              } finally {
                if (!parted.compareAndSet(false, true)) {
                  LEFT.decrementAndGet();
                }
              }
            });
    return await(plan, stop, parted);
  }

  private static <T> T await(Future<T> plan, AtomicBoolean stop, AtomicBoolean parted) {
    long millis = LEFT.get() < MANY_LEFT ? PATIENCE_MILLIS : LONG_PATIENCE_MILLIS;
    long patience = millis / LOOK_MILLIS;
    while (true) {
      try {
        return plan.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (stop.get() && --patience < 0) {
          LEFT.incrementAndGet();
          if (!parted.compareAndSet(false, true)) {
            LEFT.decrementAndGet(); // it has just ended
          }
          throw new QueryCancelledException("the query was cancelled");
        }
      } catch (InterruptedException e) {
        stop.set(true);
        Thread.currentThread().interrupt();
        throw new QueryCancelledException("the query was cancelled");
      } catch (ExecutionException e) {
        if (stop.get()) {
          throw new QueryCancelledException("the query was cancelled");
        }
        throw thrown(e.getCause());
      }
    }
  }

  private static <T> T called(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw thrown(e);
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    if (cause instanceof StackOverflowError) {
      return StatementLimit.tooDeep();
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
