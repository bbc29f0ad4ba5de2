package dev.weft.server;

import dev.weft.jdbc.wire.ServerError;
import java.util.Locale;

/**
 * Turns away SQL that would take the parser or the planner more stack or time than anybody's
 * question deserves. Looks at characters only: parentheses, prefixes and words outside quotes and
 * comments. For use by one thread.
 */
final class StatementGuard {
  static final int DEEPEST = 100;
  static final int MOST_TOKENS = 20_000;

  private final String sql;
  private int at;
  private int depth;
  private int cases;
  private int prefixes;
  private int tokens;

  private StatementGuard(String sql) {
    this.sql = sql;
  }

  /**
   * Reads a statement.
   *
   * @throws ServerError that tells the place where it becomes too much
   */
  static void check(String sql) throws ServerError {
    StatementGuard guard = new StatementGuard(sql);
    while (guard.at < sql.length()) {
      guard.next();
    }
  }

  private void next() throws ServerError {
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
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      }
    }
    prefixes = isPrefix ? prefixes + 1 : 0;
    if (prefixes > DEEPEST || depth + cases > DEEPEST) {
      throw Refusal.nesting(DEEPEST, place(start));
    }
    if (++tokens > MOST_TOKENS) {
      throw Refusal.operators(MOST_TOKENS, place(start));
    }
  }

  /** Passes over a word; true where it is one of those that nest when they are repeated. */
  private boolean word() {
    int start = at;
    while (at < sql.length() && isOfWord(sql.charAt(at))) {
      at++;
    }
    if (at - start > 4) {
      return false;
    }
    switch (sql.substring(start, at).toUpperCase(Locale.ROOT)) {
      case "CASE" -> cases++;
      case "END" -> cases = Math.max(0, cases - 1);
      case "NOT" -> {
        return true;
      }
      default -> {}
    }
    return false;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$';
  }

  private int after(String mark, int from) {
    int found = sql.indexOf(mark, from);
    return found < 0 ? sql.length() : found + mark.length();
  }

  private String place(int index) {
    int line = 1;
    int begin = 0;
    for (int i = 0; i < index; i++) {
      if (sql.charAt(i) == '\n') {
        line++;
        begin = i + 1;
      }
    }
    return "line " + line + ", column " + (index - begin + 1);
  }
}
