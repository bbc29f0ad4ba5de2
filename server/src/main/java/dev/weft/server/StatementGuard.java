package dev.weft.server;

import dev.weft.jdbc.wire.ServerError;

/**
 * Turns away SQL that would take the parser or the planner more stack or time than anybody's
 * question deserves. Looks at characters only: parentheses, prefixes and words outside quotes.
 */
final class StatementGuard {
  static final int DEEPEST = 100;
  static final int MOST_TOKENS = 20_000;

  private StatementGuard() {}

  static void check(String sql) throws ServerError {
    int depth = 0;
    int tokens = 0;
    int prefixes = 0;
    boolean inWord = false;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (!inWord && !Character.isWhitespace(c)) {
        prefixes = isPrefix(sql, i) ? prefixes + 1 : 0;
        if (prefixes > DEEPEST) {
          throw Refusal.nesting(DEEPEST);
        }
      }
      if (c == '\'' || c == '"') {
        int close = sql.indexOf(c, i + 1);
        i = close < 0 ? sql.length() : close;
        tokens++;
        inWord = false;
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == '.') {
        tokens += inWord ? 0 : 1;
        inWord = true;
      } else {
        inWord = false;
        tokens += Character.isWhitespace(c) ? 0 : 1;
        if (c == '(' && ++depth > DEEPEST) {
          throw Refusal.nesting(DEEPEST);
        } else if (c == ')') {
          depth--;
        }
      }
    }
    if (tokens > MOST_TOKENS) {
      throw Refusal.operators(MOST_TOKENS);
    }
  }

  /** A sign or NOT, which in a long row nest as parentheses do. */
  private static boolean isPrefix(String sql, int i) {
    char c = sql.charAt(i);
    return c == '-' || c == '+' || sql.regionMatches(true, i, "NOT ", 0, 4);
  }
}
