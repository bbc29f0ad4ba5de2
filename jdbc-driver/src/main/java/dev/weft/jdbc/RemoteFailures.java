package dev.weft.jdbc;

import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What can go wrong between a driver and its server, as a user should read it. */
final class RemoteFailures {
  /** Of another's text in a message. */
  private static final int LONGEST = 300;

  private RemoteFailures() {}

  /** Carries a {@link SQLException} through Avatica's methods, which declare none. */
  static final class Carrier extends RuntimeException {
    Carrier(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** The server's own words. */
  static SQLException of(ServerError error) {
    String message = String.valueOf(error.getMessage());
    String state = error.sqlState().isEmpty() ? SqlStates.GENERAL : error.sqlState();
    if (state.startsWith("42")) {
      return new SQLSyntaxErrorException(message, state);
    } else if (state.equals(SqlStates.TIMED_OUT)) {
      return new SQLTimeoutException(message, state);
    } else if (state.equals(SqlStates.NOT_SUPPORTED)) {
      return new SQLFeatureNotSupportedException(message, state);
    }
    return new SQLException(message, state);
  }

  static SQLException garbled(WireException e) {
    return new SQLException(
        "The server's answer can't be read: " + e.getMessage(), SqlStates.CONNECTION_LOST, e);
  }

  /**
   * An answer that is none of the protocol's.
   *
   * @param text of the answer, empty where it is a page for people
   */
  static SQLException answered(String server, int status, String text, boolean tls) {
    String told = text.length() > LONGEST ? "" : Failures.oneLine(text);
    return switch (status) {
      case 401 ->
          new SQLException(
              "The server at " + server + " does not accept this user name and password",
              SqlStates.NOT_AUTHORIZED);
      case 403 ->
          new SQLException(
              "What answers at " + server + " forbids it: HTTP status 403",
              SqlStates.NOT_AUTHORIZED);
      case 408, 413, 429, 503 ->
          new SQLException(
              "The server at "
                  + server
                  + " refuses: "
                  + (told.isEmpty() ? "HTTP status " + status : told),
              SqlStates.REFUSED);
      case 301, 302, 303, 307, 308 ->
          new SQLException(
              "What answers at "
                  + server
                  + " sends on to another address (HTTP status "
                  + status
                  + "): write that of the Weft server itself"
                  + hint(tls),
              SqlStates.CANNOT_CONNECT);
      case 502, 504 ->
          new SQLException(
              "A proxy answers at " + server + ", but no server behind it: HTTP status " + status,
              SqlStates.CANNOT_CONNECT);
      case -1 -> speaksNoHttp(server, tls, null);
      default ->
          new SQLException(
              "What answers at "
                  + server
                  + " is no Weft server: HTTP status "
                  + status
                  + (status == 400 ? hint(tls) : ""),
              SqlStates.CANNOT_CONNECT);
    };
  }

  /** A page where a message of the protocol should be. */
  static SQLException foreign(String server, int status, String contentType) {
    return new SQLException(
        "What answers at "
            + server
            + " is no Weft server: HTTP status "
            + status
            + " with "
            + Failures.oneLine(contentType),
        SqlStates.CANNOT_CONNECT);
  }

  private static SQLException speaksNoHttp(String server, boolean tls, @Nullable IOException e) {
    return new SQLException(
        "What answers at " + server + " speaks no HTTP" + hint(tls), SqlStates.CANNOT_CONNECT, e);
  }

  private static String hint(boolean tls) {
    return tls ? "" : "; if it wants TLS, set tls=true";
  }

  /** No answer. */
  static SQLException unanswered(String server, boolean tls, IOException e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof SSLException) {
        String why =
            message.startsWith("Unsupported or unrecognized SSL message")
                ? "what answers there speaks none; try without tls=true"
                : message.contains("PKIX")
                    ? "its certificate is signed by nobody this JVM knows; name its certificate by"
                        + " trustStore"
                    : message;
        return new SQLException(
            "No TLS connection to " + server + ": " + Failures.oneLine(why),
            SqlStates.CANNOT_CONNECT,
            e);
      } else if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof SocketTimeoutException) {
        return new SQLException("No server answers at " + server, SqlStates.CANNOT_CONNECT, e);
      } else if (message.equals("Invalid Http response")) {
        return speaksNoHttp(server, tls, e);
      }
      cause = cause.getCause();
    }
    return new SQLException(
        "The connection to the server at " + server + " broke off" + hint(tls),
        SqlStates.CONNECTION_LOST,
        e);
  }

  /** The server no longer has a result. */
  static SQLException lostResult() {
    return new SQLException(
        "The server was restarted, or has closed the result because nobody read it:"
            + " run the query again",
        SqlStates.CONNECTION_LOST);
  }
}
