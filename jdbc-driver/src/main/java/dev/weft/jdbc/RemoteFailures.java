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

/** What can go wrong between a driver and its server, as a user should read it. */
final class RemoteFailures {
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

  /** An answer that is none of the protocol's. */
  static SQLException answered(String server, int status, String text) {
    return switch (status) {
      case 401 ->
          new SQLException(
              "The server at " + server + " does not accept this user name and password",
              SqlStates.NOT_AUTHORIZED);
      case 413, 429, 503 ->
          new SQLException(
              "The server at " + server + " refuses: " + Failures.oneLine(text), SqlStates.REFUSED);
      default ->
          new SQLException(
              "What answers at " + server + " is no Weft server: HTTP status " + status,
              SqlStates.CANNOT_CONNECT);
    };
  }

  /** No answer. */
  static SQLException unanswered(String server, boolean tls, IOException e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof SSLException) {
        return new SQLException(
            "No TLS connection to " + server + ": " + cause.getMessage(),
            SqlStates.CANNOT_CONNECT,
            e);
      } else if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof SocketTimeoutException) {
        return new SQLException("No server answers at " + server, SqlStates.CANNOT_CONNECT, e);
      }
      cause = cause.getCause();
    }
    String hint = tls ? "" : "; if it wants TLS, set tls=true";
    return new SQLException(
        "The connection to the server at " + server + " broke off" + hint,
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
