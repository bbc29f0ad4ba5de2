package dev.weft.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Times of every question and peer, and the tables made of them. */
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

  private final List<Peer> peers;
  private final double silkScale;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param flows that are asked; what SiLK took for {@link Question#SILK_FLOWS} is scaled to them
   */
  Results(List<Peer> peers, long flows) {
    this.peers = List.copyOf(peers);
    this.silkScale = flows / (double) Question.SILK_FLOWS;
  }

  void add(Question question, List<Times> times) {
    rows.add(new Row(question, List.copyOf(times)));
  }

  /** A table of times and one of ratios. */
  String markdown(int runs) {
    return times(runs) + "\n" + ratios();
  }

  private String times(int runs) {
    StringBuilder b =
        new StringBuilder("Seconds, median (least-greatest) of ")
            .append(runs)
            .append(
                " rounds. What takes less than 0.1 s is asked for that long in a round, and the")
            .append(" median of its times counts:\n\n| question |");
    peers.forEach(p -> b.append(' ').append(p.name()).append(" |"));
    b.append("\n| --- |").append(" --- |".repeat(peers.size())).append('\n');
    for (Row row : rows) {
      b.append("| ").append(row.question.name()).append(" |");
      for (Times t : row.times) {
        b.append(format(" %.4f (%.4f-%.4f) |", t.median, t.min, t.max));
      }
      b.append('\n');
    }
    return b.toString();
  }

  /** How many times faster each form of Weft is than each other engine. */
  private String ratios() {
    List<int[]> pairs = new ArrayList<>(); // of Weft and peer; peer -1 is SiLK
    StringBuilder head = new StringBuilder("| question |");
    for (int w = 0; w < peers.size(); w++) {
      if (!peers.get(w).isWeft()) {
        continue;
      }
      for (int p = 0; p < peers.size(); p++) {
        if (!peers.get(p).isWeft()) {
          pairs.add(new int[] {w, p});
          head.append(' ').append(peers.get(w).name()).append(" to ").append(peers.get(p).name());
          head.append(" |");
        }
      }
      pairs.add(new int[] {w, -1});
      head.append(' ').append(peers.get(w).name()).append(" to SiLK's tools |");
    }
    StringBuilder b =
        new StringBuilder(
            "How many times faster (SiLK's tools: what they took on another machine, see"
                + " `Question`):\n\n");
    b.append(head).append("\n| --- |").append(" --- |".repeat(pairs.size())).append('\n');
    double[] logs = new double[pairs.size()];
    int[] counts = new int[pairs.size()];
    for (Row row : rows) {
      b.append("| ").append(row.question.name()).append(" |");
      for (int i = 0; i < logs.length; i++) {
        double own = row.times.get(pairs.get(i)[0]).median;
        int peer = pairs.get(i)[1];
        double other =
            peer < 0 ? row.question.silkSeconds() * silkScale : row.times.get(peer).median;
        if (other > 0) {
          logs[i] += Math.log(other / own);
          counts[i]++;
          b.append(format(" %.1f |", other / own));
        } else {
          b.append(" |");
        }
      }
      b.append('\n');
    }
    b.append("| **geometric mean** |");
    for (int i = 0; i < logs.length; i++) {
      b.append(counts[i] == 0 ? " |" : format(" **%.1f** |", Math.exp(logs[i] / counts[i])));
    }
    return b.append('\n').toString();
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
