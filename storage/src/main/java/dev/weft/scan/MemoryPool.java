package dev.weft.scan;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory that queries which run at once share, so that many of them together don't take what
 * each alone might; or what the parts of one query share, out of such a pool. Each who takes from
 * it is sure of a small share; who gets no more spills, or refuses. Safe for several threads.
 */
public final class MemoryPool {
  /** So many queries find their sure share at the same time within half of the pool's limit. */
  private static final int SHARES = 128;

  private static final MemoryPool PROCESS = new MemoryPool(Runtime.getRuntime().maxMemory() / 2);

  private final long limit;
  private final @Nullable MemoryPool outer;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param limit bytes, at least 1
   */
  public MemoryPool(long limit) {
    this(limit, null);
  }

  private MemoryPool(long limit, @Nullable MemoryPool outer) {
    if (limit < 1) {
      throw new IllegalArgumentException("memory must be positive, not " + limit);
    }
    this.limit = limit;
    this.outer = outer;
  }

  /** A pool that never refuses. */
  public static MemoryPool unlimited() {
    return new MemoryPool(Long.MAX_VALUE / 2);
  }

  /** Half of the heap, for all queries of the process that nobody gave another pool. */
  public static MemoryPool process() {
    return PROCESS;
  }

  /** A pool whose bytes are this one's. */
  public MemoryPool part(long bytes) {
    return new MemoryPool(bytes, this);
  }

  /**
   * Takes bytes for a query if there are some left, or if it has little.
   *
   * @param held what the query has taken, these bytes included
   */
  public boolean tryReserve(long bytes, long held) {
    if (used.addAndGet(bytes) <= limit || held <= limit / SHARES) {
      if (outer == null || outer.tryReserve(bytes, held)) {
        return true;
      }
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** Takes bytes without which a query can't run. */
  public void reserve(long bytes) {
    used.addAndGet(bytes);
    if (outer != null) {
      outer.reserve(bytes);
    }
  }

  /** Gives bytes back. */
  public void release(long bytes) {
    used.addAndGet(-bytes);
    if (outer != null) {
      outer.release(bytes);
    }
  }

  /** Bytes taken now. */
  public long used() {
    return used.get();
  }

  public long limit() {
    return limit;
  }
}
