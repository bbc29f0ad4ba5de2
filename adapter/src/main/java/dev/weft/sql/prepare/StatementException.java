package dev.weft.sql.prepare;

import dev.weft.error.QueryException;

/** A statement that Weft does not run, with the SQLSTATE that says why. */
final class StatementException extends QueryException {
  private static final long serialVersionUID = 1L;

  private final String sqlState;

  StatementException(String message, String sqlState) {
    super(message);
    this.sqlState = sqlState;
  }

  String sqlState() {
    return sqlState;
  }
}
