package dev.weft.benchmark;

import dev.weft.benchmark.Results.Times;
import java.util.ArrayList;
import java.util.List;

/** How cost grows with flows and falls with threads. */
final class ScalingPart implements Benchmark.Part {
  private static final long[] FLOWS = {1_000_000, 4_000_000, 16_000_000, 64_000_000};
  private static final List<Question> QUESTIONS =
      List.of(
          question(
              "by protocol", "SELECT protocol, COUNT(*), SUM(bytes) FROM flows GROUP BY protocol"),
          question(
              "top 10 destination ports",
              "SELECT dport, SUM(bytes) AS v FROM flows GROUP BY dport ORDER BY v DESC LIMIT 10"),
          question(
              "top 10 sources",
              "SELECT sip, SUM(bytes) AS v FROM flows GROUP BY sip ORDER BY v DESC LIMIT 10"),
          question(
              "flags and volume",
              "SELECT dport, COUNT(*) FROM flows WHERE flags_match(flags, 'SA/SA')"
                  + " AND bytes > 100000 GROUP BY dport ORDER BY 2 DESC LIMIT 10"));

  private static Question question(String name, String sql) {
    return new Question(name, sql, sql, "");
  }

  @Override
  public String title() {
    return "Growth";
  }

  @Override
  public String run(Options options) throws Exception {
    StringBuilder b = new StringBuilder("Seconds, medians of " + options.runs() + " runs.\n\n");
    b.append("| flows |");
    for (Question q : QUESTIONS) {
      b.append(Results.format(" %1$s, 1 thread | %1$s, 2 threads | speed-up |", q.name()));
    }
    b.append("\n| --- |").append(" --- |".repeat(3 * QUESTIONS.size())).append('\n');
    for (long flows : FLOWS) {
      DataFiles data = DataFiles.uniform(options, flows, 1);
      data.makeStore();
      List<Peer> peers = new ArrayList<>();
      peers.add(Peers.weft("1 thread", data.store(), 1));
      peers.add(Peers.weft("2 threads", data.store(), 2));
      b.append(Results.format("| %,d |", flows));
      for (Question q : QUESTIONS) {
        List<Times> times = Alternation.ask(q, peers, options.runs());
        double one = times.get(0).median();
        double two = times.get(1).median();
        b.append(Results.format(" %.4f | %.4f | %.2f |", one, two, one / two));
      }
      b.append('\n');
      for (Peer peer : peers) {
        peer.connection().close();
      }
    }
    return b.toString();
  }
}
