package dev.weft.predicate;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.LongRanges;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one chunk, decoded into a batch when first asked for, and then only for the rows
 * still in question where these are few. For one thread.
 */
public final class ChunkColumns {
  private final Batch batch;
  private final boolean[] loaded = new boolean[FlowColumn.count()];
  private @Nullable ChunkReader reader;
  private int rows;
  private boolean pinned;
  private int @Nullable [] pinnedRows;
  private int pinnedCount;

  /**
   * @param batch has a vector for each column that will be asked for
   */
  public ChunkColumns(Batch batch) {
    this.batch = batch;
  }

  /** Forgets the chunk before; {@code rows} is what {@code reader.next()} returned. */
  public void begin(ChunkReader reader, int rows) {
    this.reader = reader;
    this.rows = rows;
    Arrays.fill(loaded, false);
    batch.size(rows);
  }

  public Batch batch() {
    return batch;
  }

  public int rows() {
    return rows;
  }

  /**
   * Sees to it that a column holds the values of these rows. From one call to the next the rows may
   * only become fewer, except between {@link #pin} and {@link #unpin}.
   *
   * @param selection ascending, or null for all rows of the chunk
   */
  public void load(FlowColumn column, int @Nullable [] selection, int count) throws IOException {
    if (loaded[column.ordinal()]) {
      return;
    }
    loaded[column.ordinal()] = true;
    int @Nullable [] wanted = pinned ? pinnedRows : selection;
    int wantedCount = pinned ? pinnedCount : count;
    ChunkReader chunk = reader;
    if (chunk == null) {
      throw new IllegalStateException("no chunk has begun");
    }
    if (wanted == null || wantedCount > rows / 2) {
      chunk.read(column, batch.vector(column.ordinal()));
    } else {
      chunk.readSelected(column, wanted, wantedCount, batch.vector(column.ordinal()));
    }
  }

  /**
   * Finds the rows of the chunk whose value of a long column is in a set without loading the
   * column.
   *
   * @return how many were written to {@code out}, ascending; -1 where to load it is as good
   */
  int match(FlowColumn column, LongRanges values, int[] out) throws IOException {
    ChunkReader chunk = reader;
    return chunk == null || loaded[column.ordinal()] ? -1 : chunk.match(column, values, out);
  }

  /**
   * Until {@link #unpin} columns are loaded for these rows, whichever are asked for: branches of an
   * OR look at different rows. A pin within a pin has no effect.
   *
   * @return true where this call has pinned, and its caller is to unpin
   */
  boolean pin(int @Nullable [] selection, int count) {
    if (pinned) {
      return false;
    }
    pinned = true;
    pinnedRows = selection;
    pinnedCount = count;
    return true;
  }

  void unpin() {
    pinned = false;
  }
}
