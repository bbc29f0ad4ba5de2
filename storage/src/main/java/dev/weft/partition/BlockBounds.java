package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.Zone;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bounds of a block's column, found by reading it. */
final class BlockBounds {
  private BlockBounds() {}

  /** The bounds; null of a block without rows. */
  static @Nullable Zone read(PartitionFile file, int block, FlowColumn column) throws IOException {
    AddressVector addresses = new AddressVector(Batch.ROWS);
    LongVector longs = new LongVector(Batch.ROWS);
    Zone all = null;
    try (ChunkReader reader = file.read(block)) {
      for (int n = reader.next(); n > 0; n = reader.next()) {
        reader.read(column, column.isAddress() ? addresses : longs);
        Zone chunk =
            column.isAddress()
                ? BlockEncoder.bounds(addresses.highs, addresses.lows, n)
                : bounds(longs.values, n);
        all = all == null ? chunk : PartitionFooter.union(all, chunk, column.isAddress());
      }
    }
    return all;
  }

  private static Zone bounds(long[] values, int count) {
    long min = values[0];
    long max = min;
    for (int i = 1; i < count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    return Zone.ofLongs(min, max);
  }
}
