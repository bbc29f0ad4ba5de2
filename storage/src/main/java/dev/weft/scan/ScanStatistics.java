package dev.weft.scan;

import java.util.concurrent.atomic.LongAdder;

/** What a query touched, counted while it runs. Safe for several threads. */
public final class ScanStatistics {
  /** Files listed within the bounds on hour, sensor and type. */
  public final LongAdder files = new LongAdder();

  /** Of these, opened. */
  public final LongAdder filesOpened = new LongAdder();

  /** Files that zones or address filters ruled out, if need be opened for it. */
  public final LongAdder filesPruned = new LongAdder();

  /** Blocks of the files that were read. */
  public final LongAdder blocks = new LongAdder();

  /** Of these, ruled out by zones. */
  public final LongAdder blocksPruned = new LongAdder();

  /** Blocks answered from their statistics without reading. */
  public final LongAdder blocksFromStatistics = new LongAdder();

  /** Flows looked at. */
  public final LongAdder rowsScanned = new LongAdder();

  /** Of these, passed. */
  public final LongAdder rowsPassed = new LongAdder();

  /** Bytes read from files. */
  public final LongAdder bytesRead = new LongAdder();

  /** Bytes written to temporary files because memory was short. */
  public final LongAdder bytesSpilled = new LongAdder();
}
