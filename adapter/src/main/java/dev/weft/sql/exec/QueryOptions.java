package dev.weft.sql.exec;

import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import java.util.function.Supplier;

/**
 * How the queries of a connection run.
 *
 * @param scan threads, memory, and how damage is met
 * @param pushdown false leaves filters and aggregates to Calcite, above plain scans of all flows:
 *     for tests and doubt
 * @param statistics where a query counts what it touches; may give the same for all
 */
public record QueryOptions(
    ScanOptions scan, boolean pushdown, Supplier<ScanStatistics> statistics) {
  public static final QueryOptions DEFAULTS =
      new QueryOptions(ScanOptions.DEFAULTS, true, ScanStatistics::new);

  public QueryOptions withScan(ScanOptions options) {
    return new QueryOptions(options, pushdown, statistics);
  }

  public QueryOptions withPushdown(boolean on) {
    return new QueryOptions(scan, on, statistics);
  }

  public QueryOptions withStatistics(Supplier<ScanStatistics> counted) {
    return new QueryOptions(scan, pushdown, counted);
  }
}
