package dev.weft.server;

import dev.weft.jdbc.wire.ServerError;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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
    private final AtomicBoolean over = new AtomicBoolean();

    private Turn(String user) {
      this.user = user;
    }

    @Override
    public void close() {
      if (over.compareAndSet(false, true)) {
        end(user);
      }
    }
  }

  /**
   * Waits for a turn.
   *
   * @throws ServerError if none comes while patience lasts
   */
  Turn begin(String user) throws ServerError {
    long nanos = limits.patience().toNanos();
    lock.lock();
    try {
      waiting++;
      while (isFull() || isFull(user)) {
        if (nanos <= 0 || waiting > MOST_WAITING) {
          throw isFull(user)
              ? Refusal.busyUser(user, limits.queriesOfUser())
              : Refusal.busy(limits.queries());
        }
        nanos = freed.awaitNanos(nanos);
      }
      running++;
      byUser.merge(user, 1, Integer::sum);
      return new Turn(user);
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
