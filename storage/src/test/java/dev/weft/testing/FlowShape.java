package dev.weft.testing;

import java.util.Random;

/**
 * How a {@link MemoryFlowStore} cuts and describes its flows.
 *
 * @param seed of the ragged sizes
 * @param keyed true gives a file for each hour, sensor and type; false mixes them in a few files
 * @param rowsKnown false makes {@code rows(block)} -1
 * @param zones false gives no bounds at all
 * @param wideZones true makes some bounds wider than the values
 * @param sums true knows the sums of PACKETS and BYTES
 * @param filterPercent -1: no address filter; else how many of 100 absent addresses pass it
 * @param maxBlockRows most rows of a block; {@code Integer.MAX_VALUE} makes one block of all
 * @param maxChunkRows most rows of a chunk, up to {@code Batch.ROWS}
 */
public record FlowShape(
    long seed,
    boolean keyed,
    boolean rowsKnown,
    boolean zones,
    boolean wideZones,
    boolean sums,
    int filterPercent,
    int maxBlockRows,
    int maxChunkRows) {
  /** What a Weft store is like, in small. */
  public static final FlowShape DEFAULTS =
      new FlowShape(1, true, true, true, false, true, 5, 100, 40);

  /** What a SiLK file is like: one block, nothing known. */
  public static final FlowShape PLAIN =
      new FlowShape(1, true, false, false, false, false, -1, Integer.MAX_VALUE, 4096);

  /** Any shape. */
  public static FlowShape random(Random r) {
    return new FlowShape(
        r.nextLong(),
        r.nextInt(4) != 0,
        r.nextInt(4) != 0,
        r.nextInt(4) != 0,
        r.nextBoolean(),
        r.nextBoolean(),
        r.nextInt(3) == 0 ? -1 : r.nextInt(3) * 10,
        1 + r.nextInt(r.nextBoolean() ? 30 : 3000),
        1 + r.nextInt(r.nextBoolean() ? 20 : 4096));
  }
}
