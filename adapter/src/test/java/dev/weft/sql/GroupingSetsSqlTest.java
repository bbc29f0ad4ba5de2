package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Grouping sets of columns of texts, which share one dictionary. */
class GroupingSetsSqlTest {
  private static final List<String> COLUMNS = List.of("sensor", "type", "protocol", "flags");

  /** The rows of one set of a CUBE, whose bits say which columns it groups by. */
  private static String set(int bits) {
    List<String> columns = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      boolean isKey = (bits & 1 << i) != 0;
      String type = COLUMNS.get(i).equals("protocol") ? "INTEGER" : "VARCHAR";
      columns.add(isKey ? COLUMNS.get(i) : "CAST(NULL AS " + type + ")");
      if (isKey) {
        keys.add(COLUMNS.get(i));
      }
    }
    return "SELECT %s, COUNT(*), SUM(bytes) FROM flows GROUP BY (%s)"
        .formatted(String.join(", ", columns), String.join(", ", keys))
        .replace(" GROUP BY ()", "");
  }

  @Test
  void aCubeIsTheUnionOfItsSets() throws SQLException {
    try (WeftSession session = new WeftSession(FlowFixture.store(FlowFixture.rows(21, 300)))) {
      List<String> sets = new ArrayList<>();
      for (int bits = 0; bits < 1 << COLUMNS.size(); bits++) {
        sets.addAll(session.rows(set(bits)));
      }
      String columns = String.join(", ", COLUMNS);
      assertEquals(
          sets.stream().sorted().collect(Collectors.joining("\n")),
          String.join(
              "\n",
              session.sorted(
                  "SELECT %1$s, COUNT(*), SUM(bytes) FROM flows GROUP BY CUBE(%1$s)"
                      .formatted(columns))));
    }
  }
}
