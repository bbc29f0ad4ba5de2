package dev.weft.server;

import dev.weft.jdbc.SharedStore;
import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
import dev.weft.jdbc.wire.Response;
import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;

/** Reads requests, has them answered, and puts failures into words without a stack trace. */
final class Dispatcher {
  /**
   * Properties that Avatica's own clients send about themselves. They are read by nobody here. The
   * password among them is the HTTP request's, which was checked before.
   */
  private static final Set<String> OF_CLIENTS =
      Set.of(
          "url",
          "serialization",
          "authentication",
          "avatica_user",
          "avatica_password",
          "user",
          "password",
          "truststore",
          "truststore_password",
          "hostname_verification",
          "fetch_size",
          "timeZone",
          "transparent_reconnection",
          "use_client_side_lb",
          "autocommit",
          "httpclient_impl",
          "httpclient_factory");

  private final Sessions sessions;
  private final Admission admission;
  private final Metrics metrics;
  private final QueryLog log;
  private final String schema;
  private final HiddenPlaces places;

  Dispatcher(
      Sessions sessions, Admission admission, Metrics metrics, QueryLog log, SharedStore store) {
    this.sessions = sessions;
    this.admission = admission;
    this.metrics = metrics;
    this.log = log;
    this.schema = store.schema();
    places = new HiddenPlaces(store.places());
  }

  /**
   * What is sent back.
   *
   * @param failed true where it is an error
   */
  record Answer(boolean failed, byte[] bytes) {}

  /**
   * Answers a request.
   *
   * @param departure is told what to do should the client go before it is answered
   */
  Answer answer(byte[] body, Caller caller, Consumer<Runnable> departure) {
    ServerError error;
    StringBuilder prepared = new StringBuilder();
    try {
      return new Answer(false, answer(Envelope.request(body), caller, departure, prepared));
    } catch (WireException e) {
      metrics.malformed();
      error = Refusal.malformed(String.valueOf(e.getMessage()));
    } catch (ServerError e) {
      error = e;
    } catch (SQLException e) {
      error = told(e, prepared.append(new String(body, StandardCharsets.UTF_8)));
    } catch (StackOverflowError e) {
      error = Refusal.tooDeep();
    } catch (OutOfMemoryError e) {
      error = Refusal.memory();
    } catch (RuntimeException e) {
      System.getLogger("dev.weft.server").log(System.Logger.Level.ERROR, "A request failed", e);
      error = Refusal.internal();
    }
    if (Refusal.isLimit(error)) {
      metrics.rejected();
    }
    return new Answer(true, Response.error(error));
  }

  /**
   * @param own the client's words
   */
  private ServerError told(SQLException e, CharSequence own) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StackOverflowError) {
        return Refusal.tooDeep();
      }
    }
    String state = e.getSQLState() == null ? "HY000" : e.getSQLState();
    String message = String.valueOf(e.getMessage());
    if (state.equals("53200") && message.contains("-Xmx")) {
      return Refusal.memory(); // the client has no say in the server's heap
    }
    String shown = places.hidden(message, own);
    if (!shown.equals(message)) {
      System.getLogger("dev.weft.server").log(System.Logger.Level.WARNING, message);
    }
    return new ServerError(shown, ServerError.OTHER, state);
  }

  private byte[] answer(
      Request request, Caller caller, Consumer<Runnable> departure, StringBuilder prepared)
      throws SQLException, ServerError {
    if (request instanceof Request.OpenConnection wish) {
      for (String name : wish.properties().keySet()) {
        if (!OF_CLIENTS.contains(name)) {
          throw Refusal.property(name);
        }
      }
      sessions.open(wish.connection(), caller);
      return Response.done(request);
    }
    if (request instanceof Request.OfSession wish && wish.verb() == Request.SessionVerb.CLOSE) {
      sessions.close(wish.connection(), caller);
      return Response.done(request);
    }
    Session session = sessions.of(request.connection(), caller);
    session.enter();
    try {
      if (request instanceof Request.Prepare prepare) {
        Preparing preparing = new Preparing();
        departure.accept(preparing::stop);
        return session.prepare(prepare.sql(), prepare.maxRows(), preparing);
      }
      departure.accept(() -> abandon(request, session));
      return answer(request, session, caller, prepared);
    } finally {
      session.leave();
    }
  }

  /** Stops what a client that has gone wanted to run. */
  private static void abandon(Request request, Session session) {
    int statement =
        request instanceof Request.PrepareAndExecute run
            ? run.statement()
            : request instanceof Request.Execute run
                ? run.statement()
                : request instanceof Request.Fetch fetch ? fetch.statement() : -1;
    try {
      session.closeStatement(statement);
    } catch (SQLException e) {
      System.getLogger("dev.weft.server")
          .log(System.Logger.Level.WARNING, "What a client left can't be closed", e);
    }
  }

  private byte[] answer(Request request, Session session, Caller caller, StringBuilder prepared)
      throws SQLException, ServerError {
    Queries queries =
        (sql, wait) -> {
          prepared.append(sql); // of a prepared statement it was in another request
          return begin(sql, caller, wait);
        };
    if (request instanceof Request.PrepareAndExecute run) {
      ServerStatement statement = session.statement(run.statement());
      return statement == null ? Response.noStatement() : statement.execute(run, queries);
    } else if (request instanceof Request.Fetch fetch) {
      ServerStatement statement = session.statement(fetch.statement());
      byte[] rows = statement == null ? null : statement.fetch(fetch.offset(), fetch.frameRows());
      return rows == null ? Response.noRows(statement == null) : rows;
    } else if (request instanceof Request.Execute run) {
      ServerStatement statement = session.statement(run.statement());
      return statement == null ? Response.noStatement() : statement.execute(run, queries);
    } else if (request instanceof Request.OfStatement wish) {
      return ofStatement(wish, session);
    } else if (request instanceof Request.OfSession wish) {
      return ofSession(wish, session);
    } else if (request instanceof Request.Metadata metadata) {
      return session.metadata(metadata.request());
    }
    throw Refusal.readOnly(request.name());
  }

  private static byte[] ofStatement(Request.OfStatement wish, Session session) throws SQLException {
    return switch (wish.verb()) {
      case CLOSE -> {
        session.closeStatement(wish.statement());
        yield Response.done(wish);
      }
      case SYNC_RESULTS -> Response.resultsLost();
    };
  }

  private byte[] ofSession(Request.OfSession wish, Session session)
      throws SQLException, ServerError {
    return switch (wish.verb()) {
      case CREATE_STATEMENT -> Response.statement(wish.connection(), session.createStatement());
      case SYNC -> Response.sessionProperties(schema);
      case PROPERTIES -> Response.properties(session.properties());
      case COMMIT, ROLLBACK, CLOSE -> Response.done(wish);
    };
  }

  private RunningQuery begin(String sql, Caller caller, Admission.Wait wait) throws ServerError {
    if (sessions.isStopping()) {
      throw Refusal.stopping();
    }
    return new RunningQuery(admission.begin(caller.user(), wait), metrics, log, caller, sql);
  }
}
