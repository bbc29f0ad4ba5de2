package dev.weft.sql.prepare;

import java.util.Locale;
import java.util.Set;

/**
 * Turns away SQL that would take the parser more stack or time than anybody's question deserves,
 * which is to say time in which it can't be stopped: it works on a row of operators for the square
 * of their number, and again for each LIKE or BETWEEN among them. Looks at characters only:
 * parentheses, prefixes and words outside quotes and comments. For use by one thread.
 */
final class StatementLimit {
  static final int DEEPEST = 200;
  static final int MOST_TOKENS = 100_000;

  /** Of a number, which takes the square of them to be read. */
  private static final int MOST_DIGITS = 1000;

  /** Steps of the parser in rows of operators: some seconds. */
  private static final double MOST_STEPS = 2e9;

  /** Operators for each of which the parser goes through the whole row. */
  private static final Set<String> COSTLY =
      Set.of("LIKE", "ILIKE", "RLIKE", "SIMILAR", "BETWEEN", "ESCAPE");

  /** After which other operators are in a row of their own. */
  private static final Set<String> ENDS =
      Set.of(
          "SELECT", "FROM", "WHERE", "ON", "GROUP", "HAVING", "ORDER", "QUALIFY", "WHEN", "THEN",
          "ELSE", "CASE", "END");

  private final String sql;
  private int at;
  private int depth;
  private int cases;
  private int prefixes;
  private int tokens;
  private double steps;
  private final int[] row = new int[DEEPEST + 2]; // tokens in the row, by depth
  private final int[] costly = new int[DEEPEST + 2];

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
      if (at - start > MOST_DIGITS && isNumber(start + 1, at - 1)) {
        throw tooManyDigits(start);
      }
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
    steps -= rowSteps();
    row[depth]++;
    steps += rowSteps();
    if (steps > MOST_STEPS) {
      throw at(
          start,
          "too many operators in a row, such as ORs; write IN for a list of values, or put parts"
              + " in parentheses");
    }
  }

  private double rowSteps() {
    return (double) row[depth] * row[depth] * (3 + costly[depth]);
  }

  private void costly() {
    steps -= rowSteps();
    costly[depth]++;
    steps += rowSteps();
  }

  private void sign(char c) {
    if (c == '(' || c == '[' || c == '{') {
      if (c == '[') {
        costly();
      }
      depth++;
      begin();
    } else if (c == ')' || c == ']' || c == '}') {
      depth = Math.max(0, depth - 1);
    } else if (c == ',') {
      begin();
    }
  }

  /** What comes is in a row of its own. */
  private void begin() {
    row[Math.min(depth, DEEPEST + 1)] = 0;
    costly[Math.min(depth, DEEPEST + 1)] = 0;
  }

  /** Passes over a word; true where it is one of those that nest when they are repeated. */
  private boolean word() {
    int start = at;
    while (at < sql.length() && isOfWord(sql.charAt(at))) {
      at++;
    }
    if (at - start > MOST_DIGITS && isNumber(start, at)) {
      throw tooManyDigits(start);
    } else if (at - start > 7) {
      return false;
    }
    String word = sql.substring(start, at).toUpperCase(Locale.ROOT);
    if (ENDS.contains(word)) {
      begin();
    } else if (COSTLY.contains(word)) {
      costly();
    }
    if (word.equals("CASE")) {
      cases++;
    } else if (word.equals("END")) {
      cases = Math.max(0, cases - 1);
    }
    return word.equals("NOT");
  }

  private boolean isNumber(int from, int to) {
    int i = from;
    while (i < to && (Character.isDigit(sql.charAt(i)) || "+-. eE".indexOf(sql.charAt(i)) >= 0)) {
      i++;
    }
    return i == to;
  }

  private LimitException tooManyDigits(int start) {
    return at(start, "a number of more than %,d digits".formatted(MOST_DIGITS));
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$';
  }

  private int after(String mark, int from) {
    int found = sql.indexOf(mark, from);
    return found < 0 ? sql.length() : found + mark.length();
  }

  private LimitException at(int index, String message) {
    int line = 1 + (int) sql.substring(0, index).chars().filter(c -> c == '\n').count();
    return new LimitException(message, line, index - sql.lastIndexOf('\n', index - 1));
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
