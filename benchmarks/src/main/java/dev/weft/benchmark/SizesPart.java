package dev.weft.benchmark;

import dev.weft.generate.TrafficGenerator.Addresses;

/** Bytes a flow of every form, for both kinds of traffic. */
final class SizesPart implements Benchmark.Part {
  private static final long MOST_FLOWS = 8_000_000;

  @Override
  public String title() {
    return "Sizes";
  }

  @Override
  public String run(Options options) throws Exception {
    long flows = Math.min(MOST_FLOWS, options.flows());
    StringBuilder b = new StringBuilder(Results.format("%,d flows of each kind.\n\n", flows));
    b.append("| flows | form | bytes a flow | to Parquet |\n");
    b.append("| --- | --- | --- | --- |\n");
    for (Addresses addresses : Addresses.values()) {
      DataFiles data = DataFiles.of(options, flows, options.days(), addresses);
      data.makeStore();
      data.makeDuckdb();
      long parquet = DataFiles.size(data.parquet());
      String what = addresses == Addresses.UNIFORM_IPV4 ? "even IPv4" : "as `weft generate` makes";
      row(
          b,
          what,
          "Weft store, address filters included",
          DataFiles.size(data.store()),
          parquet,
          flows);
      row(b, what, "DuckDB", DataFiles.size(data.duckdb()), parquet, flows);
      row(b, what, "Parquet+zstd", parquet, parquet, flows);
      row(b, what, "SiLK files, uncompressed", DataFiles.size(data.silk()), parquet, flows);
    }
    return b.toString();
  }

  private static void row(
      StringBuilder b, String what, String form, long bytes, long parquet, long flows) {
    b.append(
        Results.format(
            "| %s | %s | %.2f | %.2f |\n",
            what, form, (double) bytes / flows, (double) bytes / parquet));
  }
}
