package dev.weft.sql.prepare;

import java.util.Locale;
import java.util.Set;

/** What a statement begins with: it says what is meant where the parser only stumbles. */
final class StatementKind {
  /** Words that begin a statement which changes something, here or in other databases. */
  private static final Set<String> CHANGES =
      Set.of(
          "ALTER",
          "ANALYZE",
          "ATTACH",
          "BEGIN",
          "CALL",
          "COMMIT",
          "COPY",
          "CREATE",
          "DELETE",
          "DETACH",
          "DROP",
          "GRANT",
          "INSERT",
          "INSTALL",
          "LOAD",
          "MERGE",
          "PRAGMA",
          "RESET",
          "REVOKE",
          "ROLLBACK",
          "SAVEPOINT",
          "SET",
          "START",
          "TRUNCATE",
          "UPDATE",
          "UPSERT",
          "USE",
          "VACUUM");

  private StatementKind() {}

  /** Says of a statement that does not parse what it can't be, if that is plain. */
  static void checkReads(String sql) {
    String word = firstWord(sql);
    String rest = word.isEmpty() ? sql.substring(start(sql)).strip() : word;
    if (rest.isEmpty() || rest.equals(";")) {
      throw new StatementException("The statement is empty", "42601");
    }
    if (CHANGES.contains(word)) {
      throw refusal(sql);
    }
  }

  /** A statement that is no query. */
  static StatementException refusal(String sql) {
    return new StatementException(
        "Weft answers queries; it does not run " + firstWord(sql) + " statements", "0A000");
  }

  private static String firstWord(String sql) {
    int start = start(sql);
    int end = start;
    while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
      end++;
    }
    return sql.substring(start, end).toUpperCase(Locale.ROOT);
  }

  /** Where blanks and comments end. */
  private static int start(String sql) {
    int at = 0;
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        at = after(sql, "\n", at);
      } else if (sql.startsWith("/*", at)) {
        at = after(sql, "*/", at + 2);
      } else {
        break;
      }
    }
    return at;
  }

  private static int after(String sql, String mark, int from) {
    int found = sql.indexOf(mark, from);
    return found < 0 ? sql.length() : found + mark.length();
  }
}
