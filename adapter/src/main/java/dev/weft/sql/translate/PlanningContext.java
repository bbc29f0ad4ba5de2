package dev.weft.sql.translate;

import java.util.Locale;
import java.util.TimeZone;
import org.apache.calcite.DataContext;
import org.jspecify.annotations.Nullable;

/** The variables of a query that does not run yet: only their classes matter. */
final class PlanningContext {
  private PlanningContext() {}

  static @Nullable Object get(String name) {
    for (DataContext.Variable v : DataContext.Variable.values()) {
      if (v.camelName.equals(name)) {
        return switch (v) {
          case UTC_TIMESTAMP, CURRENT_TIMESTAMP, LOCAL_TIMESTAMP, SYS_TIMESTAMP -> 0L;
          case TIME_ZONE -> TimeZone.getTimeZone("UTC");
          case LOCALE -> Locale.ROOT;
          case USER, SYSTEM_USER -> "";
          default -> null;
        };
      }
    }
    return name.startsWith("?") ? 1 : null;
  }
}
