package dev.weft.cli;

/**
 * One line on a terminal about work that takes longer than two seconds: how far, how fast, how long
 * still. Silent where standard error is no terminal. Safe for several threads.
 */
final class ProgressLine {
  private static final double FIRST_SECONDS = 2;
  private static final long EVERY_NANOS = 200_000_000;

  private final String verb;
  private final boolean visible = Streams.errorIsTerminal();
  private boolean shown;
  private long last;

  /**
   * @param verb such as "importing"
   */
  ProgressLine(String verb) {
    this.verb = verb;
  }

  /**
   * Shows how it goes, unless it was shown just now.
   *
   * @param done bytes done
   * @param total bytes to do, less than 1 where that is not known
   * @param detail what else was counted, empty for nothing
   * @param seconds since the beginning
   */
  void show(long done, long total, String detail, double seconds) {
    if (isDue(seconds)) {
      print(text(verb, done, total, detail, seconds));
    }
  }

  /**
   * As {@link #show}, of work that goes part by part.
   *
   * @param part what one is called, such as "file"
   * @param flows in the parts done
   */
  void showParts(String part, long done, long total, long flows, double seconds) {
    if (isDue(seconds)) {
      print(partsText(verb, part, done, total, flows, seconds));
    }
  }

  /** As {@link #show}, of work that is counted in flows. */
  void showFlows(long done, long total, double seconds) {
    if (isDue(seconds)) {
      print(flowsText(verb, done, total, seconds));
    }
  }

  private synchronized boolean isDue(double seconds) {
    return visible
        && seconds >= FIRST_SECONDS
        && (!shown || System.nanoTime() - last >= EVERY_NANOS);
  }

  private synchronized void print(String text) {
    last = System.nanoTime();
    shown = true;
    System.err.print("\r\033[K" + text);
    System.err.flush();
  }

  /** Prints a line of its own. */
  synchronized void message(String text) {
    clear();
    System.err.println(text);
  }

  /** Takes the line away. */
  synchronized void clear() {
    if (shown) {
      shown = false;
      System.err.print("\r\033[K");
      System.err.flush();
    }
  }

  static String text(String verb, long done, long total, String detail, double seconds) {
    double rate = done / Math.max(seconds, 0.001);
    StringBuilder line = new StringBuilder(verb).append(' ').append(Sizes.bytes(done));
    if (total > 0) {
      line.append(" of ").append(Sizes.bytes(total));
      line.append(" (").append(Math.min(100, Math.round(100.0 * done / total))).append("%)");
    }
    if (!detail.isEmpty()) {
      line.append(", ").append(detail);
    }
    line.append(", ").append(Sizes.bytes((long) rate)).append("/s");
    return line.append(left(done, total, rate)).toString();
  }

  static String flowsText(String verb, long done, long total, double seconds) {
    double rate = done / Math.max(seconds, 0.001);
    return "%s %s of %s flows, %s/s%s"
        .formatted(
            verb,
            Sizes.count(done),
            Sizes.count(total),
            Sizes.count((long) rate),
            left(done, total, rate));
  }

  static String partsText(
      String verb, String part, long done, long total, long flows, double seconds) {
    double rate = flows / Math.max(seconds, 0.001);
    return verb
        + " "
        + part
        + " "
        + Sizes.count(Math.min(done + 1, total))
        + " of "
        + Sizes.count(total)
        + ", "
        + Sizes.count(flows, "flow")
        + ", "
        + Sizes.count((long) rate)
        + "/s"
        + left(done, total, done / Math.max(seconds, 0.001));
  }

  private static String left(long done, long total, double rate) {
    return total > done && rate > 0
        ? ", " + Sizes.time((long) ((total - done) / rate)) + " left"
        : "";
  }
}
