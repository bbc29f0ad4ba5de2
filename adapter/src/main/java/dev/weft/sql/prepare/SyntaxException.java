package dev.weft.sql.prepare;

import dev.weft.error.QueryException;
import org.apache.calcite.sql.parser.SqlParseException;

/** SQL that does not parse; its cause knows where. */
final class SyntaxException extends QueryException {
  private static final long serialVersionUID = 1L;

  SyntaxException(SqlParseException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
