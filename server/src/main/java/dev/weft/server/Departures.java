package dev.weft.server;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * Notices clients that go while they are being answered, so that nothing runs for nobody. HTTP
 * reads nothing from a connection until it is answered; what then can be read from it is its end,
 * for clients of the protocol ask one question at a time. Safe for several threads.
 */
final class Departures implements AutoCloseable {
  private static final long LOOK_MILLIS = 1000;

  /** What is answered sooner is not worth a look. */
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private final Selector selector;
  private final Set<Stay> present = ConcurrentHashMap.newKeySet();
  private final Thread watcher;

  Departures() throws IOException {
    selector = Selector.open();
    watcher = new Thread(this::watch, "weft-departures");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** A client that waits for an answer; closed when it has it. */
  final class Stay implements AutoCloseable {
    private final SocketChannel channel;
    private final long since = System.nanoTime();
    private volatile @Nullable Runnable onGone;
    private volatile boolean over;
    private volatile @Nullable SelectionKey key;
    private boolean gone;

    private Stay(SocketChannel channel) {
      this.channel = channel;
    }

    /** Says what is to be done should the client go; at once if it has. */
    void onGone(Runnable action) {
      boolean late;
      synchronized (this) {
        onGone = action;
        late = gone;
      }
      if (late) {
        action.run();
      }
    }

    private void leave() {
      Runnable action;
      synchronized (this) {
        gone = true;
        action = onGone;
      }
      if (action != null && !over) {
        action.run();
      }
    }

    @Override
    public void close() {
      over = true;
      if (!present.remove(this) || key != null) {
        selector.wakeup(); // the watcher lets go of the connection
      }
    }
  }

  /** Watches the connection of a request; null where it has none that can be watched. */
  @Nullable Stay watch(EndPoint endPoint) {
    Object transport = endPoint.getTransport();
    while (transport instanceof EndPoint inner && inner != inner.getTransport()) {
      transport = inner.getTransport(); // below TLS
    }
    if (!(transport instanceof SocketChannel channel)) {
      return null;
    }
    Stay stay = new Stay(channel);
    present.add(stay);
    return stay;
  }

  private void watch() {
    while (selector.isOpen()) {
      try {
        selector.select(LOOK_MILLIS);
        turn();
      } catch (IOException | RuntimeException e) {
        if (selector.isOpen()) {
          System.getLogger("dev.weft.server")
              .log(System.Logger.Level.WARNING, "Departed clients may go unnoticed", e);
        }
      }
    }
  }

  private void turn() throws IOException {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof Stay stay) {
        present.remove(stay);
        key.cancel();
        stay.leave();
      }
    }
    selector.selectedKeys().clear();
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Stay stay && stay.over) {
        key.cancel();
      }
    }
    long now = System.nanoTime();
    for (Stay stay : present) {
      if (stay.key == null && now - stay.since > SOON_NANOS) {
        register(stay);
      }
    }
  }

  private void register(Stay stay) {
    try {
      stay.key = stay.channel.register(selector, SelectionKey.OP_READ, stay);
    } catch (ClosedChannelException e) {
      present.remove(stay);
      stay.leave();
    } catch (CancelledKeyException e) {
      // Let go of in this turn; the next one takes it up again.
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
