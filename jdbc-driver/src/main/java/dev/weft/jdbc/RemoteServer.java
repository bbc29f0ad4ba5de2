package dev.weft.jdbc;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a server over HTTP, on sockets that the JVM keeps open in between. Safe for
 * several threads.
 */
final class RemoteServer {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int GREETING_MILLIS = 30_000;
  private static final int OK = 200;
  private static final int FAILED = 500;

  /** Those that wait for an answer while the user's thread does something else. */
  private static final ExecutorService WAITERS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "weft-remote");
            thread.setDaemon(true);
            return thread;
          });

  private final String place;
  private final URL url;
  private final @Nullable SSLContext trust;
  private final @Nullable String authorization;

  /**
   * @param trust of an encrypted connection; null for the JVM's own
   * @param user null for none
   */
  RemoteServer(
      ConnectString.Remote target,
      boolean encrypted,
      @Nullable SSLContext trust,
      @Nullable String user,
      String password)
      throws SQLException {
    this.trust = trust;
    place = target.toString();
    try {
      url = new URL((encrypted ? "https" : "http") + "://" + place + "/");
    } catch (IOException e) {
      throw new SQLException("\"" + place + "\" names no server", SqlStates.CANNOT_CONNECT, e);
    }
    authorization =
        user == null
            ? null
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a request and waits for the answer. What ran into a socket that had gone stale is sent
   * again: Weft only reads, so that doing it twice does no harm.
   */
  byte[] call(Request request) throws SQLException {
    byte[] body = Envelope.of(request);
    // A query may take as long as it takes, but whoever says nothing to a greeting is no server.
    int patience = request instanceof Request.OpenConnection ? greetingMillis() : 0;
    try {
      try {
        return exchange(body, patience);
      } catch (ConnectException
          | UnknownHostException
          | SocketTimeoutException
          | SSLException nobody) {
        throw nobody;
      } catch (IOException stale) {
        return exchange(body, patience);
      }
    } catch (IOException e) {
      throw RemoteFailures.unanswered(place, isEncrypted(), e);
    }
  }

  /** Does something on a thread of its own. */
  static <T> Future<T> later(Callable<T> work) {
    return WAITERS.submit(work);
  }

  /** Sends a request; {@link #await} waits for the answer. */
  Future<byte[]> start(Request request) {
    return WAITERS.submit(() -> call(request));
  }

  /** The answer to what {@link #start} sent. */
  static byte[] await(Future<byte[]> answer) throws SQLException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException told) {
        throw told;
      }
      throw new SQLException("A request failed", SqlStates.CONNECTION_LOST, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("The thread was interrupted", SqlStates.CANCELLED);
    }
  }

  /** What the application has set for all drivers, else some patience with a busy server. */
  private static int greetingMillis() {
    int seconds = DriverManager.getLoginTimeout();
    return seconds <= 0 ? GREETING_MILLIS : (int) Math.min(seconds * 1000L, Integer.MAX_VALUE);
  }

  /**
   * @param patience milliseconds until an answer must come, 0 for no limit
   */
  private byte[] exchange(byte[] body, int patience) throws IOException, SQLException {
    HttpURLConnection http = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    if (trust != null && http instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(trust.getSocketFactory());
    }
    http.setConnectTimeout(patience == 0 ? CONNECT_MILLIS : Math.min(patience, CONNECT_MILLIS));
    http.setReadTimeout(patience);
    http.setRequestMethod("POST");
    http.setDoOutput(true);
    http.setUseCaches(false);
    http.setInstanceFollowRedirects(false);
    http.setRequestProperty("Content-Type", "application/x-google-protobuf");
    http.setRequestProperty("Accept", "*/*");
    if (authorization != null) {
      http.setRequestProperty("Authorization", authorization);
    }
    http.getOutputStream().write(body);
    int status = http.getResponseCode();
    byte[] answer = status < 0 ? new byte[0] : read(http, status);
    String type = String.valueOf(http.getContentType()).toLowerCase(Locale.ROOT);
    boolean page = type.contains("html") || type.contains("xml") || type.contains("json");
    if (status != OK && status != FAILED) {
      String text = page ? "" : new String(answer, StandardCharsets.UTF_8);
      throw RemoteFailures.answered(place, status, text, isEncrypted());
    } else if (page || type.startsWith("text/")) {
      throw RemoteFailures.foreign(place, status, type);
    }
    return answer;
  }

  /** To its end, so that the socket can be used again. */
  private static byte[] read(HttpURLConnection http, int status) throws IOException {
    try (InputStream in = status == OK ? http.getInputStream() : http.getErrorStream()) {
      if (in == null) {
        return new byte[0];
      }
      int length = http.getContentLength();
      byte[] answer = length < 0 ? in.readAllBytes() : in.readNBytes(length);
      if (answer.length < length) {
        throw new IOException("the answer ends too early");
      }
      return answer;
    }
  }

  private boolean isEncrypted() {
    return url.getProtocol().equals("https");
  }
}
