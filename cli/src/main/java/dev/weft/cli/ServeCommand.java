package dev.weft.cli;

import dev.weft.jdbc.WeftProperty;
import dev.weft.server.Limits;
import dev.weft.server.ServerOptions;
import dev.weft.server.WeftServer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft serve}. */
@Command(
    name = "serve",
    description = {
      "Serve a store to remote JDBC drivers: jdbc:weft://host:port/ (Avatica's protocol over HTTP).",
      "Read-only. Listens at this machine's own address, for everybody on it; other machines reach"
          + " it only with --host, --users and --keystore.",
      "GET /health tells whether it is well, GET /metrics its counts for Prometheus. Ctrl-C lets"
          + " running queries end."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int SECONDS_TO_CLOSE = 20;

  @Parameters(paramLabel = "DIR", description = "Store, SiLK data root, folder, file or URL.")
  private String store = "";

  @Mixin private final StoreFolders folders = new StoreFolders();

  @Option(names = "--port", paramLabel = "N", description = "Default: 8765; 0 for any free one.")
  private int port = 8765;

  @Option(names = "--host", paramLabel = "NAME", description = "Default: 127.0.0.1.")
  private String host = "127.0.0.1";

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description = "Who may ask, as 'weft user add' makes it; read again when it changes.")
  private @Nullable Path users;

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "Key and certificate of TLS, PKCS #12 or JKS.")
  private @Nullable Path keyStore;

  @Option(
      names = "--keystore-password-file",
      paramLabel = "FILE",
      description = "Its first line opens the key store. Default: $$WEFT_KEYSTORE_PASSWORD.")
  private @Nullable Path keyStorePassword;

  @Option(
      names = "--max-queries",
      paramLabel = "N",
      description = "Queries at once; more wait half a minute for their turn. Default: 64.")
  private int maxQueries = Limits.DEFAULTS.queries();

  @Option(
      names = "--max-queries-per-user",
      paramLabel = "N",
      description = "The same for one user. Default: 0, no limit.")
  private int maxQueriesOfUser;

  @Option(
      names = "--max-sessions",
      paramLabel = "N",
      description = "JDBC connections at once. Default: 1000.")
  private int maxSessions = Limits.DEFAULTS.sessions();

  @Option(
      names = "--max-sessions-per-user",
      paramLabel = "N",
      description = "The same for one user. Default: 0, no limit.")
  private int maxSessionsOfUser;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      description = "Rows of one result. Default: 0, no limit.")
  private long maxRows;

  @Option(
      names = "--max-seconds",
      paramLabel = "N",
      description = "Time of one query. Default: 0, no limit.")
  private int maxSeconds;

  @Option(
      names = "--query-memory",
      paramLabel = "SIZE",
      description = "Memory of one query before it spills to disk, such as 256m.")
  private @Nullable String queryMemory;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "Memory of all queries together before they spill, such as 2g. Default: half the heap.")
  private @Nullable String memory;

  @Option(
      names = "--query-threads",
      paramLabel = "N",
      description = "Threads of one query. Default: the machine's processors.")
  private @Nullable Integer queryThreads;

  @Option(
      names = "--idle",
      paramLabel = "MINUTES",
      description = "After so long without a question a session ends. Default: 30.")
  private int idleMinutes = 30;

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = "Where a line for each query goes. Default: standard error.")
  private @Nullable Path accessLog;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "Time that running queries have to end when the server stops. Default: 15.")
  private int grace = 15;

  @Override
  @SuppressWarnings("try") // the interrupt's handler is there to be closed
  public Integer call() throws IOException, SQLException {
    Limits defaults = Limits.DEFAULTS;
    Limits limits =
        new Limits(
            maxQueries,
            maxQueriesOfUser,
            defaults.patience(),
            maxRows,
            maxSeconds,
            Duration.ofMinutes(idleMinutes),
            defaults.unread(),
            maxSessions,
            maxSessionsOfUser,
            defaults.statements(),
            defaults.requestBytes());
    CountDownLatch stop = new CountDownLatch(1);
    try (Writer log = log();
        Interrupts interrupts = new Interrupts(stop::countDown, grace + SECONDS_TO_CLOSE)) {
      ServerOptions options =
          new ServerOptions(
              url(),
              host,
              port,
              users,
              keyStore,
              keyStorePassword(),
              limits,
              memory == null ? ServerOptions.HALF_THE_HEAP : Sizes.parse(memory),
              flushing(log));
      WeftServer server = WeftServer.start(options);
      System.err.println("weft: serving jdbc:weft://" + host + ":" + server.port() + "/");
      stop.await();
      if (!server.stop(grace)) {
        System.err.println("weft: stopped queries that still ran");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private String url() {
    String url = folders.on(StoreArgument.url(store));
    url = StoreFolders.with(url, WeftProperty.MEMORY, queryMemory);
    return StoreFolders.with(url, WeftProperty.THREADS, queryThreads);
  }

  private String keyStorePassword() throws IOException {
    if (keyStorePassword != null) {
      return Files.readAllLines(keyStorePassword).stream().findFirst().orElse("");
    }
    String set = System.getenv("WEFT_KEYSTORE_PASSWORD");
    return set == null ? "" : set;
  }

  private Writer log() throws IOException {
    return accessLog == null
        ? Streams.writer(System.err)
        : Files.newBufferedWriter(accessLog, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** A line is there as soon as it is written. */
  private static Appendable flushing(Writer log) {
    return new Appendable() {
      @Override
      public Appendable append(@Nullable CharSequence text) throws IOException {
        log.append(text).flush();
        return this;
      }

      @Override
      public Appendable append(@Nullable CharSequence text, int start, int end) throws IOException {
        log.append(text, start, end).flush();
        return this;
      }

      @Override
      public Appendable append(char c) throws IOException {
        log.append(c).flush();
        return this;
      }
    };
  }
}
