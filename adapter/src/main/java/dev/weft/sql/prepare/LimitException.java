package dev.weft.sql.prepare;

import dev.weft.error.QueryException;

/** A statement that is too long, too deep or too complex to be planned. */
final class LimitException extends QueryException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * @param line of the SQL text where it becomes too much, from 1; 0 where there is no such place
   * @param column of that line, from 1; 0 where there is no such place
   */
  LimitException(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }
}
