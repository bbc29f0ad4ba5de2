package dev.weft.jdbc;

import dev.weft.error.CorruptFileException;
import dev.weft.error.QueryCancelledException;
import dev.weft.error.QueryException;
import dev.weft.error.ResourceException;
import dev.weft.sql.prepare.SqlError;
import dev.weft.sql.prepare.SqlErrors;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import org.jspecify.annotations.Nullable;

/**
 * The one place where whatever went wrong becomes a {@link SQLException} with a SQLSTATE and a
 * message of one line. Calcite wraps a cause several times in texts of its own; the cause counts.
 */
final class Failures {
  private static final String DAMAGED = "58030";
  private static final String MEMORY = "53200";
  private static final int LONGEST_CHAIN = 50;

  private Failures() {}

  static SQLException translate(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < LONGEST_CHAIN; depth++) {
      if (cause instanceof SQLException known && known.getSQLState() != null) {
        return known;
      }
      if (cause instanceof ResourceException) {
        return ofStatement(failure); // it says more than its own cause
      }
      SQLException fault = ofStore(cause);
      if (fault != null) {
        return fault;
      }
      cause = cause.getCause();
    }
    return ofStatement(failure);
  }

  /** The fault of the store or the machine that a cause is, null where it is none. */
  private static @Nullable SQLException ofStore(Throwable cause) {
    if (cause instanceof QueryCancelledException) {
      return new SQLException(oneLine(cause), SqlStates.CANCELLED, cause);
    } else if (cause instanceof QueryException) {
      return null;
    } else if (cause instanceof CorruptFileException) {
      return new SQLException(oneLine(cause), DAMAGED, cause);
    } else if (cause instanceof NoSuchFileException e && e.getReason() == null) {
      return new SQLException(e.getFile() + ": there is no such file", DAMAGED, cause);
    } else if (cause instanceof AccessDeniedException e && e.getReason() == null) {
      return new SQLException(e.getFile() + ": may not be read", DAMAGED, cause);
    } else if (cause instanceof IOException) {
      return new SQLException(oneLine(cause), DAMAGED, cause);
    } else if (cause instanceof OutOfMemoryError) {
      return new SQLException(
          "The query needs more memory than Java has: raise -Xmx", MEMORY, cause);
    }
    return null;
  }

  /** A fault of the statement or its values; its place in the SQL text stands first. */
  private static SQLException ofStatement(Throwable failure) {
    SqlError error = SqlErrors.of(failure);
    String place =
        error.line() == 0 ? "" : "line " + error.line() + ", column " + error.column() + ": ";
    String message = place + oneLine(error.message());
    if (error.sqlState().equals(SqlStates.NOT_SUPPORTED)) {
      return new SQLFeatureNotSupportedException(message, error.sqlState(), failure);
    }
    return error.sqlState().startsWith("42")
        ? new SQLSyntaxErrorException(message, error.sqlState(), failure)
        : new SQLException(message, error.sqlState(), failure);
  }

  private static String oneLine(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : oneLine(message);
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  /** A call that JDBC knows and Weft does not. */
  static SQLException unsupported(String method) {
    return new SQLFeatureNotSupportedException(
        method + " is not supported: Weft answers queries and changes nothing",
        SqlStates.NOT_SUPPORTED);
  }
}
