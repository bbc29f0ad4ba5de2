package dev.weft.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server is run.
 *
 * @param url the embedded {@code jdbc:weft:} URL of the store, with its properties
 * @param host name or address to listen at
 * @param port to listen at, 0 for any that is free
 * @param users file of users; null lets everybody in
 * @param keyStore file with the server's key and certificate (PKCS #12 or JKS); null for plain HTTP
 * @param keyStorePassword of that file
 * @param memoryBytes what all queries together may hold before they spill to disk
 * @param log gets a line for each query
 */
public record ServerOptions(
    String url,
    String host,
    int port,
    @Nullable Path users,
    @Nullable Path keyStore,
    String keyStorePassword,
    Limits limits,
    long memoryBytes,
    Appendable log) {
  /** Half of the heap: the rest is for what queries read, send and are planned with. */
  public static final long HALF_THE_HEAP = Runtime.getRuntime().maxMemory() / 2;

  /** On this machine's own address, for everybody on it. */
  public static ServerOptions local(String url, int port, Appendable log) {
    return new ServerOptions(
        url, "127.0.0.1", port, null, null, "", Limits.DEFAULTS, HALF_THE_HEAP, log);
  }

  public ServerOptions withLimits(Limits changed) {
    return new ServerOptions(
        url, host, port, users, keyStore, keyStorePassword, changed, memoryBytes, log);
  }

  public ServerOptions withUsers(Path file) {
    return new ServerOptions(
        url, host, port, file, keyStore, keyStorePassword, limits, memoryBytes, log);
  }

  public ServerOptions withKeyStore(Path file, String password) {
    return new ServerOptions(url, host, port, users, file, password, limits, memoryBytes, log);
  }

  public ServerOptions withHost(String name) {
    return new ServerOptions(
        url, name, port, users, keyStore, keyStorePassword, limits, memoryBytes, log);
  }

  public ServerOptions withMemory(long bytes) {
    return new ServerOptions(
        url, host, port, users, keyStore, keyStorePassword, limits, bytes, log);
  }
}
