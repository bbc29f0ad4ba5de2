package dev.weft.server;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Collects the body of a request. No thread waits for bytes that don't come, so that slow clients
 * take no place from others.
 */
final class BodyReader implements Runnable {
  private static final int PIECE = 8 << 10;

  /** Longest time that a body may take to come. */
  private static final long SLOWEST_SECONDS = 20;

  private final Request request;
  private final int most;
  private final Outcome outcome;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Scheduler.Task alarm;
  private byte[] bytes = new byte[PIECE];
  private long size;

  /** What comes of it: one of these is called, once. */
  interface Outcome {
    void whole(byte[] body);

    /** It has more bytes than it may have, and has been read to its end nevertheless. */
    void tooLong();

    void tooSlow();

    /** The client broke off. */
    void failed(Throwable why);
  }

  /**
   * @param most bytes that are kept
   */
  BodyReader(Request request, int most, Outcome outcome) {
    this.request = request;
    this.most = most;
    this.outcome = outcome;
    alarm =
        request
            .getComponents()
            .getScheduler()
            .schedule(this::late, SLOWEST_SECONDS, TimeUnit.SECONDS);
  }

  private void late() {
    if (over.compareAndSet(false, true)) {
      outcome.tooSlow();
    }
  }

  /** Reads what is there, and is called again when there is more. */
  @Override
  public void run() {
    for (Content.Chunk chunk = request.read(); ; chunk = request.read()) {
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        if (end()) {
          outcome.failed(chunk.getFailure());
        }
        return;
      }
      keep(chunk);
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        if (end()) {
          tell();
        }
        return;
      }
    }
  }

  private boolean end() {
    alarm.cancel();
    return over.compareAndSet(false, true);
  }

  /**
   * Only as much as may be is kept; the rest is read because a client that still sends hears not.
   */
  private void keep(Content.Chunk chunk) {
    int count = chunk.remaining();
    if (size + count <= most) {
      int kept = (int) size;
      if (kept + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(kept + count, Math.min(most, bytes.length * 2)));
      }
      chunk.getByteBuffer().get(bytes, kept, count);
    }
    size += count;
  }

  private void tell() {
    if (size > most) {
      outcome.tooLong();
    } else {
      outcome.whole(Arrays.copyOf(bytes, (int) size));
    }
  }
}
