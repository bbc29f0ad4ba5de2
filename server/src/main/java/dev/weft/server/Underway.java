package dev.weft.server;

import java.util.concurrent.TimeUnit;

/** Counts what has begun and not ended. For use by many threads. */
final class Underway {
  private int count;

  synchronized void begin() {
    count++;
  }

  synchronized void end() {
    count--;
    if (count == 0) {
      notifyAll();
    }
  }

  /**
   * Waits until nothing is under way.
   *
   * @return false where something still is after some time
   * @throws InterruptedException if the thread is interrupted
   */
  synchronized boolean awaitNone(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; count > 0 && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return count == 0;
  }
}
