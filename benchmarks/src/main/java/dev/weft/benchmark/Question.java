package dev.weft.benchmark;

/**
 * A question asked of every peer.
 *
 * @param weft its SQL for Weft
 * @param duckdb its SQL for DuckDB
 * @param columns kind of each result column: {@code a} address, {@code n} number, {@code t} time,
 *     {@code s} text; empty: the rows are only counted
 * @param silkSeconds what SiLK 3.19's tools took for it on {@link #SILK_FLOWS} flows of one day in
 *     the page cache of another machine of 2 cores, or 0 where it was not measured
 */
record Question(String name, String weft, String duckdb, String columns, double silkSeconds) {
  static final long SILK_FLOWS = 33_700_000;

  Question(String name, String weft, String duckdb, String columns) {
    this(name, weft, duckdb, columns, 0);
  }
}
