package dev.weft.operator;

import dev.weft.batch.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored groups of one worker, parted by some bits of their hash, in memory as long as there is
 * some, else in a temporary file. Groups of equal keys meet in the same partition, so each
 * partition can be finished for itself in a table that fits the processor's cache.
 *
 * <p>Rows are kept in the narrowest {@link RowFormat} of the first batch; the few that do not fit
 * it are kept apart, and where they are not few a wider format takes its place.
 */
final class PartitionBuffers {
  /** Bits of the hash that one level of partitions takes, from the top. */
  static final int BITS = 9;

  static final int PARTITIONS = 1 << BITS;

  /** Levels until the hash is used up. */
  static final int LEVELS = 64 / BITS - 1;

  /** Takes rows 0 to count - 1. */
  @FunctionalInterface
  interface Taker {
    void take(long[][] columns, int count) throws IOException;
  }

  private final QueryContext context;
  private final int shift;
  private final int columns;
  private final List<PartitionRows> stores = new ArrayList<>();
  private @Nullable PartitionRows current;
  private @Nullable PartitionRows misfits;
  private @Nullable SpillFile file;

  /**
   * @param columns of a row
   * @param level 0 for the first parting, 1 for that of one of its partitions, ...
   */
  PartitionBuffers(QueryContext context, int columns, int level) {
    this.context = context;
    this.columns = columns;
    this.shift = 64 - BITS * (level + 1);
  }

  /** Adds rows 0 to count - 1 of the columns. */
  void add(long[][] rows, long[] hashes, int count) {
    if (count == 0) {
      return;
    }
    PartitionRows target = current;
    if (target == null) {
      target = store(RowFormat.of(rows, count));
      current = target;
    }
    if (target.format().fits(rows, count)) {
      target.add(rows, hashes, count, shift);
    } else {
      addApart(target, rows, hashes, count);
    }
  }

  private void addApart(PartitionRows target, long[][] rows, long[] hashes, int count) {
    Part fit = new Part(columns, count);
    Part misfit = new Part(columns, count);
    for (int i = 0; i < count; i++) {
      (target.format().fitsRow(rows, i) ? fit : misfit).add(rows, hashes, i);
    }
    target.add(fit.rows, fit.hashes, fit.count, shift);
    if (misfit.count > fit.count) {
      PartitionRows wider = store(target.format().union(RowFormat.of(rows, count)));
      current = wider;
      wider.add(misfit.rows, misfit.hashes, misfit.count, shift);
      return;
    }
    PartitionRows others = misfits;
    if (others == null) {
      others = store(RowFormat.widest(columns));
      misfits = others;
    }
    others.add(misfit.rows, misfit.hashes, misfit.count, shift);
  }

  private PartitionRows store(RowFormat format) {
    PartitionRows store = new PartitionRows(context, format, PARTITIONS, this::file);
    stores.add(store);
    return store;
  }

  private SpillFile file() {
    SpillFile f = file;
    if (f == null) {
      f = context.newSpillFile();
      file = f;
    }
    return f;
  }

  /** Rows of all partitions. */
  long rows() {
    long n = 0;
    for (int p = 0; p < PARTITIONS; p++) {
      n += rows(p);
    }
    return n;
  }

  /** Rows of a partition; some may have equal keys. */
  long rows(int partition) {
    long n = 0;
    for (PartitionRows store : stores) {
      n += store.rows(partition);
    }
    return n;
  }

  /**
   * Reads a partition, after the last row was added. Several threads may read different partitions.
   *
   * @param scratch columns of {@link Batch#ROWS} rows that the taker gets
   */
  void read(int partition, long[][] scratch, Taker taker) throws IOException {
    for (PartitionRows store : stores) {
      store.read(partition, scratch, taker);
    }
  }

  /** Gives the memory back, once nobody reads or adds any more. */
  void release() {
    stores.forEach(PartitionRows::release);
    stores.clear();
  }

  /** Some of the rows of a batch. */
  private static final class Part {
    private final long[][] rows;
    private final long[] hashes;
    private int count;

    Part(int columns, int capacity) {
      rows = new long[columns][capacity];
      hashes = new long[capacity];
    }

    void add(long[][] from, long[] fromHashes, int row) {
      for (int c = 0; c < rows.length; c++) {
        rows[c][count] = from[c][row];
      }
      hashes[count++] = fromHashes[row];
    }
  }
}
