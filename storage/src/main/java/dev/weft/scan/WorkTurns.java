package dev.weft.scan;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may work now, of the threads of all queries: few at once, so that many large queries don't
 * keep a small one, or planning, from a processor. Every block and every partition of groups is
 * worked on in a turn. Turns go to the query that has worked least before, in steps of four times
 * as much; of several in a step to the oldest, so that large ones end one after the other instead
 * of all late. Every eighth turn goes to the oldest of all. Work is time on a processor.
 *
 * <p>Whoever waits for another thread in a turn has to {@linkplain #pause} it. Should one not, the
 * others go on without turns once none has begun or ended for {@link #MOST_WAIT_NANOS}, so that
 * nothing stands still for ever.
 *
 * <p>Safe for several threads.
 */
public final class WorkTurns {
  /** Turns for each processor: while one thread reads from the disk another computes. */
  private static final int FOR_EACH_PROCESSOR = 2;

  private static final Comparator<Waiter> OLDEST = Comparator.comparingLong(w -> w.begun);

  private static final WorkTurns PROCESS =
      new WorkTurns(FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors());

  private static final int FOR_THE_OLDEST = 8;
  private static final long SMALL_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
  private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How often who waits looks whether its query goes on. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final ThreadLocal<@Nullable Turn> OF_THREAD = new ThreadLocal<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Waiter> waiting =
      new PriorityQueue<>(Comparator.<Waiter>comparingInt(w -> w.step).thenComparing(OLDEST));
  private int free;
  private int ended;

  /**
   * Null until a first thread has to wait: it takes some ms to load, and all time is work before.
   */
  private volatile @Nullable ThreadMXBean clock;

  private long lastChange = System.nanoTime();

  WorkTurns(int atOnce) {
    free = atOnce;
  }

  /** The turns of all queries of the process. */
  public static WorkTurns process() {
    return PROCESS;
  }

  /** A wait for a turn, which {@code given} ends. */
  private static final class Waiter {
    final int step;
    final long begun;
    final Condition turn;
    boolean given;

    Waiter(QueryControl control, Condition turn) {
      this.step = step(control.worked());
      this.begun = control.begun();
      this.turn = turn;
    }
  }

  /** 0 for a query that has hardly worked, one more for each four times as much. */
  static int step(long workedNanos) {
    return (Long.SIZE + 1 - Long.numberOfLeadingZeros(workedNanos / SMALL_NANOS)) / 2;
  }

  /** A turn of one thread; one that begins in another of the same thread is that one. */
  public final class Turn implements AutoCloseable {
    private final QueryControl control;
    private int depth = 1;
    private boolean working;
    private boolean held; // false where it works without
    private @Nullable ThreadMXBean clock;
    private long since;

    private Turn(QueryControl control) {
      this.control = control;
    }

    private void take() {
      held = acquire(control);
      working = true;
      clock = WorkTurns.this.clock;
      since = now();
    }

    private void give() {
      if (!working) {
        return; // what it waited for in a pause has failed
      }
      working = false;
      control.worked(now() - since);
      if (held) {
        release();
      }
    }

    private long now() {
      return clock == null ? System.nanoTime() : clock.getCurrentThreadCpuTime();
    }

    @Override
    public void close() {
      if (--depth == 0) {
        OF_THREAD.remove();
        give();
      }
    }
  }

  /**
   * Waits until this thread may work.
   *
   * @throws dev.weft.error.QueryCancelledException once the query is to stop
   */
  public Turn begin(QueryControl control) {
    Turn turn = OF_THREAD.get();
    if (turn != null) {
      turn.depth++;
      return turn;
    }
    turn = new Turn(control);
    turn.take();
    OF_THREAD.set(turn);
    return turn;
  }

  /** What waits for another thread. */
  @FunctionalInterface
  public interface Wait {
    void await() throws InterruptedException;
  }

  /** Waits for another thread; where this one has a turn, others have it meanwhile. */
  public static void pause(Wait wait) throws InterruptedException {
    Turn turn = OF_THREAD.get();
    if (turn == null) {
      wait.await();
      return;
    }
    turn.give();
    wait.await();
    turn.take();
  }

  /** Returns false where the thread is to go on without a turn, which it then doesn't give back. */
  private boolean acquire(QueryControl control) {
    lock.lock();
    try {
      if (free > 0) {
        free--;
        lastChange = System.nanoTime();
        return true;
      }
      if (clock == null && ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported()) {
        clock = ManagementFactory.getThreadMXBean();
      }
      Waiter waiter = new Waiter(control, lock.newCondition());
      waiting.add(waiter);
      boolean taken = false;
      try {
        while (!waiter.given && System.nanoTime() - lastChange < MOST_WAIT_NANOS) {
          waiter.turn.awaitNanos(LOOK_NANOS);
          control.check();
        }
        taken = waiter.given;
        return taken;
      } catch (InterruptedException e) {
        throw BatchQueue.interrupted();
      } finally {
        boolean given = !waiting.remove(waiter);
        if (given && !taken) {
          release();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many threads wait. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void release() {
    lock.lock();
    try {
      lastChange = System.nanoTime();
      Waiter next =
          ++ended % FOR_THE_OLDEST == 0 && !waiting.isEmpty()
              ? Collections.min(waiting, OLDEST)
              : waiting.peek();
      waiting.remove(next);
      if (next == null) {
        free++;
      } else {
        next.given = true;
        next.turn.signal();
      }
    } finally {
      lock.unlock();
    }
  }
}
