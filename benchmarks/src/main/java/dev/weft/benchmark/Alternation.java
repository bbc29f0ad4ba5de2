package dev.weft.benchmark;

import dev.weft.benchmark.Results.Times;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks several peers the same question, one after the other, round by round. */
final class Alternation {
  /** What is run at least before times count; a peer that is slower than this is asked once. */
  private static final double WARM_UP_SECONDS = 4;

  private static final int MOST_WARM_UPS = 5000;

  /**
   * A peer that answers faster is asked again and again for so long in each round, for a single
   * answer of a millisecond says more of what the machine did before than of the peer.
   */
  private static final double ROUND_SECONDS = 0.1;

  private Alternation() {}

  /** Warms every peer up, compares their answers, then times {@code runs} rounds. */
  static List<Times> ask(Question question, List<Peer> peers, int runs) throws SQLException {
    Peer.Answer first = peers.get(0).ask(question);
    for (Peer peer : peers) {
      double seconds = 0;
      for (int i = 0; i < MOST_WARM_UPS && seconds < WARM_UP_SECONDS; i++) {
        Peer.Answer answer = peer.ask(question);
        seconds += answer.seconds();
        if (i == 0) {
          compare(question, peers.get(0), first, peer, answer);
        }
      }
    }
    double[][] seconds = new double[peers.size()][runs];
    for (int run = 0; run < runs; run++) {
      for (int p = 0; p < peers.size(); p++) {
        seconds[p][run] = round(question, peers.get(p));
      }
    }
    List<Times> times = new ArrayList<>();
    StringBuilder line = new StringBuilder(question.name());
    for (int p = 0; p < peers.size(); p++) {
      times.add(Times.of(seconds[p]));
      line.append(Results.format(" | %s %.4f", peers.get(p).name(), times.get(p).median()));
    }
    System.err.println(line);
    return times;
  }

  /** The median of one or more answers. */
  private static double round(Question question, Peer peer) throws SQLException {
    List<Double> seconds = new ArrayList<>();
    double sum = 0;
    while (sum < ROUND_SECONDS) {
      double one = peer.ask(question).seconds();
      seconds.add(one);
      sum += one;
    }
    Collections.sort(seconds);
    return seconds.get(seconds.size() / 2);
  }

  private static void compare(
      Question question, Peer first, Peer.Answer one, Peer second, Peer.Answer other) {
    List<String> expected = new ArrayList<>(one.rows());
    List<String> found = new ArrayList<>(other.rows());
    Collections.sort(expected);
    Collections.sort(found);
    if (!expected.equals(found) || one.count() != other.count()) {
      throw new IllegalStateException(
          question.name()
              + ": "
              + second.name()
              + " answers otherwise than "
              + first.name()
              + ":\n"
              + head(found)
              + "\nagainst\n"
              + head(expected));
    }
  }

  private static String head(List<String> rows) {
    return rows.size() + " rows: " + rows.subList(0, Math.min(5, rows.size()));
  }
}
