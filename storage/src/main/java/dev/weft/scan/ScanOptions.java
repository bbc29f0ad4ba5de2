package dev.weft.scan;

import dev.weft.error.WarningSink;

/**
 * How a query may use the machine.
 *
 * @param threads worker threads, at least 1
 * @param memoryBytes what the operators of one query may hold together
 * @param pool what queries that run at once share; by default half of the heap, as each may use
 * @param pruning false reads every file and block and tests every row: for tests and doubt
 * @param skipDamage true goes on after a damaged file with a warning; false fails by naming it
 */
public record ScanOptions(
    int threads,
    long memoryBytes,
    MemoryPool pool,
    boolean pruning,
    boolean skipDamage,
    WarningSink warnings) {
  public static final ScanOptions DEFAULTS =
      new ScanOptions(
          Runtime.getRuntime().availableProcessors(),
          Runtime.getRuntime().maxMemory() / 2,
          MemoryPool.process(),
          true,
          false,
          WarningSink.NONE);

  public ScanOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    if (memoryBytes < 1) {
      throw new IllegalArgumentException("memory must be positive, not " + memoryBytes);
    }
  }

  public ScanOptions withThreads(int threads) {
    return new ScanOptions(threads, memoryBytes, pool, pruning, skipDamage, warnings);
  }

  public ScanOptions withMemoryBytes(long memoryBytes) {
    return new ScanOptions(threads, memoryBytes, pool, pruning, skipDamage, warnings);
  }

  public ScanOptions withPool(MemoryPool pool) {
    return new ScanOptions(threads, memoryBytes, pool, pruning, skipDamage, warnings);
  }

  public ScanOptions withPruning(boolean pruning) {
    return new ScanOptions(threads, memoryBytes, pool, pruning, skipDamage, warnings);
  }

  public ScanOptions withSkipDamage(boolean skipDamage) {
    return new ScanOptions(threads, memoryBytes, pool, pruning, skipDamage, warnings);
  }

  public ScanOptions withWarnings(WarningSink warnings) {
    return new ScanOptions(threads, memoryBytes, pool, pruning, skipDamage, warnings);
  }
}
