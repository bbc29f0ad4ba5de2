package dev.weft.jdbc;

import dev.weft.jdbc.wire.Request;
import dev.weft.jdbc.wire.Response;
import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireException;
import java.sql.SQLException;
import java.util.Map;

/**
 * A session on a server. When the server no longer knows it, because it was restarted or the
 * session was idle for long, it is begun again, once, and what was asked is asked again. Safe for
 * several threads.
 */
final class RemoteSession {
  /** Something asked of the server. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws SQLException, WireException, ServerError;
  }

  private final RemoteServer server;
  private final String id;
  private final Map<String, String> properties;
  private volatile long generation;

  RemoteSession(RemoteServer server, String id, Map<String, String> properties) {
    this.server = server;
    this.id = id;
    this.properties = Map.copyOf(properties);
  }

  String id() {
    return id;
  }

  RemoteServer server() {
    return server;
  }

  /** Counts how often the session was begun again: statements don't outlive that. */
  long generation() {
    return generation;
  }

  void open() throws SQLException {
    try {
      Response.check(server.call(new Request.OpenConnection(id, properties)));
    } catch (ServerError e) {
      throw RemoteFailures.of(e);
    } catch (WireException e) {
      throw RemoteFailures.garbled(e);
    }
  }

  /** Asks something that does not depend on an open result. */
  <T> T ask(Question<T> question) throws SQLException {
    long asked = generation;
    try {
      return question.ask();
    } catch (ServerError e) {
      if (e.code() != ServerError.NO_SESSION) {
        throw RemoteFailures.of(e);
      }
    } catch (WireException e) {
      throw RemoteFailures.garbled(e);
    }
    beginAgain(asked);
    try {
      return question.ask();
    } catch (ServerError e) {
      throw RemoteFailures.of(e);
    } catch (WireException e) {
      throw RemoteFailures.garbled(e);
    }
  }

  private synchronized void beginAgain(long asked) throws SQLException {
    if (generation == asked) {
      open();
      generation++;
    }
  }

  /** Tells the server something without waiting for what it says. */
  void tell(Request request) {
    var unused = server.start(request);
  }
}
