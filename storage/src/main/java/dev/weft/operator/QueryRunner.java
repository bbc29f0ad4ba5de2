package dev.weft.operator;

import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;

/** Runs plans. */
public final class QueryRunner {
  private QueryRunner() {}

  /**
   * Starts a plan.
   *
   * @param statistics counts what the query touches while it runs
   * @return its rows; the caller closes it, also in the middle
   */
  public static BatchStream run(
      Plan plan, ScanOptions options, QueryControl control, ScanStatistics statistics) {
    throw new IllegalStateException("not there yet");
  }
}
