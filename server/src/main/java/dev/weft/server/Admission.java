package dev.weft.server;

import dev.weft.jdbc.wire.ServerError;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets as many queries run at once as may. Safe for several threads. */
final class Admission {
  /** More would leave no thread for those that run. */
  private static final int MOST_WAITING = 128;

  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition freed = lock.newCondition();
  private final Map<String, Integer> byUser = new HashMap<>();
  private int running;
  private int waiting;

  Admission(Limits limits) {
    this.limits = limits;
  }

  /** The right of one query to run; closed when its result is. */
  final class Turn implements AutoCloseable {
    private final String user;
    private final long waitedNanos;
    private final AtomicBoolean over = new AtomicBoolean();

    private Turn(String user, long waitedNanos) {
      this.user = user;
      this.waitedNanos = waitedNanos;
    }

    /** How long it was waited for. */
    long waitedNanos() {
      return waitedNanos;
    }

    @Override
    public void close() {
      if (over.compareAndSet(false, true)) {
        end(user);
      }
    }
  }

  /** A query that waits for its turn, or will; any thread may stop it. */
  static final class Wait {
    private volatile boolean stopped;
    private volatile @Nullable Admission at;

    /** It is not wanted any more. */
    void stop() {
      stopped = true;
      Admission admission = at;
      if (admission != null) {
        admission.wake();
      }
    }
  }

  private void wake() {
    lock.lock();
    try {
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a turn.
   *
   * @throws ServerError if none comes while patience or the query's time lasts, or it is stopped
   */
  Turn begin(String user, Wait wait) throws ServerError {
    long patience = limits.patience().toNanos();
    long time = TimeUnit.SECONDS.toNanos(limits.seconds());
    boolean inTime = time > 0 && time < patience;
    long nanos = inTime ? time : patience;
    long start = System.nanoTime();
    wait.at = this;
    lock.lock();
    try {
      waiting++;
      while (isFull() || isFull(user)) {
        if (wait.stopped) {
          throw Refusal.stoppedWaiting();
        }
        if (nanos <= 0 || waiting > MOST_WAITING) {
          throw inTime && nanos <= 0
              ? Refusal.timeWaited(limits.seconds())
              : isFull(user)
                  ? Refusal.busyUser(user, limits.queriesOfUser())
                  : Refusal.busy(limits.queries());
        }
        nanos = freed.awaitNanos(nanos);
      }
      running++;
      byUser.merge(user, 1, Integer::sum);
      return new Turn(user, System.nanoTime() - start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.stopping();
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  private boolean isFull() {
    return limits.queries() > 0 && running >= limits.queries();
  }

  private boolean isFull(String user) {
    return limits.queriesOfUser() > 0 && byUser.getOrDefault(user, 0) >= limits.queriesOfUser();
  }

  private void end(String user) {
    lock.lock();
    try {
      running--;
      byUser.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no query runs; false where some still do after that time. */
  boolean awaitNone(long seconds) throws InterruptedException {
    long nanos = TimeUnit.SECONDS.toNanos(seconds);
    lock.lock();
    try {
      while (running > 0 && nanos > 0) {
        nanos = freed.awaitNanos(nanos);
      }
      return running == 0;
    } finally {
      lock.unlock();
    }
  }
}
