package dev.weft.partition;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** How much memory the columns kept by all caches may take together. Safe for several threads. */
final class ColumnMemory {
  private static final long LEFT_TO_QUERIES = 1L << 30;

  /** A quarter of the heap above 1 GB, all of which belongs to queries. */
  static final ColumnMemory OF_HEAP =
      new ColumnMemory(Math.max(0, (Runtime.getRuntime().maxMemory() - LEFT_TO_QUERIES) / 4));

  private final long most;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicBoolean refused = new AtomicBoolean();

  /**
   * @param most bytes
   */
  ColumnMemory(long most) {
    this.most = most;
  }

  /** Takes some of the memory; false where there is no room. */
  boolean take(int bytes) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    refused.set(true);
    return false;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** Bytes in use. */
  long taken() {
    return taken.get();
  }

  /** True where memory that is not 0 was refused since this was last asked. */
  boolean wasRefused() {
    return most > 0 && refused.getAndSet(false);
  }
}
