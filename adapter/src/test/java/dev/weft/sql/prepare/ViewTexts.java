package dev.weft.sql.prepare;

import java.util.List;

/** What holds of a script of views whatever it says. */
public final class ViewTexts {
  private ViewTexts() {}

  /** Cuts a text and looks at the parts. */
  public static void check(String text) {
    List<String> statements = ViewScript.statements(text);
    int end = 0;
    for (String statement : statements) {
      if (statement.isBlank() || statement.length() > text.length() || statement.length() <= end) {
        throw new IllegalStateException("a statement without place: " + statement);
      }
      String own = statement.substring(end).stripLeading();
      if (!text.substring(0, statement.length()).endsWith(own)) {
        throw new IllegalStateException("another text: " + own);
      }
      end = statement.length();
    }
  }
}
