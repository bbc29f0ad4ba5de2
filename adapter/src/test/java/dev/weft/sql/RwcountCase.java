package dev.weft.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command line of rwcount as SQL, after what SiLK means by its switches.
 *
 * @param start null where none was given
 * @param end exclusive, the end of a bin; null where none was given
 * @param origin where bins begin if no start was given
 */
record RwcountCase(
    int scheme, long size, @Nullable Long start, @Nullable Long end, long origin, boolean skip) {
  private static final long DAY = 86_400_000;

  static long firstDay(WeftSession session) throws SQLException {
    // rwcount aligns its bins by the first record of its input
    return Long.parseLong(
        session
            .rows("SELECT EXTRACT(EPOCH FROM FLOOR(MIN(stime) TO DAY)) * 1000 FROM flows")
            .get(0));
  }

  static RwcountCase of(String command, long firstDay) {
    long size = Long.parseLong(option(command, "bin-size", "30")) * 1000;
    String from = option(command, "start-time", "");
    String to = option(command, "end-time", "");
    Long start = from.isEmpty() ? null : time(from, 0);
    Long end = null;
    if (!to.isEmpty()) {
      long first = start == null ? time(to, 0) : start;
      end = first + size * -Math.floorDiv(first - time(to, precision(to)), size);
    }
    return new RwcountCase(
        Integer.parseInt(option(command, "load-scheme", "4")),
        size,
        start,
        end,
        firstDay - (size > DAY ? 7 : 2) * DAY,
        command.contains("--skip-zeroes"));
  }

  private static String option(String command, String name, String otherwise) {
    Matcher m = Pattern.compile("--" + name + "=(\\S+)").matcher(command);
    return m.find() ? m.group(1) : otherwise;
  }

  /** Milliseconds of the precision a time is given to. */
  private static long precision(String text) {
    if (!text.contains("/")) {
      return text.contains(".") ? 1 : 1000;
    }
    long[] units = {DAY, 3_600_000, 60_000, text.contains(".") ? 1 : 1000};
    return units[text.split(":").length - 1];
  }

  private static long time(String text, long later) {
    if (!text.contains("/")) {
      return Math.round(Double.parseDouble(text) * 1000) + later;
    }
    String[] parts = (text + ":00:00:00").split(":");
    return Instant.parse(
                "%s-%s-%sT%s:%s:%sZ"
                    .formatted(
                        parts[0].substring(0, 4),
                        parts[0].substring(5, 7),
                        parts[0].substring(8, 10),
                        parts[1],
                        parts[2],
                        parts[3]))
            .toEpochMilli()
        + later;
  }

  String sql() {
    Long first = start == null && end == null ? Long.valueOf(origin) : start;
    return "SELECT bin, SUM(records), SUM(bytes), SUM(packets) FROM TABLE(spread(TABLE flows, "
        + (size / 1000 + ", '" + scheme + "', " + literal(first) + ", " + literal(end))
        + ")) GROUP BY bin ORDER BY bin";
  }

  private static String literal(@Nullable Long ms) {
    return ms == null
        ? "NULL"
        : "TIMESTAMP '" + Instant.ofEpochMilli(ms).toString().replaceAll("[TZ]", " ").strip() + "'";
  }

  /** Printed rows, without those of no flow. */
  List<String> withFlows(List<String> printed) {
    return printed.stream().filter(l -> !l.endsWith(",0.00,0.00,0.00")).toList();
  }

  /** Rows of the answer as rwcount prints them. */
  List<String> shown(List<String> rows) {
    List<String> lines = new ArrayList<>();
    for (String row : rows) {
      String[] f = row.split("\\|");
      long bin = Instant.parse(f[0].strip().replace(' ', 'T') + "Z").toEpochMilli();
      lines.add(
          "%d,%.2f,%.2f,%.2f"
              .formatted(
                  Math.floorDiv(bin, 1000),
                  Double.parseDouble(f[1]),
                  Double.parseDouble(f[2]),
                  Double.parseDouble(f[3])));
    }
    int from = 0;
    int to = lines.size();
    // where no bound is given, rwcount prints from the first to the last bin with bytes
    while (start == null && from < to && lines.get(from).split(",")[2].equals("0.00")) {
      from++;
    }
    while (end == null && from < to && lines.get(to - 1).split(",")[2].equals("0.00")) {
      to--;
    }
    return withFlows(lines.subList(from, to));
  }

  /**
   * True where both say the same. Sums of doubles may differ in the last digit; so may what rwcount
   * rounds when it takes the part of a flow in a bin as a difference of large numbers of bins.
   */
  static boolean same(List<String> expected, List<String> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      String[] a = expected.get(i).split(",");
      String[] b = actual.get(i).split(",");
      boolean equal = Double.parseDouble(a[0]) == Double.parseDouble(b[0]);
      for (int c = 1; c < a.length; c++) {
        double wanted = Double.parseDouble(a[c]);
        double tolerance = Math.max(0.015, wanted * 2e-9);
        equal &= Math.abs(wanted - Double.parseDouble(b[c])) < tolerance;
      }
      if (!equal) {
        return false;
      }
    }
    return true;
  }
}
