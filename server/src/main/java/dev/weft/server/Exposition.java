package dev.weft.server;

import java.util.Locale;

/** Text in Prometheus' exposition format, version 0.0.4, in the making. */
final class Exposition {
  private final StringBuilder out = new StringBuilder(4096);

  /** Begins a metric: its lines follow. */
  void begin(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void line(String name, long value) {
    out.append(name).append(' ').append(value).append('\n');
  }

  void line(String name, double value) {
    out.append(name).append(String.format(Locale.ROOT, " %.6f\n", value));
  }

  /** A metric of one line. */
  void counter(String name, String help, long value) {
    begin(name, "counter", help);
    line(name, value);
  }

  /** A metric of one line. */
  void gauge(String name, String help, long value) {
    begin(name, "gauge", help);
    line(name, value);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
