package dev.weft.jdbc;

import dev.weft.error.WarningSink;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection's queries warned of, for {@code getWarnings}. Safe for several threads. */
final class WarningLog implements WarningSink {
  private static final int KEPT = 100;
  private static final String SQL_STATE = "01000";

  private final List<String> messages = new ArrayList<>();
  private int dropped;

  @Override
  public synchronized void warn(String message) {
    if (messages.size() < KEPT) {
      messages.add(message);
    } else {
      dropped++;
    }
  }

  synchronized void clear() {
    messages.clear();
    dropped = 0;
  }

  /** The warnings as JDBC chains them, the first first; null without any. */
  synchronized @Nullable SQLWarning chain() {
    SQLWarning first = null;
    for (String message : messages) {
      first = append(first, message);
    }
    return dropped == 0 ? first : append(first, "and " + dropped + " warnings more");
  }

  private static SQLWarning append(@Nullable SQLWarning first, String message) {
    SQLWarning warning = new SQLWarning(message, SQL_STATE);
    if (first == null) {
      return warning;
    }
    first.setNextWarning(warning);
    return first;
  }
}
