package dev.weft.sql.prepare;

import dev.weft.error.CorruptFileException;
import dev.weft.error.QueryCancelledException;
import dev.weft.error.QueryException;
import dev.weft.error.ResourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** What went wrong with a statement, from whatever was thrown: the one place that knows. */
public final class SqlErrors {
  private static final Pattern SYNTAX =
      Pattern.compile("(?s)Encountered \"(.*?)\" at line \\d+, column \\d+\\..*");
  private static final Pattern KEYWORD =
      Pattern.compile("Incorrect syntax near the keyword '(.+?)'");
  private static final Pattern LEXICAL =
      Pattern.compile("(?s)Lexical error at line \\d+, column \\d+\\.\\s*(.*)");
  private static final Pattern PLACE =
      Pattern.compile("(?i:from|at) line \\d+, column \\d+(?: to line \\d+, column \\d+)?:? ?");
  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile("Column '(.+?)' not found in (?:any table|table '.+?')");
  private static final Pattern UNKNOWN_TABLE =
      Pattern.compile("(?:Object|Table) '(.+?)' not found(?: within '.+?')?");
  private static final Pattern UNKNOWN_FUNCTION =
      Pattern.compile("No match found for function signature ([^(]+)\\((.*)\\)");
  private static final Pattern WRONG_ARGUMENTS =
      Pattern.compile(
          "(?s)Cannot apply '(.+?)' to arguments of type '(.+?)'\\. Supported form\\(s\\): (.*)");

  private static final Pattern WRONG_LITERAL =
      Pattern.compile("Illegal (\\w+) literal '?(.+?)'?: not in format '(.+?)'");

  private static final Pattern NO_NUMBER = Pattern.compile("(?s)For input string: \"(.*?)\"");

  /** What Calcite says where it finds no plan, no code, or makes code that does not compile. */
  private static final Pattern NO_CODE =
      Pattern.compile(
          "(?s)(?:There are not enough rules|Unable to implement|Line \\d+, Column \\d+:"
              + "|Error while compiling generated Java code).*");

  /** A table as an argument: the types of all its columns, in parentheses that may have others. */
  private static final String ROW_TYPE = "<RECORDTYPE\\((?:[^()]|\\([^()]*\\))*\\)>";

  private static final int LONGEST = 2_000;

  private SqlErrors() {}

