package dev.weft.sql.exec;

import dev.weft.scan.ScanOptions;

/**
 * How the queries of a connection run.
 *
 * @param scan threads, memory, and how damage is met
 * @param pushdown false leaves filters and aggregates to Calcite, above plain scans of all flows:
 *     for tests and doubt
 */
public record QueryOptions(ScanOptions scan, boolean pushdown) {
  public static final QueryOptions DEFAULTS = new QueryOptions(ScanOptions.DEFAULTS, true);

  public QueryOptions withScan(ScanOptions options) {
    return new QueryOptions(options, pushdown);
  }

  public QueryOptions withPushdown(boolean on) {
    return new QueryOptions(scan, on);
  }
}
