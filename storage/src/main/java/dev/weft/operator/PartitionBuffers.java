package dev.weft.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored groups of one worker, parted by some bits of their hash and packed, in memory as long as
 * there is some, else in a temporary file. Groups of equal keys meet in the same partition, so each
 * partition can be finished for itself in a table that fits the processor's cache.
 */
final class PartitionBuffers {
  /** Bits of the hash that one level of partitions takes, from the top. */
  static final int BITS = 8;

  static final int PARTITIONS = 1 << BITS;

  /** Levels until the hash is used up. */
  static final int LEVELS = 64 / BITS - 1;

  private static final int STAGED = 128;

  private final QueryContext context;
  private final int shift;
  private final long[][] stage;
  private final int[] fill = new int[PARTITIONS];
  private final List<List<byte[]>> inMemory = new ArrayList<>();
  private final List<List<Long>> inFile = new ArrayList<>();
  private @Nullable SpillFile file;

  /**
   * @param columns of a row
   * @param level 0 for the first parting, 1 for that of one of its partitions, ...
   */
  PartitionBuffers(QueryContext context, int columns, int level) {
    this.context = context;
    this.shift = 64 - BITS * (level + 1);
    this.stage = new long[columns][PARTITIONS * STAGED];
    context.budget.reserve(stageBytes());
    for (int i = 0; i < PARTITIONS; i++) {
      inMemory.add(new ArrayList<>());
      inFile.add(new ArrayList<>());
    }
  }

  private long stageBytes() {
    return 8L * stage.length * PARTITIONS * STAGED;
  }

  /** Adds rows 0 to count - 1 of the columns. */
  void add(long[][] columns, long[] hashes, int count) {
    for (int i = 0; i < count; i++) {
      int p = (int) (hashes[i] >>> shift) & PARTITIONS - 1;
      int at = p * STAGED + fill[p];
      for (int c = 0; c < stage.length; c++) {
        stage[c][at] = columns[c][i];
      }
      if (++fill[p] == STAGED) {
        pack(p);
      }
    }
  }

  private void pack(int p) {
    byte[] packed = PackedRows.pack(stage, p * STAGED, fill[p]);
    fill[p] = 0;
    if (context.budget.tryReserveBuffer(packed.length + 16L)) {
      inMemory.get(p).add(packed);
    } else {
      spill();
      inFile.get(p).add(file().append(packed));
    }
  }

  /** Writes all that is in memory to the file. */
  private void spill() {
    for (int p = 0; p < PARTITIONS; p++) {
      List<byte[]> runs = inMemory.get(p);
      for (byte[] run : runs) {
        inFile.get(p).add(file().append(run));
        context.budget.release(run.length + 16L);
      }
      runs.clear();
    }
  }

  private SpillFile file() {
    SpillFile f = file;
    if (f == null) {
      f = context.newSpillFile();
      file = f;
    }
    return f;
  }

  /** Called after the last row. */
  void finish() {
    for (int p = 0; p < PARTITIONS; p++) {
      if (fill[p] > 0) {
        pack(p);
      }
    }
    context.budget.release(stageBytes());
    Arrays.fill(stage, new long[0]);
  }

  /** Takes a packed run of a partition out, null when none is left. */
  byte @Nullable [] take(int partition) {
    List<byte[]> runs = inMemory.get(partition);
    if (!runs.isEmpty()) {
      byte[] run = runs.remove(runs.size() - 1);
      context.budget.release(run.length + 16L);
      return run;
    }
    List<Long> handles = inFile.get(partition);
    if (!handles.isEmpty()) {
      return file().read(handles.remove(handles.size() - 1));
    }
    return null;
  }
}