  /** The error that a thrown exception stands for. */
  public static SqlError of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    for (Throwable t : chain) {
      if (t instanceof QueryCancelledException) {
        String message = String.valueOf(t.getMessage());
        return new SqlError(
            message, 0, 0, message.contains("time limit") ? SqlError.TIMEOUT : SqlError.CANCELLED);
      }
    }
    for (Throwable t : chain) {
      if (t instanceof SqlParseException parse) {
        return syntax(parse);
      }
      if (t instanceof LimitException e) {
        return new SqlError(
            String.valueOf(e.getMessage()), e.line(), e.column(), SqlError.TOO_COMPLEX);
      }
    }
    CalciteContextException place = null;
    for (Throwable t : chain) {
      if (t instanceof CalciteContextException c && c.getPosLine() > 0) {
        place = c;
      }
    }
    Throwable fault = fault(chain);
    String message = message(fault);
    return new SqlError(
        Suggestions.improve(rephrased(message)),
        place == null ? 0 : place.getPosLine(),
        place == null ? 0 : place.getPosColumn(),
        state(fault, message));
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Throwable t = thrown;
    while (t != null && !chain.contains(t)) {
      chain.add(t);
      t = t.getCause();
    }
    return chain;
  }

  private static SqlError syntax(SqlParseException parse) {
    String text = String.valueOf(parse.getMessage());
    Matcher syntax = SYNTAX.matcher(text);
    Matcher keyword = KEYWORD.matcher(text);
    Matcher lexical = LEXICAL.matcher(text);
    String message;
    if (syntax.matches()) {
      String found = syntax.group(1);
      message =
          found.equals("<EOF>")
              ? "syntax error: the statement ends too early"
              : found.equals(";")
                  ? "one statement at a time: nothing may follow a ';'"
                  : "syntax error at '" + found + "'";
    } else if (keyword.find()) {
      message = "syntax error near '" + keyword.group(1) + "'";
    } else if (lexical.matches()) {
      message = oneLine("syntax error: " + lexical.group(1));
    } else {
      message =
          oneLine(PLACE.matcher(text.replaceFirst("(?s)\\s*Was expecting.*", "")).replaceAll(""));
    }
    SqlParserPos at = parse.getPos();
    return new SqlError(
        message, at == null ? 0 : at.getLineNum(), at == null ? 0 : at.getColumnNum(), "42601");
  }

  /** The innermost of Weft's own exceptions, else the innermost of all. */
  private static Throwable fault(List<Throwable> chain) {
    for (Throwable t : chain) {
      if (t instanceof QueryException || t instanceof CorruptFileException) {
        return t;
      }
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      if (chain.get(i).getMessage() != null) {
        return chain.get(i);
      }
    }
    return chain.get(chain.size() - 1);
  }

  private static String message(Throwable fault) {
    String message = fault.getMessage();
    if (isDivisionByZero(fault)) {
      return "division by zero; guard it with CASE WHEN or NULLIF";
    }
    if (fault instanceof ArithmeticException) {
      return "a number outgrew its type: " + message;
    }
    if (fault instanceof NumberFormatException) {
      Matcher text = NO_NUMBER.matcher(String.valueOf(message));
      return text.find()
          ? "'" + oneLine(text.group(1)) + "' is no number"
          : "a text that is cast is no number";
    }
    if (fault instanceof StringIndexOutOfBoundsException) {
      return "a position lies outside of the text: " + message;
    }
    if (fault instanceof PatternSyntaxException) {
      return oneLine("no regular expression: " + message);
    }
    if (fault instanceof StackOverflowError) {
      return "the statement has too many terms in a row or is nested too deeply; part it";
    }
    if (fault instanceof OutOfMemoryError) {
      return "the query needs more memory than the process has: " + message;
    }
    return message == null
        ? fault.getClass().getSimpleName()
        : oneLine(PLACE.matcher(message).replaceAll(""));
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
  }

  private static String rephrased(String message) {
    Matcher column = UNKNOWN_COLUMN.matcher(message);
    if (column.find()) {
      return "no column '" + column.group(1) + "'";
    }
    Matcher table = UNKNOWN_TABLE.matcher(message);
    if (table.find()) {
      return "no table '" + table.group(1) + "'";
    }
    Matcher function = UNKNOWN_FUNCTION.matcher(message);
    if (function.find()) {
      return "no function '"
          + function.group(1).toLowerCase(Locale.ROOT)
          + "' for ("
          + function.group(2).replace("<BINARY>", "<ADDRESS>")
          + ")";
    }
    Matcher literal = WRONG_LITERAL.matcher(message);
    if (literal.find()) {
      return "'%s' is no %s; write %s"
          .formatted(literal.group(2), literal.group(1), literal.group(3));
    }
    if (NO_CODE.matcher(message).matches()) {
      return "Weft can't run this statement: one of its functions doesn't take what it is given; "
          + "cast it, or write it in another way";
    }
    Matcher arguments = WRONG_ARGUMENTS.matcher(message);
    if (arguments.find()) {
      return "wrong arguments: "
          + arguments.group(2).replace("VARBINARY(16)", "ADDRESS").replaceAll(ROW_TYPE, "<TABLE>")
          + "; expected "
          + arguments.group(3);
    }
    return message;
  }

  private static String state(Throwable fault, String message) {
    if (UNKNOWN_COLUMN.matcher(message).find()) {
      return "42703";
    }
    if (UNKNOWN_TABLE.matcher(message).find()) {
      return "42P01";
    }
    if (UNKNOWN_FUNCTION.matcher(message).find()) {
      return "42883";
    }
    if (isDivisionByZero(fault)) {
      return "22012";
    }
    if (fault instanceof ArithmeticException) {
      return "22003";
    }
    if (fault instanceof NumberFormatException) {
      return "22018";
    }
    if (fault instanceof StatementException statement) {
      return statement.sqlState();
    }
    if (fault instanceof ResourceException resource) {
      return switch (resource.resource()) {
        case MEMORY -> "53200";
        case DISK -> "53100";
      };
    }
    String ofData = DataFaults.state(fault);
    if (ofData != null) {
      return ofData;
    }
    if (fault instanceof QueryException) {
      return message.contains("division by zero") ? "22012" : "22000";
    }
    if (fault instanceof IOException) {
      return "58030";
    }
    if (fault instanceof StackOverflowError) {
      return "54001";
    }
    if (fault instanceof OutOfMemoryError) {
      return "53200";
    }
    return isOfSql(fault) ? "42000" : NO_CODE.matcher(message).matches() ? "0A000" : "XX000";
  }

  private static boolean isDivisionByZero(Throwable fault) {
    return fault instanceof ArithmeticException
        && String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT).contains("by zero");
  }

  private static boolean isOfSql(@Nullable Throwable fault) {
    return fault != null && fault.getClass().getName().startsWith("org.apache.calcite");
  }
}
