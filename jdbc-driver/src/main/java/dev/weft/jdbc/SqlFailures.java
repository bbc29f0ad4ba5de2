package dev.weft.jdbc;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidatorException;
import org.jspecify.annotations.Nullable;

/** Faults of the SQL text: what is wrong and at which line and column, in one line. */
final class SqlFailures {
  private static final String SYNTAX = "42601";
  private static final String NO_TABLE = "42P01";
  private static final String NO_COLUMN = "42703";
  private static final String NO_FUNCTION = "42883";
  private static final String OTHER = "42000";

  /** The list of tokens that would have fitted runs over hundreds of lines. */
  private static final Pattern EXPECTING = Pattern.compile("\\s*Was expecting.*", Pattern.DOTALL);

  private static final Pattern PLACE = Pattern.compile(" at line \\d+, column \\d+\\.?");
  private static final Pattern UNKNOWN_FUNCTION =
      Pattern.compile("No match found for function signature .*");

  private SqlFailures() {}

  /** The fault that this exception is, null where it is none of the SQL text. */
  static @Nullable SQLException of(Throwable failure) {
    if (failure instanceof SqlParseException parse) {
      SqlParserPos at = parse.getPos();
      String text = EXPECTING.matcher(String.valueOf(parse.getMessage())).replaceFirst("");
      text = PLACE.matcher(text).replaceFirst("");
      return fault(text, at.getLineNum(), at.getColumnNum(), SYNTAX, failure);
    } else if (failure instanceof CalciteContextException context) {
      Throwable cause = context.getCause() == null ? context : context.getCause();
      String text = String.valueOf(cause.getMessage());
      return fault(text, context.getPosLine(), context.getPosColumn(), state(text), failure);
    } else if (failure instanceof SqlValidatorException) {
      String text = String.valueOf(failure.getMessage());
      return fault(text, 0, 0, state(text), failure);
    }
    return null;
  }

  private static SQLException fault(
      String text, int line, int column, String state, Throwable cause) {
    String place = line > 0 ? "line " + line + ", column " + column + ": " : "";
    return new SQLSyntaxErrorException(place + Failures.oneLine(text), state, cause);
  }

  private static String state(String text) {
    if (text.startsWith("Object '") || text.startsWith("Table '")) {
      return NO_TABLE;
    } else if (text.startsWith("Column '")) {
      return NO_COLUMN;
    }
    Matcher function = UNKNOWN_FUNCTION.matcher(text);
    return function.matches() ? NO_FUNCTION : OTHER;
  }
}
