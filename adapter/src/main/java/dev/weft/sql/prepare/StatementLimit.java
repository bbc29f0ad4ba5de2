package dev.weft.sql.prepare;

import java.util.Locale;

/**
 * Turns away SQL that would take the parser more stack than anybody's question deserves. Looks at
 * characters only: parentheses, prefixes and words outside quotes and comments. For use by one
 * thread.
 */
final class StatementLimit {
  static final int DEEPEST = 200;
  static final int MOST_TOKENS = 100_000;

  /** Of a number, which takes the square of them to be read. */
  static final int MOST_DIGITS = 1000;

  private final String sql;
  private int at;
  private int depth;
  private int cases;
  private int prefixes;
  private int tokens;

  private StatementLimit(String sql) {
    this.sql = sql;
  }

  /**
   * Reads a statement.
   *
   * @throws LimitException that tells the place where it becomes too much
   */
  static void check(String sql) {
    StatementLimit limit = new StatementLimit(sql);
    while (limit.at < sql.length()) {
      limit.next();
    }
  }

  private void next() {
    char c = sql.charAt(at);
    int start = at;
    if (Character.isWhitespace(c)) {
      at++;
      return;
    } else if (sql.startsWith("--", at)) {
      at = after("\n", at + 2);
      return;
    } else if (sql.startsWith("/*", at)) {
      at = after("*/", at + 2);
      return;
    }
    boolean isPrefix = c == '-' || c == '+';
    if (c == '\'' || c == '"' || c == '`') {
      at = after(String.valueOf(c), at + 1);
    } else if (isOfWord(c)) {
      isPrefix = word();
    } else {
      at++;
      sign(c);
    }
    prefixes = isPrefix ? prefixes + 1 : 0;
    if (prefixes > DEEPEST || depth + cases > DEEPEST) {
      throw at(
          start,
          "the statement is nested deeper than " + DEEPEST + " parentheses, CASEs or prefixes");
    }
    if (++tokens > MOST_TOKENS) {
      throw at(
          start,
          "the statement has more than %,d words and signs; put long lists of addresses into an IP set"
              .formatted(MOST_TOKENS));
    }
  }

  private void sign(char c) {
    if (c == '(' || c == '[' || c == '{') {
      depth++;
    } else if (c == ')' || c == ']' || c == '}') {
      depth = Math.max(0, depth - 1);
    }
  }

  /** Passes over a word; true where it is one of those that nest when they are repeated. */
  private boolean word() {
    int start = at;
    while (at < sql.length() && isOfWord(sql.charAt(at))) {
      at++;
    }
    if (at - start > MOST_DIGITS && !Character.isLetter(sql.charAt(start))) {
      throw tooManyDigits(line(start), column(start));
    } else if (at - start > 7) {
      return false;
    }
    String word = sql.substring(start, at).toUpperCase(Locale.ROOT);
    if (word.equals("CASE")) {
      cases++;
    } else if (word.equals("END")) {
      cases = Math.max(0, cases - 1);
    }
    return word.equals("NOT");
  }

  /** What is said of a number that takes long to be read. */
  static LimitException tooManyDigits(int line, int column) {
    return new LimitException(
        "a number of more than %,d digits".formatted(MOST_DIGITS), line, column);
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$';
  }

  private int after(String mark, int from) {
    int found = sql.indexOf(mark, from);
    return found < 0 ? sql.length() : found + mark.length();
  }

  private LimitException at(int index, String message) {
    return new LimitException(message, line(index), column(index));
  }

  private int line(int index) {
    return 1 + (int) sql.substring(0, index).chars().filter(c -> c == '\n').count();
  }

  private int column(int index) {
    return index - sql.lastIndexOf('\n', index - 1);
  }

  /** What is said where the planner's stack was not deep enough all the same. */
  static LimitException tooDeep() {
    return new LimitException(
        "the statement is nested too deeply, or has too many operators in a row; put long lists of"
            + " addresses into an IP set",
        0,
        0);
  }

  /** What is said where expressions grow out of all proportion when they are spelled out. */
  static LimitException tooLarge() {
    return new LimitException(
        "the statement is too large once its columns, conditions, CASEs and NULLIFs are spelled out;"
            + " take it apart",
        0,
        0);
  }
}
