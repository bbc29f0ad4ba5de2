package dev.weft.server;

import dev.weft.jdbc.SharedStore;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** A store, served to remote drivers. Starts when it is made; closing it stops it. */
public final class WeftServer implements AutoCloseable {
  private static final int THREADS = 256;
  private static final int SOCKETS = 2000;
  private static final int HEADER_BYTES = 16 << 10;
  private static final long SOCKET_IDLE_MILLIS = 60_000;
  private static final long EXPIRE_SECONDS = 5;

  /** Longest wait for answers that are on their way when the server stops. */
  private static final long LAST_ANSWER_MILLIS = 5000;

  private final SharedStore store;
  private final Admission admission;
  private final Sessions sessions;
  private final HttpFront front;
  private final Server server;
  private final ServerConnector connector;
  private final Loiterers loiterers = new Loiterers();
  private final Departures departures;
  private final ScheduledExecutorService clock;

  private WeftServer(ServerOptions options, SharedStore store, @Nullable Users users)
      throws IOException {
    this.store = store;
    Limits limits = options.limits();
    Metrics metrics = new Metrics();
    admission = new Admission(limits);
    sessions = new Sessions(store, limits);
    Dispatcher dispatcher =
        new Dispatcher(sessions, admission, metrics, new QueryLog(options.log()), store);
    HttpFront.Health health =
        new HttpFront.Health() {
          @Override
          public boolean isWell() {
            return !sessions.isStopping();
          }

          @Override
          public String metrics() {
            return metrics.text() + new Gauges(sessions, admission, store).text();
          }
        };
    server = new Server(new DeepThreads());
    connector = connector(options);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(SOCKETS, server));
    connector.addEventListener(loiterers);
    departures = new Departures();
    front = new HttpFront(new Gate(users, metrics), dispatcher, limits, health, departures);
    server.setHandler(front);
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "weft-expiry");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Threads with room for the planner to go down a condition of thousands of ORs. */
  private static final class DeepThreads extends QueuedThreadPool {
    private static final long STACK_BYTES = 32L << 20;

    DeepThreads() {
      super(THREADS);
    }

    @Override
    public Thread newThread(Runnable job) {
      Thread thread = new Thread(null, job, "weft-http", STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    }
  }

  /**
   * Opens the store and starts to listen.
   *
   * @throws IOException if the address can't be listened at, or a file can't be read
   * @throws SQLException if the store can't be opened
   */
  public static WeftServer start(ServerOptions options) throws IOException, SQLException {
    checkSafe(options);
    Path users = options.users();
    Users known = users == null ? null : new Users(users);
    SharedStore store =
        SharedStore.open(
            options.url(),
            options.memoryBytes(),
            warning ->
                System.getLogger("dev.weft.server").log(System.Logger.Level.WARNING, warning));
    WeftServer server;
    try {
      server = new WeftServer(options, store, known);
    } catch (IOException | RuntimeException | Error e) {
      store.close();
      throw e;
    }
    try {
      server.server.start();
      server.clock.scheduleWithFixedDelay(
          server::expire, EXPIRE_SECONDS, EXPIRE_SECONDS, TimeUnit.SECONDS);
      return server;
    } catch (Exception e) {
      server.close();
      String place = options.host() + ":" + options.port();
      throw e instanceof IOException io
          ? new IOException("Can't listen at " + place + ": " + io.getMessage(), io)
          : new IOException("The server did not start: " + e.getMessage(), e);
    }
  }

  /** Passwords and flows don't go over a network in clear, and not to everybody. */
  private static void checkSafe(ServerOptions options) throws IOException {
    Path keys = options.keyStore();
    if (keys != null && !Files.isReadable(keys)) {
      throw new IOException(keys + ": the key store can't be read");
    }
    boolean loopback = InetAddress.getByName(options.host()).isLoopbackAddress();
    if (!loopback && (options.users() == null || keys == null)) {
      throw new IOException(
          "Listening at "
              + options.host()
              + ", which other machines reach, needs users and TLS: see --users and --keystore");
    }
  }

  private ServerConnector connector(ServerOptions options) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    Path keys = options.keyStore();
    ServerConnector made;
    if (keys == null) {
      made = new ServerConnector(server, new HttpConnectionFactory(http));
    } else {
      http.addCustomizer(new SecureRequestCustomizer(false)); // clients may use an address
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setKeyStorePath(keys.toUri().toString());
      tls.setKeyStorePassword(options.keyStorePassword());
      made =
          new ServerConnector(
              server,
              new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
              new HttpConnectionFactory(http));
    }
    made.setHost(options.host());
    made.setPort(options.port());
    made.setIdleTimeout(SOCKET_IDLE_MILLIS);
    return made;
  }

  private void expire() {
    try {
      sessions.expire();
      loiterers.close();
    } catch (RuntimeException e) {
      log("What is old can't be closed", e); // and the clock goes on
    }
  }

  /** Where it listens. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Takes no more queries, gives those that run some time to end, and stops.
   *
   * @return false where queries had to be stopped
   */
  public boolean stop(long seconds) {
    sessions.refuse();
    boolean ended = false;
    try {
      ended = admission.awaitNone(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    return ended;
  }

  @Override
  public void close() {
    sessions.refuse();
    clock.shutdownNow();
    sessions.closeAll();
    // A query has ended before its last rows are sent: they must not be cut off.
    front.awaitSent(LAST_ANSWER_MILLIS);
    try {
      server.stop();
    } catch (Exception e) {
      log("The server did not stop well", e);
    }
    try {
      departures.close();
    } catch (IOException e) {
      log("The selector could not be closed", e);
    }
    try {
      store.close();
    } catch (IOException e) {
      log("The store could not be closed", e);
    }
  }

  private static void log(String what, Exception e) {
    System.getLogger("dev.weft.server").log(System.Logger.Level.WARNING, what, e);
  }
}
