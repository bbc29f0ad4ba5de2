package dev.weft.operator;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Large arrays that queries are done with, for the next queries: the machine clears every new
 * array, which with many groups takes a good part of the time, and what comes from here needs none.
 * So what a taken array holds is not defined.
 *
 * <p>Arrays wait here only up to a number of bytes, the latest first, and only as long as nobody
 * else needs the memory. Safe for several threads.
 */
final class ArrayPool {
  /** The pool of all queries, of a small part of the heap. */
  static final ArrayPool SHARED = new ArrayPool(Runtime.getRuntime().maxMemory() / 8);

  private final long limit;
  private SoftReference<Stock> stock = new SoftReference<>(null);

  /**
   * @param limit bytes of the arrays that wait
   */
  ArrayPool(long limit) {
    this.limit = limit;
  }

  int[] takeInts(int length) {
    Object found = take(int[].class, length);
    return found == null ? new int[length] : (int[]) found;
  }

  long[] takeLongs(int length) {
    Object found = take(long[].class, length);
    return found == null ? new long[length] : (long[]) found;
  }

  /** Keeps an array that the caller does not touch any more. */
  void keep(int[] array) {
    keep(new Kept(array, array.length, (long) Integer.BYTES * array.length));
  }

  /** Keeps an array that the caller does not touch any more. */
  void keep(long[] array) {
    keep(new Kept(array, array.length, (long) Long.BYTES * array.length));
  }

  private synchronized @Nullable Object take(Class<?> type, int length) {
    Stock s = stock.get();
    return s == null ? null : s.take(type, length);
  }

  private synchronized void keep(Kept kept) {
    Stock s = stock.get();
    if (s == null) {
      s = new Stock();
      stock = new SoftReference<>(s);
    }
    s.keep(kept, limit);
  }

  private record Kept(Object array, int length, long bytes) {}

  /** What waits; all of it goes when memory gets scarce. */
  private static final class Stock {
    private final Deque<Kept> latestFirst = new ArrayDeque<>();
    private long bytes;

    @Nullable Object take(Class<?> type, int length) {
      for (Iterator<Kept> all = latestFirst.iterator(); all.hasNext(); ) {
        Kept kept = all.next();
        if (kept.length == length && type.isInstance(kept.array)) {
          all.remove();
          bytes -= kept.bytes;
          return kept.array;
        }
      }
      return null;
    }

    void keep(Kept kept, long limit) {
      latestFirst.addFirst(kept);
      bytes += kept.bytes;
      while (bytes > limit) {
        bytes -= latestFirst.removeLast().bytes;
      }
    }
  }
}
