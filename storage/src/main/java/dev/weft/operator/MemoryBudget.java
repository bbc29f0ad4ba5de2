package dev.weft.operator;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the operators of one query share. What grows with the data is reserved here
 * before it is allocated; who is refused spills. Safe for several threads.
 */
final class MemoryBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  MemoryBudget(long limit) {
    this.limit = limit;
  }

  /** Takes bytes if the limit allows. */
  boolean tryReserve(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** As {@link #tryReserve}, but leaves a quarter to the tables that will read the buffers. */
  boolean tryReserveBuffer(long bytes) {
    if (used.addAndGet(bytes) <= limit - limit / 4) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** Takes the small fixed working memory without which an operator can't run at all. */
  void reserve(long bytes) {
    used.addAndGet(bytes);
  }

  /** Gives bytes back. */
  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Bytes taken now. */
  long used() {
    return used.get();
  }

  long limit() {
    return limit;
  }
}
