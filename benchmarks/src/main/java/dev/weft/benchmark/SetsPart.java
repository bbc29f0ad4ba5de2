package dev.weft.benchmark;

import dev.weft.benchmark.Results.Times;
import dev.weft.error.WarningSink;
import dev.weft.store.NamedSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;

/** Flows whose source is in an IP set of a million blocks. */
final class SetsPart implements Benchmark.Part {
  private static final int BLOCKS = 1_000_000;

  private static final List<Question> QUESTIONS =
      List.of(
          question("SELECT COUNT(*) FROM flows WHERE in_set(sip, 'million')", "n"),
          question("SELECT COUNT(*), SUM(bytes) FROM flows WHERE in_set(sip, 'million')", "nn"),
          question("SELECT COUNT(*), SUM(bytes) FROM flows WHERE NOT in_set(dip, 'million')", "nn"),
          question(
              "SELECT COUNT(*) FROM flows WHERE in_set(sip, 'million') AND in_set(dip, 'million')",
              "n"));

  private static Question question(String sql, String columns) {
    return new Question(sql, sql, sql, columns);
  }

  @Override
  public String title() {
    return "A set of a million blocks";
  }

  @Override
  public String run(Options options) throws Exception {
    DataFiles data = DataFiles.uniform(options, options.flows(), options.days());
    data.makeStore();
    Path sets = Files.createDirectories(options.directory().resolve("sets"));
    RandomBlocks blocks = new RandomBlocks(BLOCKS, 1);
    blocks.writeText(sets.resolve("text.txt"));
    blocks.writeIpSet(sets.resolve("million.set"));
    StringBuilder b = new StringBuilder(data.describe());
    b.append(
        Results.format(
            "%,d disjoint CIDR blocks of /16 to /32, drawn evenly from all of IPv4. Reading them:"
                + " %.2f s as an IPset, %.2f s as text; read once and again when the file"
                + " changes.\n\n",
            BLOCKS,
            loading(sets, "million", options.runs()),
            loading(sets, "text", options.runs())));
    b.append(
        "| question | matches | seconds, median (least-greatest) | million flows a second |\n");
    b.append("| --- | --- | --- | --- |\n");
    String url = "jdbc:weft:" + data.store() + "?threads=" + options.threads() + "&sets=" + sets;
    try (Connection connection = DriverManager.getConnection(url)) {
      Peer peer = new Peer("Weft", connection, true, 0);
      for (Question q : QUESTIONS) {
        String matches = peer.ask(q).rows().get(0).split("\\|")[0];
        Times t = Alternation.ask(q, List.of(peer), options.runs()).get(0);
        b.append(
            Results.format(
                "| `%s` | %s | %.3f (%.3f-%.3f) | %.0f |\n",
                q.weft(),
                matches,
                t.median(),
                t.min(),
                t.max(),
                options.flows() / t.median() / 1e6));
      }
    }
    return b.toString();
  }

  private static double loading(Path sets, String name, int runs) throws IOException {
    double[] seconds = new double[runs + 2];
    for (int i = 0; i < seconds.length; i++) {
      NamedSets fresh = new NamedSets(sets, WarningSink.NONE);
      long start = System.nanoTime();
      if (fresh.set(name).isEmpty()) {
        throw new IOException(name + " is empty");
      }
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    return Times.of(seconds).median();
  }
}
