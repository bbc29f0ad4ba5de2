package dev.weft.sql.prepare;

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
      int d = distance(name, k);
      if (d < least) {
        least = d;
        best = k;
      }
    }
    return best;
  }

  /** Letters to insert, delete or exchange, neighbours to swap. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
