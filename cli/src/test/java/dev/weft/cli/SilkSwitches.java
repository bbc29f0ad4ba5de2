package dev.weft.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The switches of one rwfilter as a SQL condition. */
final class SilkSwitches {
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})/(\\d{2})/(\\d{2})(?:[:T](\\d{2})(?::(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,3}))?)?)?)?");
  private static final long DAY = 86_400_000;

  private final List<String> conditions = new ArrayList<>();
  private @Nullable String pmap;

  private SilkSwitches() {}

  /** Thrown for a switch that this does not know. */
  static final class UnknownSwitch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownSwitch(String text) {
      super(text);
    }
  }

  /**
   * The switches, such as {@code --sport=80}; those that only say where to read are passed over.
   */
  static String condition(List<String> switches) {
    SilkSwitches all = new SilkSwitches();
    Map<String, String> values = new LinkedHashMap<>();
    for (String text : switches) {
      int equals = text.indexOf('=');
      if (values.put(text.substring(2, equals), text.substring(equals + 1)) != null) {
        throw new UnknownSwitch("a switch given twice");
      }
    }
    if (values.containsKey("flags-all") && values.containsKey("syn-flag")) {
      throw new UnknownSwitch("alternatives of flags");
    }
    all.keys(values);
    values.forEach(all::add);
    return all.conditions.isEmpty() ? "TRUE" : String.join(" AND ", all.conditions);
  }

  /** Class, type and flowtype together say which flowtypes; alone a class means its defaults. */
  private void keys(Map<String, String> values) {
    String type = values.remove("type");
    String className = values.remove("class");
    if (type != null || className != null) {
      String c = className == null ? "all" : className;
      conditions.add("class = '" + c + "'");
      if (type == null) {
        conditions.add(
            "type IN (SELECT type FROM flow_types WHERE class = '" + c + "' AND is_default)");
      } else if (!type.equals("all")) {
        conditions.add(in("type", type));
      }
    }
  }

  private void add(String name, String value) {
    switch (name) {
      case "pass", "data-rootdir" -> {}
      case "proto", "protocol" -> ranges("protocol", value);
      case "sport", "dport", "packets", "bytes", "duration", "application" -> ranges(name, value);
      case "aport" -> either(c -> "(" + within(value, c + "port") + ")");
      case "bytes-per-packet" ->
          conditions.add(
              "packets > 0 AND (" + within(value, "CAST(bytes AS DECIMAL(19, 0)) / packets") + ")");
      case "icmp-type" -> ranges("icmp_type", value);
      case "icmp-code" -> ranges("icmp_code", value);
      case "input-index" -> ranges("in_interface", value);
      case "output-index" -> ranges("out_interface", value);
      case "any-index" ->
          conditions.add(
              "(" + within(value, "in_interface") + " OR " + within(value, "out_interface") + ")");
      case "saddress", "daddress", "next-hop-id", "any-address" -> addresses(name, value);
      case "not-saddress", "not-daddress" -> not(name, value);
      case "scidr", "dcidr", "nhcidr", "any-cidr" -> addresses(name, value.replace(',', ' '));
      case "not-scidr", "not-dcidr", "not-any-cidr" -> not(name, value.replace(',', ' '));
      case "sipset", "dipset", "nhipset", "anyset", "not-sipset", "not-anyset" -> set(name, value);
      case "stime" -> time(value, "stime", "stime");
      case "etime" -> time(value, "etime", "etime");
      case "active-time" -> time(value, "etime", "stime");
      case "start-date" -> conditions.add("stime >= " + stamp(hour(value, false)));
      case "end-date" -> conditions.add("stime < " + stamp(hour(value, true)));
      case "flags-all" -> flags("flags", value);
      case "flags-initial" -> flags("initial_flags", value);
      case "flags-session" -> flags("session_flags", value);
      case "tcp-flags" -> conditions.add(anyLetter("flags", value));
      case "attributes" -> conditions.add(attributes(value));
      case "sensor", "sensors" -> sensors(value);
      case "flowtypes" -> flowtypes(value);
      case "pmap-file" -> pmap = baseName(value);
      default -> {
        if (name.endsWith("-flag")) {
          String letter =
              name.equals("cwr-flag") ? "C" : name.substring(0, 1).toUpperCase(Locale.ROOT);
          conditions.add("flags " + (value.equals("0") ? "NOT " : "") + "LIKE '%" + letter + "%'");
        } else if (name.startsWith("pmap-") && pmap != null) {
          labels(name.substring("pmap-".length()), value);
        } else {
          throw new UnknownSwitch(name);
        }
      }
    }
  }

  private void ranges(String column, String value) {
    conditions.add("(" + within(value, column) + ")");
  }

  /** 6,17 or 1-5,9- on an expression. */
  private static String within(String value, String expression) {
    List<String> parts = new ArrayList<>();
    for (String range : value.split(",")) {
      int dash = range.indexOf('-');
      String from = dash < 0 ? range : range.substring(0, dash);
      String to = dash < 0 ? range : range.substring(dash + 1);
      String condition = expression + " >= " + number(from);
      if (!to.isEmpty() && new BigDecimal(to).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
        condition += " AND " + expression + " <= " + number(to);
      }
      parts.add(condition);
    }
    return String.join(" OR ", parts);
  }

  private static String number(String text) {
    return new BigDecimal(text).toPlainString();
  }

  private static String in(String column, String value) {
    return column + " IN ('" + value.replace(",", "','") + "')";
  }

  private void either(Function<String, String> side) {
    conditions.add("(" + side.apply("s") + " OR " + side.apply("d") + ")");
  }

  private static String column(String name) {
    return name.startsWith("d") ? "dip" : name.startsWith("n") ? "nhip" : "sip";
  }

  private static String match(String column, String pattern) {
    return "ip_match(" + column + ", '" + pattern + "')";
  }

  private void addresses(String name, String value) {
    if (name.startsWith("any")) {
      either(c -> match(c + "ip", value));
    } else {
      conditions.add(match(column(name), value));
    }
  }

  private void not(String name, String value) {
    SilkSwitches inner = new SilkSwitches();
    inner.addresses(name.substring("not-".length()), value);
    conditions.add("NOT " + inner.conditions.get(0));
  }

  private void set(String name, String value) {
    String call = "in_set(%s, '" + baseName(value) + "')";
    String plain = name.replace("not-", "");
    String condition =
        plain.equals("anyset")
            ? "(" + call.formatted("sip") + " OR " + call.formatted("dip") + ")"
            : call.formatted(column(plain));
    conditions.add((name.startsWith("not-") ? "NOT " : "") + condition);
  }

  private static String baseName(String path) {
    String name = Path.of(path).getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private void labels(String name, String value) {
    String bare = value.replace("'", "").toLowerCase(Locale.ROOT);
    if (bare.matches("[0-9,]+")) {
      throw new UnknownSwitch("labels by number");
    }
    String labels = " IN ('" + bare.replace(",", "','") + "')";
    String side = name.substring(0, 3);
    boolean ports = name.endsWith("-service");
    Function<String, String> call =
        c ->
            ports
                ? "LOWER(pmap(protocol, " + c + "port, '" + pmap + "'))" + labels
                : "LOWER(pmap(" + c + "ip, '" + pmap + "'))" + labels;
    if (side.equals("any")) {
      either(call);
    } else {
      conditions.add(call.apply(side.substring(0, 1)));
    }
  }

  /** A time range holds both ends; an end given to the hour runs to the hour's last millisecond. */
  private void time(String value, String atLeast, String atMost) {
    int dash = value.indexOf('-');
    String from = dash < 0 ? value : value.substring(0, dash);
    String to = dash < 0 ? value : value.substring(dash + 1);
    conditions.add(atLeast + " >= " + stamp(millis(from)));
    if (dash < 0 || to.isEmpty()) { // rwfilter takes an open end for the moment of the start
      conditions.add(atMost + " <= " + stamp(millis(from)));
    } else {
      conditions.add(atMost + " < " + stamp(millis(to) + unit(to)));
    }
  }

  private static long millis(String text) {
    Matcher m = TIME.matcher(text);
    if (!m.matches()) {
      return new BigDecimal(text).movePointRight(3).longValueExact();
    }
    String fraction = m.group(7) == null ? "" : m.group(7);
    return LocalDateTime.of(part(m, 1), part(m, 2), part(m, 3), part(m, 4), part(m, 5), part(m, 6))
            .toInstant(ZoneOffset.UTC)
            .toEpochMilli()
        + Long.parseLong((fraction + "000").substring(0, 3));
  }

  private static int part(Matcher m, int group) {
    return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
  }

  /** What an upper end that is given to the day, hour, minute or second stands for. */
  private static long unit(String text) {
    Matcher m = TIME.matcher(text);
    if (!m.matches()) {
      return text.contains(".") ? 1 : 1_000;
    }
    return m.group(4) == null
        ? DAY
        : m.group(5) == null
            ? DAY / 24
            : m.group(6) == null ? 60_000 : m.group(7) == null ? 1_000 : 1;
  }

  /** A start or end date of a repository: an hour, or a day's first or last. */
  private static long hour(String text, boolean end) {
    return end ? millis(text) + unit(text) : millis(text);
  }

  private static String stamp(long millis) {
    return "TIMESTAMP '"
        + LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
            .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS"))
        + "'";
  }

  private void flags(String column, String value) {
    conditions.add("flags_match(" + column + ", '" + value.toUpperCase(Locale.ROOT) + "')");
  }

  private static String anyLetter(String column, String letters) {
    List<String> parts = new ArrayList<>();
    for (char letter : letters.toCharArray()) {
      parts.add(column + " LIKE '%" + letter + "%'");
    }
    return "(" + String.join(" OR ", parts) + ")";
  }

  private static String attributes(String value) {
    List<String> pairs = new ArrayList<>();
    for (String pair : value.split(",")) {
      int slash = pair.indexOf('/');
      List<String> letters = new ArrayList<>();
      for (char letter : pair.substring(slash + 1).toCharArray()) {
        boolean wanted = pair.substring(0, slash).indexOf(letter) >= 0;
        letters.add("attributes " + (wanted ? "" : "NOT ") + "LIKE '%" + letter + "%'");
      }
      pairs.add("(" + String.join(" AND ", letters) + ")");
    }
    return "(" + String.join(" OR ", pairs) + ")";
  }

  private void sensors(String value) {
    List<String> parts = new ArrayList<>();
    for (String sensor : value.split(",")) {
      if (sensor.matches("[0-9]+")) {
        parts.add("sensor IN (SELECT name FROM sensors WHERE id = " + sensor + ")");
      } else if (sensor.matches("[0-9]+-[0-9]*")) {
        throw new UnknownSwitch("a range of sensors, some of which have no name");
      } else {
        parts.add("sensor = '" + sensor + "'");
      }
    }
    conditions.add("(" + String.join(" OR ", parts) + ")");
  }

  private void flowtypes(String value) {
    List<String> parts = new ArrayList<>();
    for (String flowtype : value.split(",")) {
      int slash = flowtype.indexOf('/');
      if (flowtype.endsWith("/all")) {
        throw new UnknownSwitch("all flowtypes, some of which have no name");
      }
      parts.add(
          "(class = '%s' AND type = '%s')"
              .formatted(flowtype.substring(0, slash), flowtype.substring(slash + 1)));
    }
    conditions.add("(" + String.join(" OR ", parts) + ")");
  }
}
