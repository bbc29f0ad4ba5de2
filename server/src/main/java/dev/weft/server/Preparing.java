package dev.weft.server;

import org.jspecify.annotations.Nullable;

/** The preparing of a statement by the thread that made this, which others can stop. */
final class Preparing {
  private @Nullable Thread thread = Thread.currentThread();

  /** Has it end with an error, if it has not ended. */
  synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** It has ended; the thread goes on to other things. */
  synchronized void end() {
    thread = null;
    Thread.interrupted();
  }
}
