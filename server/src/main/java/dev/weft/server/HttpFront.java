package dev.weft.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * HTTP: the protocol at {@code POST /}, {@code GET /health} for whoever asks, {@code GET /metrics}
 * for users. Everything else there is not.
 */
final class HttpFront extends Handler.Abstract {
  private static final String PROTOBUF = "application/x-google-protobuf";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  /** A request that is too long, but not longer, is read before it is refused. */
  private static final int MOST_DRAINED = 8 << 20;

  private final Gate gate;
  private final Dispatcher dispatcher;
  private final Limits limits;
  private final Health health;
  private final Departures departures;
  private final Underway answers = new Underway();

  /** What the endpoints tell. */
  interface Health {
    /** False while the server stops. */
    boolean isWell();

    /** Counts for Prometheus. */
    String metrics();
  }

  HttpFront(Gate gate, Dispatcher dispatcher, Limits limits, Health health, Departures departures) {
    this.gate = gate;
    this.dispatcher = dispatcher;
    this.limits = limits;
    this.health = health;
    this.departures = departures;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
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
        } catch (RuntimeException | Error e) {
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

  private void answer(Request request, Response response, Callback callback, Caller caller) {
    if (request.getLength() > MOST_DRAINED) {
      refuse(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413, tooLong());
      return;
    }
    BodyReader.Outcome outcome =
        new BodyReader.Outcome() {
          @Override
          public void whole(byte[] body) {
            reply(request, response, callback, body, caller);
          }

          @Override
          public void tooLong() {
            refuse(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413, HttpFront.this.tooLong());
          }

          @Override
          public void tooSlow() {
            refuse(
                response, callback, HttpStatus.REQUEST_TIMEOUT_408, "The request came too slowly");
          }

          @Override
          public void failed(Throwable why) {
            callback.failed(why);
          }
        };
    new BodyReader(request, limits.requestBytes(), outcome).run();
  }

  private String tooLong() {
    return "A request may have " + limits.requestBytes() + " bytes, its SQL text included";
  }

  private void reply(
      Request request, Response response, Callback callback, byte[] body, Caller caller) {
    Dispatcher.Answer answer;
    try (Departures.Stay stay =
        departures.watch(request.getConnectionMetaData().getConnection().getEndPoint())) {
      answer = dispatcher.answer(body, caller, stay == null ? action -> {} : stay::onGone);
    } catch (RuntimeException | Error e) {
      callback.failed(e);
      return;
    }
    // Not watched any more: as soon as it has the answer a client may send its next question.
    response.setStatus(answer.failed() ? HttpStatus.INTERNAL_SERVER_ERROR_500 : HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, PROTOBUF);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.bytes().length);
    response.write(true, ByteBuffer.wrap(answer.bytes()), callback);
  }

  /** Says no, and ends the connection: the rest of what the client sends is of no use. */
  private static void refuse(Response response, Callback callback, int status, String text) {
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    say(response, callback, status, text);
  }

  private static void say(Response response, Callback callback, int status, String text) {
    byte[] bytes = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
