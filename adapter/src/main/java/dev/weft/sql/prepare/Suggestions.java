package dev.weft.sql.prepare;

import dev.weft.error.Spelling;
import dev.weft.sql.function.WeftFunctions;
import dev.weft.sql.type.SqlColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** "Did you mean": the known name nearest to one that is not known. */
final class Suggestions {
  private static final Pattern UNKNOWN = Pattern.compile("no (column|table|function) '(.+?)'.*");
  private static final List<String> TABLES =
      List.of("flows", "sensors", "flow_types", "partitions");

  private Suggestions() {}

  /** Adds the nearest name to a message about an unknown one. */
  static String improve(String message) {
    Matcher unknown = UNKNOWN.matcher(message);
    if (!unknown.matches()) {
      return message;
    }
    List<String> names =
        switch (unknown.group(1)) {
          case "column" -> columns();
          case "table" -> TABLES;
          default -> WeftFunctions.names();
        };
    String nearest = nearest(unknown.group(2).toLowerCase(Locale.ROOT), names);
    if (unknown.group(2).equalsIgnoreCase(nearest)) {
      return message.replaceFirst("no function '(.+?)' for \\((.*)\\)", "$1 takes no ($2)");
    }
    if (nearest != null) {
      return message + "; did you mean '" + nearest + "'?";
    }
    return unknown.group(1).equals("table")
        ? message + "; there are " + String.join(", ", TABLES)
        : message;
  }

  private static List<String> columns() {
    List<String> names = new ArrayList<>();
    for (SqlColumn c : SqlColumn.values()) {
      names.add(c.sqlName());
    }
    names.addAll(List.of("name", "id", "description", "start_hour", "file", "records"));
    names.addAll(List.of("is_default", "bytes_on_disk", "min_stime", "max_etime"));
    return names;
  }

  private static @Nullable String nearest(String name, List<String> known) {
    String best = null;
    int least = Math.max(1, name.length() / 3) + 1;
    for (String k : known) {
      int d = Spelling.distance(name, k);
      if (d < least) {
        least = d;
        best = k;
      }
    }
    return best;
  }
}
