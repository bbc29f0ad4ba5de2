package dev.weft.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * HTTP: the protocol at {@code POST /}, {@code GET /health} for whoever asks, {@code GET /metrics}
 * for users. Everything else there is not.
 */
final class HttpFront extends Handler.Abstract {
  private static final String PROTOBUF = "application/x-google-protobuf";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private static final int PIECE = 8 << 10;

  /** A request that is too long, but not longer, is read before it is refused. */
  private static final int MOST_DRAINED = 8 << 20;

  /** Longest time that the body of a request may take to come. */
  private static final long SLOWEST_NANOS = 20_000_000_000L;

  private final Gate gate;
  private final Dispatcher dispatcher;
  private final Limits limits;
  private final Health health;
  private final Underway answers = new Underway();

  /** What the endpoints tell. */
  interface Health {
    /** False while the server stops. */
    boolean isWell();

    /** Counts for Prometheus. */
    String metrics();
  }

  HttpFront(Gate gate, Dispatcher dispatcher, Limits limits, Health health) {
    this.gate = gate;
    this.dispatcher = dispatcher;
    this.limits = limits;
    this.health = health;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Request.getPathInContext(request);
    String method = request.getMethod();
    if (path.equals("/health") && method.equals("GET")) {
      boolean well = health.isWell();
      int status = well ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
      say(response, callback, status, well ? "ok" : "stopping");
      return true;
    }
    boolean isQuestion = path.equals("/") && method.equals("POST");
    if (!isQuestion && !(path.equals("/metrics") && method.equals("GET"))) {
      say(
          response,
          callback,
          HttpStatus.NOT_FOUND_404,
          "There is POST / for JDBC drivers, GET /health and GET /metrics");
      return true;
    }
    Gate.Verdict verdict =
        gate.judge(
            request.getHeaders().get(HttpHeader.AUTHORIZATION), Request.getRemoteAddr(request));
    if (verdict instanceof Gate.Admitted admitted) {
      if (isQuestion) {
        answers.begin();
        Callback sent = Callback.from(callback, answers::end);
        try {
          answer(request, response, sent, admitted.caller());
        } catch (IOException | RuntimeException | Error e) {
          sent.failed(e);
        }
      } else {
        say(response, callback, HttpStatus.OK_200, health.metrics());
      }
    } else if (verdict instanceof Gate.Wait wait) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, wait.seconds());
      say(
          response,
          callback,
          HttpStatus.TOO_MANY_REQUESTS_429,
          "Too many wrong passwords: wait " + wait.seconds() + " s");
    } else {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"weft\"");
      say(response, callback, HttpStatus.UNAUTHORIZED_401, "A user name and password are needed");
    }
    return true;
  }

  /**
   * Waits, but not for longer than some time, until what was asked is answered to its last byte.
   */
  void awaitSent(long millis) {
    try {
      answers.awaitNone(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Request request, Response response, Callback callback, Caller caller)
      throws IOException {
    int most = limits.requestBytes();
    byte[] body = {};
    if (request.getLength() <= most) {
      body = body(request, most + 1);
    } else if (request.getLength() <= MOST_DRAINED) {
      // Read nevertheless: a client that is still sending would not see the answer.
      body = body(request, MOST_DRAINED);
    }
    if (body == null) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      say(response, callback, HttpStatus.REQUEST_TIMEOUT_408, "The request came too slowly");
      return;
    }
    if (request.getLength() > most || body.length > most) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      say(
          response,
          callback,
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          "A request may have " + most + " bytes, its SQL text included");
      return;
    }
    Dispatcher.Answer answer = dispatcher.answer(body, caller);
    response.setStatus(answer.failed() ? HttpStatus.INTERNAL_SERVER_ERROR_500 : HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, PROTOBUF);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.bytes().length);
    response.write(true, ByteBuffer.wrap(answer.bytes()), callback);
  }

  /** The bytes that a client sends, up to {@code most}; null from one that is too slow. */
  private static byte @Nullable [] body(Request request, int most) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    long start = System.nanoTime();
    try (InputStream in = Content.Source.asInputStream(request)) {
      int count = in.read(piece);
      while (count >= 0 && body.size() < most) {
        body.write(piece, 0, count);
        if (System.nanoTime() - start > SLOWEST_NANOS) {
          return null;
        }
        count = in.read(piece);
      }
    }
    return body.toByteArray();
  }

  private static void say(Response response, Callback callback, int status, String text) {
    byte[] bytes = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
