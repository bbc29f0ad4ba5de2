package dev.weft.scan;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that queries which run at once share, so that many of them together don't take what
 * each alone might. Each is sure of a small share; who gets no more spills. Safe for several
 * threads.
 */
public final class MemoryPool {
  /** So many queries find their sure share at the same time within half of the pool's limit. */
  private static final int SHARES = 128;

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param limit bytes, at least 1
   */
  public MemoryPool(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("memory must be positive, not " + limit);
    }
    this.limit = limit;
  }

  /** A pool that never refuses. */
  public static MemoryPool unlimited() {
    return new MemoryPool(Long.MAX_VALUE / 2);
  }

  /**
   * Takes bytes for a query if there are some left, or if it has little.
   *
   * @param held what the query has taken, these bytes included
   */
  public boolean tryReserve(long bytes, long held) {
    if (used.addAndGet(bytes) <= limit || held <= limit / SHARES) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** Takes bytes without which a query can't run. */
  public void reserve(long bytes) {
    used.addAndGet(bytes);
  }

  /** Gives bytes back. */
  public void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Bytes taken now. */
  public long used() {
    return used.get();
  }

  public long limit() {
    return limit;
  }
}
