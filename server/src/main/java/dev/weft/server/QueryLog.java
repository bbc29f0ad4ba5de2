package dev.weft.server;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Tells who asked what: one JSON object a line for each query that has ended. Thread-safe. */
final class QueryLog {
  /** How a query ended. */
  enum Outcome {
    /** All rows were read. */
    OK,
    /** The client wanted no more rows. */
    CLOSED,
    CANCELLED,
    FAILED
  }

  private static final int LONGEST_SQL = 4000;

  private final Appendable out;

  /**
   * @param out gets one append a line
   */
  QueryLog(Appendable out) {
    this.out = out;
  }

  /**
   * Writes a line.
   *
   * @param state SQLSTATE of a failure, else empty
   */
  void write(
      Caller caller, String sql, Outcome outcome, String state, long nanos, long rows, long bytes) {
    StringBuilder line = new StringBuilder(200);
    line.append("{\"time\":\"").append(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    line.append("\",\"client\":");
    quote(line, caller.address());
    line.append(",\"user\":");
    quote(line, caller.user());
    line.append(String.format(Locale.ROOT, ",\"seconds\":%.6f", nanos / 1e9));
    line.append(",\"rows\":").append(rows).append(",\"bytes\":").append(bytes);
    line.append(",\"outcome\":\"").append(outcome.name().toLowerCase(Locale.ROOT)).append('"');
    if (!state.isEmpty()) {
      line.append(",\"state\":");
      quote(line, state);
    }
    line.append(",\"sql\":");
    quote(line, sql.length() <= LONGEST_SQL ? sql : sql.substring(0, LONGEST_SQL) + "...");
    line.append("}\n");
    append(line);
  }

  private synchronized void append(CharSequence line) {
    try {
      out.append(line);
    } catch (IOException e) {
      System.getLogger("dev.weft.server")
          .log(System.Logger.Level.WARNING, "The access log can't be written: " + e.getMessage());
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
