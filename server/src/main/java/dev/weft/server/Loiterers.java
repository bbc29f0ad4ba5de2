package dev.weft.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Closes connections on which the head of a request, or what comes before it, takes too long: a
 * byte now and then would keep them open for ever. Thread-safe.
 */
final class Loiterers implements Connection.Listener {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Map<Connection, Seen> open = new ConcurrentHashMap<>();
  private final long patience;

  Loiterers() {
    this(PATIENCE_NANOS);
  }

  /**
   * @param patience nanoseconds
   */
  Loiterers(long patience) {
    this.patience = patience;
  }

  /**
   * A connection as it was when its last request was known to be whole.
   *
   * @param requests so far
   * @param bytes so far
   * @param when on the clock of {@code System.nanoTime}
   */
  private record Seen(long requests, long bytes, long when) {}

  @Override
  public void onOpened(Connection connection) {
    if (!(connection instanceof SslConnection)) {
      open.put(connection, new Seen(0, 0, System.nanoTime()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  /** To be called now and then. */
  void close() {
    long now = System.nanoTime();
    open.forEach(
        (connection, seen) -> {
          long requests = connection.getMessagesIn();
          long bytes = connection.getBytesIn();
          boolean isAnswering = requests > connection.getMessagesOut();
          boolean isResting = requests > 0 && bytes == seen.bytes();
          if (isAnswering || requests != seen.requests() || isResting) {
            open.replace(connection, seen, new Seen(requests, bytes, now));
          } else if (now - seen.when() > patience) {
            connection.getEndPoint().close();
          }
        });
  }

  /** Connections there are. */
  int count() {
    return open.size();
  }
}
