package dev.weft.scan;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory that queries which run at once share, so that many of them together don't take what
 * each alone might; or what the parts of one query share, out of such a pool. Each who takes from
 * it is sure of a small share. Who gets no more spills, or, where it can't, waits for its turn: a
 * quarter of the memory is for one such query at a time, so that two which hold half of what they
 * need don't wait for each other. Safe for several threads.
 */
public final class MemoryPool {
  /** So many queries find their sure share at the same time within half of the pool's limit. */
  private static final int SHARES = 128;

  private static final MemoryPool PROCESS = new MemoryPool(Runtime.getRuntime().maxMemory() / 2);

  private final long limit;
  private final @Nullable MemoryPool outer;
  private final AtomicLong used = new AtomicLong();
  private final Queue<Object> turns = new ArrayDeque<>();

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

  /** A pool whose bytes are this one's; for one query. */
  public MemoryPool part(long bytes) {
    return new MemoryPool(bytes, this);
  }

  /**
   * Takes bytes for a query if there are some left, or if it has little.
   *
   * @param held what the taker has of the query's, these bytes included
   */
  public boolean tryReserve(long bytes, long held) {
    return outer == null
        ? tryReserve(bytes, held, held)
        : fits(used.addAndGet(bytes), limit, held) && outer.tryReserve(bytes, held, used.get())
            || refuse(bytes);
  }

  /** As above; {@code query} is what the whole query holds. */
  private boolean tryReserve(long bytes, long held, long query) {
    long now = used.addAndGet(bytes);
    boolean alone = now <= query;
    return fits(now, alone ? limit : limit - limit / 4, held) || refuse(bytes);
  }

  /**
   * As {@link #tryReserve(long, long)}, out of all that is left, for a query whose turn it is. It
   * is sure of a quarter: others may hold some of that as their sure shares.
   */
  public boolean tryReserveInTurn(long bytes, long held) {
    long now = used.addAndGet(bytes);
    boolean taken =
        outer == null
            ? now <= limit || held <= limit / 4
            : fits(now, limit, held) && outer.tryReserveInTurn(bytes, held);
    return taken || refuse(bytes);
  }

  private boolean fits(long now, long most, long held) {
    return now <= most || held <= limit / SHARES;
  }

  private boolean refuse(long bytes) {
    used.addAndGet(-bytes);
    return false;
  }

  /**
   * Queues for the turn, or asks whether it has come: first come, first served. Who asked has to
   * leave, whatever the answer was.
   *
   * @param query an object that stands for it, compared by identity
   */
  public boolean hasTurn(Object query) {
    if (outer != null) {
      return outer.hasTurn(query);
    }
    synchronized (turns) {
      if (!turns.contains(query)) {
        turns.add(query);
      }
      return turns.peek() == query;
    }
  }

  /**
   * Whether bytes that a part of a pool was refused may come to it once others let go of theirs.
   */
  public boolean isWorthWaiting(long bytes) {
    long mine = used.get();
    return outer != null && mine + bytes <= limit && outer.used() > mine;
  }

  /** Ends a turn, or the wait for it. */
  public void leaveTurn(Object query) {
    if (outer != null) {
      outer.leaveTurn(query);
      return;
    }
    synchronized (turns) {
      turns.remove(query);
    }
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
