package dev.weft.sql.exec;

import dev.weft.error.ResourceException;
import dev.weft.error.ResourceException.Resource;
import dev.weft.scan.MemoryPool;
import dev.weft.scan.WorkTurns;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts what operators of Calcite's keep of one query, by an estimate of its size, in the query's
 * memory. They can't spill: what is more than the query may have is refused, and what others hold
 * is waited for, in turn. For the thread that runs the generated code.
 */
public final class KeptMemory {
  private static final long STEP = 1 << 14; // bytes that are taken from the pool at once

  /** How long a query waits for its turn and for what others hold. */
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final MemoryPool pool;
  private final Runnable check;
  private final Map<Object, Share> shares = new IdentityHashMap<>();
  private final Share pairs = new Share("a RIGHT or FULL JOIN on other than equality");
  private long held;
  private boolean inTurn;
  private boolean ended;

  /**
   * @param pool of the query
   * @param check throws once nobody wants the query's rows any more
   */
  KeptMemory(MemoryPool pool, Runnable check) {
    this.pool = pool;
    this.check = check;
  }

  /** The share of an operator that is made once in a query. */
  public Share share(String operator) {
    return share(new Object(), operator);
  }

  /**
   * The share of an operator. Where it runs again, as below a nested loop, what it kept before is
   * gone.
   *
   * @param node stands for the operator
   */
  public synchronized Share share(Object node, String operator) {
    Share share = shares.computeIfAbsent(node, n -> new Share(operator));
    share.reset();
    return share;
  }

  /** The share of all joins that keep pairs of rows. */
  Share pairs() {
    return pairs;
  }

  /** Gives everything back; the query is over. */
  synchronized void end() {
    if (!ended) {
      release(held);
      ended = true;
      pool.leaveTurn(this);
    }
  }

  private synchronized void release(long bytes) {
    if (!ended) {
      held -= bytes;
      pool.release(bytes);
    }
  }

  private synchronized boolean reserve(long bytes) {
    if (ended) {
      return false;
    }
    long then = held + bytes;
    boolean taken = inTurn ? pool.tryReserveInTurn(bytes, then) : pool.tryReserve(bytes, then);
    held = taken ? then : held;
    return taken;
  }

  /** Who got its memory without the turn must not keep others from it. */
  private synchronized void leaveUnlessInTurn() {
    if (!inTurn) {
      pool.leaveTurn(this);
    }
  }

  private synchronized void queue() {
    if (!ended) {
      inTurn = pool.hasTurn(this);
    }
  }

  /** Waits until other queries have given back what this one may have; false if they don't. */
  private boolean awaited(long bytes) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() - end < 0) {
      check.run();
      queue();
      boolean worth = pool.isWorthWaiting(bytes);
      if (reserve(bytes)) { // also where the others have just let go of everything
        leaveUnlessInTurn();
        return true;
      }
      if (!worth && !pool.isWorthWaiting(bytes)) {
        return false;
      }
      try {
        WorkTurns.pause(() -> Thread.sleep(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** What one operator keeps. */
  public final class Share {
    private final String operator;
    private long taken;
    private long left; // of what was taken

    private Share(String operator) {
      this.operator = operator;
    }

    /**
     * Counts bytes, of which only the operator's end, or the query's, lets go.
     *
     * @throws ResourceException where the query may hold no more
     */
    public void take(long bytes) {
      left -= bytes;
      if (left < 0) {
        long more = Math.max(STEP, -left);
        if (!reserve(more) && !awaited(more)) {
          throw tooMuch(more);
        }
        taken += more;
        left += more;
      }
    }

    /** Forgets what was counted. */
    public void reset() {
      release(taken);
      taken = 0;
      left = 0;
    }

    private ResourceException tooMuch(long more) {
      String whose =
          pool.used() + more > pool.limit()
              ? "these take more than the query's memory of " + size(pool.limit())
              : "other queries hold the rest of the memory that all share";
      return new ResourceException(
          Resource.MEMORY,
          Character.toUpperCase(operator.charAt(0))
              + operator.substring(1)
              + " keeps rows in memory, and "
              + whose
              + "; ask for fewer rows or columns there, group them first, or raise the memory"
              + " setting");
    }

    private static String size(long bytes) {
      return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MiB";
    }
  }
}
