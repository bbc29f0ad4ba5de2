package dev.weft.operator;

import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;

/** Runs plans. */
public final class QueryRunner {
  private QueryRunner() {}

  /**
   * Starts a plan. Its work begins with the first batch that is asked for, on threads of its own.
   *
   * @param control stops it from outside; closing the stream stops it without touching the control
   * @param statistics counts what the query touches while it runs
   * @return its rows; the caller closes it, also in the middle
   */
  public static BatchStream run(
      Plan plan, ScanOptions options, QueryControl control, ScanStatistics statistics) {
    QueryContext context = new QueryContext(options, control.child(), statistics);
    Source source = new PlanCompiler(context).compile(plan);
    return new QueuedStream(context, plan.output(), PlanCompiler.filled(plan), source);
  }
}
