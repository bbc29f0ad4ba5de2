package dev.weft.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Times of every question and peer, and the table made of them. */
final class Results {
  /** Median, least and greatest of several runs, in seconds. */
  record Times(double median, double min, double max) {
    static Times of(double[] seconds) {
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      return new Times(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
  }

  private record Row(Question question, List<Times> times) {}

  private final List<String> peers;
  private final List<Row> rows = new ArrayList<>();

  Results(List<String> peers) {
    this.peers = List.copyOf(peers);
  }

  void add(Question question, List<Times> times) {
    rows.add(new Row(question, List.copyOf(times)));
  }

  /** A Markdown table; ratios are the other peers' medians over the first peer's. */
  String markdown() {
    StringBuilder b = new StringBuilder("| question |");
    peers.forEach(p -> b.append(' ').append(p).append(" |"));
    for (int i = 1; i < peers.size(); i++) {
      b.append(" ratio to ").append(peers.get(i)).append(" |");
    }
    b.append(" ratio to SiLK's design figure |\n|").append(" --- |".repeat(peers.size() * 2 + 1)).append('\n');
    double[] logs = new double[peers.size()];
    double silkLog = 0;
    int silkCount = 0;
    for (Row row : rows) {
      b.append("| ").append(row.question.name()).append(" |");
      for (Times t : row.times) {
        b.append(format(" %.4f (%.4f-%.4f) |", t.median, t.min, t.max));
      }
      for (int i = 1; i < row.times.size(); i++) {
        double ratio = row.times.get(i).median / row.times.get(0).median;
        logs[i] += Math.log(ratio);
        b.append(format(" %.1f |", ratio));
      }
      if (row.question.silkSeconds() > 0) {
        double ratio = row.question.silkSeconds() / row.times.get(0).median;
        silkLog += Math.log(ratio);
        silkCount++;
        b.append(format(" %.1f |\n", ratio));
      } else {
        b.append(" |\n");
      }
    }
    b.append("| **geometric mean** |").append(" |".repeat(peers.size()));
    for (int i = 1; i < peers.size(); i++) {
      b.append(format(" **%.1f** |", Math.exp(logs[i] / rows.size())));
    }
    return b.append(format(" **%.1f** |\n", Math.exp(silkLog / Math.max(1, silkCount)))).toString();
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
