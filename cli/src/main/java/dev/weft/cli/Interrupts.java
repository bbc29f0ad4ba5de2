package dev.weft.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C stop a piece of work instead of killing it: the work is asked to stop and then gets
 * some seconds to end well and to say what it has done. The process then ends with status 130.
 */
final class Interrupts implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final long patienceSeconds;
  private final Thread hook;

  /**
   * @param stop asks the work to stop; called from another thread
   */
  Interrupts(Runnable stop) {
    this(stop, PATIENCE_SECONDS);
  }

  /**
   * @param patienceSeconds that the work has to end
   */
  Interrupts(Runnable stop, long patienceSeconds) {
    this.patienceSeconds = patienceSeconds;
    hook =
        new Thread(
            () -> {
              if (ended.getCount() > 0) {
                stop.run();
                awaitEnd();
              }
            },
            "weft-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitEnd() {
    try {
      ended.await(patienceSeconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended, and has said what it had to say. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, which is what the hook was for.
    }
  }
}
