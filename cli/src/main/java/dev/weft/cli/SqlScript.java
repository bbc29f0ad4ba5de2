package dev.weft.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL text cut into statements at its semicolons: those outside of quotes and comments. Statements
 * that hold nothing but comments are dropped.
 */
final class SqlScript {
  private SqlScript() {}

  static List<String> statements(String text) {
    List<String> statements = new ArrayList<>();
    int start = 0;
    boolean empty = true;
    for (int i = 0; i < text.length(); ) {
      int end = skip(text, i);
      if (end > i) {
        empty &= isComment(text, i);
        i = end;
        continue;
      }
      char c = text.charAt(i);
      if (c == ';') {
        if (!empty) {
          statements.add(text.substring(start, i).strip());
        }
        start = i + 1;
        empty = true;
      } else if (!Character.isWhitespace(c)) {
        empty = false;
      }
      i++;
    }
    if (!empty) {
      statements.add(text.substring(start).strip());
    }
    return statements;
  }

  /** End of the quoted text or comment that starts at i; i where none does. */
  static int skip(String text, int i) {
    char c = text.charAt(i);
    if (c == '\'' || c == '"') {
      int close = text.indexOf(c, i + 1); // a doubled quote reads as two texts side by side
      return close < 0 ? text.length() : close + 1;
    }
    if (text.startsWith("--", i)) {
      int close = text.indexOf('\n', i);
      return close < 0 ? text.length() : close + 1;
    }
    if (text.startsWith("/*", i)) {
      int close = text.indexOf("*/", i + 2);
      return close < 0 ? text.length() : close + 2;
    }
    return i;
  }

  static boolean isComment(String text, int i) {
    return text.charAt(i) == '-' || text.charAt(i) == '/';
  }
}
