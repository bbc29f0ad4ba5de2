package dev.weft.sql.prepare;

import java.util.ArrayList;
import java.util.List;

/** Text of SQL statements, cut at its semicolons; those in quotes and comments cut nothing. */
final class ViewScript {
  private final String text;
  private int at;

  private ViewScript(String text) {
    this.text = text;
  }

  /**
   * The statements that are not blank. Each has blanks and line ends in place of what is before it,
   * so that a place in it is that in the text.
   */
  static List<String> statements(String text) {
    ViewScript script = new ViewScript(text);
    List<String> found = new ArrayList<>();
    int start = 0;
    while (script.at < text.length()) {
      if (text.charAt(script.at) == ';') {
        add(text, start, script.at, found);
        start = script.at + 1;
        script.at++;
      } else {
        script.skip();
      }
    }
    add(text, start, text.length(), found);
    return found;
  }

  private static void add(String text, int start, int end, List<String> found) {
    ViewScript statement = new ViewScript(text.substring(0, end));
    statement.at = start;
    statement.skipBlank();
    if (statement.at < end) {
      found.add(blank(text.substring(0, statement.at)) + text.substring(statement.at, end));
    }
  }

  /** The same number of lines and columns, with nothing in them. */
  static String blank(String text) {
    return text.replaceAll("[^\\n]", " ");
  }

  /** Goes past blanks and comments. */
  private void skipBlank() {
    while (at < text.length()) {
      boolean comment = text.startsWith("--", at) || text.startsWith("/*", at);
      if (!comment && !Character.isWhitespace(text.charAt(at))) {
        return;
      }
      skip();
    }
  }

  /** Goes past a quoted text, a comment or a character. */
  private void skip() {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      skipTo(String.valueOf(c), at + 1);
    } else if (text.startsWith("--", at)) {
      skipTo("\n", at + 2);
    } else if (text.startsWith("/*", at)) {
      skipTo("*/", at + 2);
    } else {
      at++;
    }
  }

  private void skipTo(String end, int from) {
    int found = text.indexOf(end, from);
    at = found < 0 ? text.length() : found + end.length();
  }
}
