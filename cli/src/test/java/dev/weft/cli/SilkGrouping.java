package dev.weft.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One rwuniq or rwstats as SQL, and its answer as that tool prints it. */
final class SilkGrouping {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu/MM/dd'T'HH:mm:ss");
  private static final List<String> TIMES = List.of("stime", "etime");
  private static final List<String> EXTREMES = List.of("stime-earliest", "etime-latest");

  private final List<String> fields = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final List<String> having = new ArrayList<>();
  private final boolean stats;
  private boolean top = true;
  private String binSeconds = "1";
  private String limit = "";
  private boolean epoch;

  /**
   * @param words the command without its input files
   * @throws SilkSwitches.UnknownSwitch for what this does not know
   */
  SilkGrouping(List<String> words, boolean epoch) {
    this.stats = words.get(0).equals("rwstats");
    this.epoch = epoch;
    if (!stats && !words.get(0).equals("rwuniq")) {
      throw new SilkSwitches.UnknownSwitch(words.get(0));
    }
    for (String word : words.subList(1, words.size())) {
      String[] parts = word.split("=", 2);
      String value = parts.length == 1 ? "" : parts[1].toLowerCase(Locale.ROOT);
      switch (parts[0]) {
        case "--fields" -> fields.addAll(Arrays.asList(value.split(",")));
        case "--values" -> values.addAll(Arrays.asList(value.split(",")));
        case "--bin-time" -> binSeconds = value;
        case "--sort-output", "--delimited", "--top" -> {}
        case "--bottom" -> top = false;
        case "--count", "--percentage" -> limit = word;
        case "--threshold" -> {
          if (stats) {
            limit = word;
          } else {
            having.add(value);
          }
        }
        default -> throw new SilkSwitches.UnknownSwitch(word);
      }
    }
    if (fields.containsAll(TIMES)) {
      throw new SilkSwitches.UnknownSwitch("an end that follows from the start's bin");
    }
    if (fields.equals(List.of("class"))) {
      throw new SilkSwitches.UnknownSwitch("rwuniq groups the class by flow type");
    }
  }

  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("proto", "protocol"),
          Map.entry("initialflags", "initial_flags"),
          Map.entry("sessionflags", "session_flags"),
          Map.entry("itype", "COALESCE(icmp_type, 0)"),
          Map.entry("icode", "COALESCE(icmp_code, 0)"),
          Map.entry("in", "in_interface"),
          Map.entry("out", "out_interface"),
          Map.entry("duration", "FLOOR(duration)"));

  private String key(String field) {
    return TIMES.contains(field)
        ? "time_bin(" + field + ", " + binSeconds + ")"
        : COLUMNS.getOrDefault(field, field);
  }

  private static String distinct(String field) {
    if (field.equals("type")) {
      return "class || '/' || type";
    }
    return TIMES.contains(field)
        ? "FLOOR(" + field + " TO SECOND)"
        : COLUMNS.getOrDefault(field, field);
  }

  private static String aggregate(String value) {
    return switch (value) {
      case "records" -> "COUNT(*)";
      case "packets", "bytes" -> "SUM(" + value + ")";
      case "stime-earliest" -> "FLOOR(MIN(stime) TO SECOND)";
      case "etime-latest" -> "FLOOR(MAX(etime) TO SECOND)";
      default -> {
        if (!value.startsWith("distinct:")) {
          throw new SilkSwitches.UnknownSwitch(value);
        }
        yield "COUNT(DISTINCT " + distinct(value.substring("distinct:".length())) + ")";
      }
    };
  }

  /** All groups: keys, values; for rwstats the share of the first value and its total too. */
  String sql(String condition) {
    List<String> keys = fields.stream().map(this::key).toList();
    List<String> columns = new ArrayList<>(keys);
    values.forEach(v -> columns.add(aggregate(v)));
    String sql =
        "SELECT "
            + String.join(", ", columns)
            + " FROM flows WHERE "
            + condition
            + " GROUP BY "
            + String.join(", ", keys)
            + (fields.contains("type") ? ", class" : ""); // SiLK means the flow type by it
    List<String> thresholds = new ArrayList<>();
    for (String h : having) {
      String[] ends = h.substring(h.indexOf('=') + 1).split("-", 2);
      String value = aggregate(h.substring(0, h.indexOf('=')));
      thresholds.add(value + " >= " + ends[0]);
      if (ends.length == 2) {
        thresholds.add(value + " <= " + ends[1]);
      }
    }
    sql += thresholds.isEmpty() ? "" : " HAVING " + String.join(" AND ", thresholds);
    return sql + (stats ? " ORDER BY " + (fields.size() + 1) + (top ? " DESC" : "") : "");
  }

  /**
   * Asks, and compares with the printed lines.
   *
   * @param printed without headings
   * @param cut true where more lines may have been printed than these
   * @return what differs, empty where nothing does
   */
  String differences(Connection connection, String condition, List<String> printed, boolean cut)
      throws SQLException {
    List<List<String>> groups = new ArrayList<>();
    BigDecimal total;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(sql(condition))) {
        while (rows.next()) {
          groups.add(row(rows));
        }
      }
      String all = "SELECT " + aggregate(values.get(0)) + " FROM flows WHERE " + condition;
      try (ResultSet rows = statement.executeQuery(all)) {
        rows.next();
        total =
            stats
                ? new BigDecimal(rows.getString(1) == null ? "0" : rows.getString(1))
                : BigDecimal.ZERO;
      }
    }
    return stats ? ofRanking(groups, total, printed) : ofGroups(groups, printed, cut);
  }

  private List<String> row(ResultSet rows) throws SQLException {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < fields.size() + values.size(); i++) {
      String name = i < fields.size() ? fields.get(i) : values.get(i - fields.size());
      if (TIMES.contains(name) || EXTREMES.contains(name)) {
        LocalDateTime time = rows.getObject(i + 1, LocalDateTime.class);
        row.add(epoch ? String.valueOf(time.toEpochSecond(ZoneOffset.UTC)) : TIME.format(time));
      } else {
        row.add(rows.getString(i + 1).replace(" ", ""));
      }
    }
    return row;
  }

  private static String ofGroups(List<List<String>> groups, List<String> printed, boolean cut) {
    List<String> found = new ArrayList<>();
    groups.forEach(g -> found.add(String.join(",", g)));
    List<String> missing = new ArrayList<>(printed.stream().map(l -> l.replace(" ", "")).toList());
    missing.removeAll(found);
    boolean sameNumber = cut ? found.size() >= printed.size() : found.size() == printed.size();
    return missing.isEmpty() && sameNumber
        ? ""
        : found.size() + " groups for " + printed.size() + ", missing " + missing;
  }

  /** Every printed line is a group with its right share, and none that ranks higher is left out. */
  private String ofRanking(List<List<String>> groups, BigDecimal total, List<String> printed) {
    int value = fields.size();
    int wanted = wanted(groups, total);
    if (printed.size() != wanted) {
      return printed.size() + " lines for " + wanted;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < printed.size(); i++) {
      String[] line = printed.get(i).replace(" ", "").split(",", -1);
      List<String> group = Arrays.asList(line).subList(0, value + values.size());
      if (!groups.contains(group) || !group.get(value).equals(groups.get(i).get(value))) {
        return "line " + printed.get(i) + ", rank " + groups.get(i);
      }
      BigDecimal one = new BigDecimal(group.get(value));
      sum = sum.add(one);
      String shares =
          share(one, total, line[line.length - 2]) + "," + share(sum, total, line[line.length - 1]);
      if (!printed.get(i).endsWith(shares)) {
        return "line " + printed.get(i) + ", shares " + shares;
      }
    }
    return "";
  }

  private static String share(BigDecimal part, BigDecimal total, String like) {
    if (!like.contains(".")) {
      return like;
    }
    double share = 100.0 * part.doubleValue() / total.doubleValue();
    return new BigDecimal(share) // printf rounds the exact value of the double, ties to even
        .setScale(like.length() - like.indexOf('.') - 1, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private int wanted(List<List<String>> groups, BigDecimal total) {
    BigDecimal bound = new BigDecimal(limit.substring(limit.indexOf('=') + 1));
    if (limit.startsWith("--count")) {
      return bound.signum() == 0 ? groups.size() : Math.min(bound.intValue(), groups.size());
    }
    BigDecimal least =
        limit.startsWith("--percentage")
            ? bound.multiply(total).divide(BigDecimal.valueOf(100), 0, RoundingMode.DOWN)
            : bound;
    int n = 0;
    for (List<String> group : groups) {
      int comparison = new BigDecimal(group.get(fields.size())).compareTo(least);
      n += (top ? comparison >= 0 : comparison <= 0) ? 1 : 0;
    }
    return n;
  }
}
