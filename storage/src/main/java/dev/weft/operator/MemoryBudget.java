package dev.weft.operator;

import dev.weft.scan.MemoryPool;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the operators of one query share, taken from what all queries share. What grows
 * with the data is reserved here before it is allocated; who is refused spills. Safe for several
 * threads.
 */
final class MemoryBudget {
  private final long limit;
  private final MemoryPool pool;
  private final AtomicLong used = new AtomicLong();
  private volatile boolean ended;

  MemoryBudget(long limit) {
    this(limit, MemoryPool.unlimited());
  }

  MemoryBudget(long limit, MemoryPool pool) {
    this.limit = limit;
    this.pool = pool;
  }

  /** Takes bytes if the limit allows. */
  boolean tryReserve(long bytes) {
    return tryReserve(bytes, limit);
  }

  /** As {@link #tryReserve}, but leaves a quarter to the tables that will read the buffers. */
  boolean tryReserveBuffer(long bytes) {
    return tryReserve(bytes, limit - limit / 4);
  }

  private boolean tryReserve(long bytes, long most) {
    long held = used.addAndGet(bytes);
    if (held <= most && pool.tryReserve(bytes, held)) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** Takes the small fixed working memory without which an operator can't run at all. */
  void reserve(long bytes) {
    used.addAndGet(bytes);
    pool.reserve(bytes);
  }

  /** Gives bytes back. */
  void release(long bytes) {
    used.addAndGet(-bytes);
    if (!ended) {
      pool.release(bytes);
    }
  }

  /** Gives the pool what operators still hold; called once none of them runs. */
  void end() {
    if (!ended) {
      ended = true;
      pool.release(used.get());
    }
  }

  /** Bytes taken now. */
  long used() {
    return used.get();
  }

  long limit() {
    return limit;
  }
}
