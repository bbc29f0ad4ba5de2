package dev.weft.error;

/**
 * A query that can't be answered for a reason its author can act on: overflow, a limit, a bad
 * literal.
 */
public class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public QueryException(String message) {
    super(message);
  }

  public QueryException(String message, Throwable cause) {
    super(message, cause);
  }
}
