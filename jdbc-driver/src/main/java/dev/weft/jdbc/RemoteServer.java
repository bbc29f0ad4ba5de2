package dev.weft.jdbc;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends requests to a server over HTTP. Safe for several threads. */
final class RemoteServer {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int FAILED = 500;

  /** Shared by connections without a trust store of their own: it keeps sockets open. */
  private static final class Shared {
    static final HttpClient CLIENT = client(null);
  }

  private final String place;
  private final URI uri;
  private final HttpClient client;
  private final @Nullable String authorization;

  /**
   * @param tls trust of a TLS connection; null for the JVM's own
   * @param user null for none
   */
  RemoteServer(
      ConnectString.Remote target,
      boolean encrypted,
      @Nullable SSLContext tls,
      @Nullable String user,
      String password) {
    place = target.toString();
    uri = URI.create((encrypted ? "https" : "http") + "://" + place + "/");
    client = tls == null ? Shared.CLIENT : client(tls);
    authorization =
        user == null
            ? null
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static HttpClient client(@Nullable SSLContext tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    return (tls == null ? builder : builder.sslContext(tls)).build();
  }

  /**
   * Sends a request and waits for the answer. What ran into a connection that had gone stale is
   * sent again: Weft only reads, so that doing it twice does no harm.
   */
  byte[] call(Request request) throws SQLException {
    HttpRequest http = http(request);
    try {
      try {
        return body(client.send(http, HttpResponse.BodyHandlers.ofByteArray()));
      } catch (ConnectException | HttpTimeoutException | SSLException nobody) {
        throw nobody;
      } catch (IOException stale) {
        return body(client.send(http, HttpResponse.BodyHandlers.ofByteArray()));
      }
    } catch (IOException e) {
      throw RemoteFailures.unanswered(place, isEncrypted(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  /** Sends a request; {@link #await} waits for the answer. */
  CompletableFuture<HttpResponse<byte[]>> start(Request request) {
    return client.sendAsync(http(request), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The answer to what {@link #start} sent. */
  byte[] await(CompletableFuture<HttpResponse<byte[]>> answer) throws SQLException {
    try {
      return body(answer.get());
    } catch (ExecutionException | CompletionException e) {
      IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e);
      throw RemoteFailures.unanswered(place, isEncrypted(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private HttpRequest http(Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-google-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Envelope.of(request)));
    return (authorization == null ? builder : builder.header("Authorization", authorization))
        .build();
  }

  private byte[] body(HttpResponse<byte[]> response) throws SQLException {
    int status = response.statusCode();
    if (status == OK || status == FAILED) {
      return response.body();
    }
    throw RemoteFailures.answered(
        place, status, new String(response.body(), StandardCharsets.UTF_8));
  }

  private boolean isEncrypted() {
    return uri.getScheme().equals("https");
  }

  private static SQLException interrupted() {
    return new SQLException("The thread was interrupted", SqlStates.CANCELLED);
  }
}
