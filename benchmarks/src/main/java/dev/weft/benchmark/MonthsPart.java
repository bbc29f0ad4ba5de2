package dev.weft.benchmark;

/** The needle of a few flows in 90 days of hourly partitions. */
final class MonthsPart implements Benchmark.Part {
  private static final int DAYS = 90;
  private static final long MOST_FLOWS = 9_000_000;

  @Override
  public String title() {
    return "90 days";
  }

  @Override
  public String run(Options options) throws Exception {
    long flows = Math.min(MOST_FLOWS, options.flows());
    DataFiles data = DataFiles.uniform(options, flows, DAYS);
    try (Peers peers = Peers.open(options, data)) {
      String lastDay = DataFiles.FIRST_DAY.plusDays(DAYS - 1L).toString();
      DataSet choice = DataSet.choose(peers.duckdb(), lastDay);
      Results results = new Results(peers.list(), flows);
      for (Question question : Questions.overMonths(choice)) {
        results.add(question, Alternation.ask(question, peers.list(), options.runs()));
      }
      return data.describe() + peers.describe(flows) + results.markdown(options.runs());
    }
  }
}
