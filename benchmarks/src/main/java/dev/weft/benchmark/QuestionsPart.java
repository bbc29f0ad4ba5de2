package dev.weft.benchmark;

/** The analysts' questions, asked of every engine over the same flows. */
final class QuestionsPart implements Benchmark.Part {
  @Override
  public String title() {
    return "Questions";
  }

  @Override
  public String run(Options options) throws Exception {
    DataFiles data = DataFiles.uniform(options, options.flows(), options.days());
    try (Peers peers = Peers.open(options, data)) {
      DataSet choice = DataSet.choose(peers.duckdb(), DataFiles.FIRST_DAY.toString());
      Results results = new Results(peers.list(), options.flows());
      for (Question question : Questions.of(choice)) {
        if (question.name().contains(options.only())) {
          results.add(question, Alternation.ask(question, peers.list(), options.runs()));
        }
      }
      return data.describe() + peers.describe(options.flows()) + results.markdown(options.runs());
    }
  }
}
