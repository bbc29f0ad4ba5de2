package dev.weft.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a client and a server and may change what they say. */
final class Meddler implements AutoCloseable {
  private final int server;
  private final Change requests;
  private final Change answers;
  private final HttpServer front;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();

  /** What becomes of a message. */
  @FunctionalInterface
  interface Change {
    byte[] of(byte[] message) throws IOException;
  }

  /**
   * @param server its port
   */
  Meddler(int server, Change requests, Change answers) throws IOException {
    this.server = server;
    this.requests = requests;
    this.answers = answers;
    front = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    front.setExecutor(threads);
    front.createContext("/", this::pass);
    front.start();
  }

  String url() {
    return "jdbc:weft://127.0.0.1:" + front.getAddress().getPort() + "/";
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] asked = requests.of(exchange.getRequestBody().readAllBytes());
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server + "/"))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(asked))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      byte[] told = answers.of(answer.body());
      exchange.sendResponseHeaders(answer.statusCode(), told.length);
      exchange.getResponseBody().write(told);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    front.stop(0);
    threads.shutdownNow();
  }
}
