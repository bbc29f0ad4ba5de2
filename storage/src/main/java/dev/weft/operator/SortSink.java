package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.scan.BatchSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker's share of a sort: rows in memory, sorted runs in a file, the best N where limited.
 */
final class SortSink implements BatchSink {
  private static final int SLACK = SortBuffer.PIECE / 2;

  private final QueryContext context;
  private final SortLayout layout;
  private final long bound;
  private final SortedRuns sorted;
  private final SortBuffer buffer;
  private final long[][] keys;
  private int[] rows = new int[Batch.ROWS];
  private long @Nullable [] threshold;

  /**
   * @param bound rows from the start of the order that are wanted at most
   */
  SortSink(QueryContext context, SortLayout layout, long bound) {
    this.context = context;
    this.layout = layout;
    this.bound = bound;
    this.sorted = new SortedRuns(context, layout.words(), bound);
    this.buffer = sorted.buffer;
    this.keys = new long[layout.keyWords()][Batch.ROWS];
  }

  @Override
  public void accept(Batch batch) {
    context.control.check();
    if (rows.length < batch.selected()) {
      rows = new int[batch.selected()];
    }
    int count = candidates(batch);
    int done = 0;
    while (done < count) {
      if (!buffer.hasRoom()) {
        makeRoom();
      }
      int at = buffer.fillingAt();
      int n = Math.min(count - done, SortBuffer.PIECE - at);
      int[] part = done == 0 ? rows : java.util.Arrays.copyOfRange(rows, done, done + n);
      layout.encodeKeys(batch, part, n, buffer.filling(), at);
      layout.encodeColumns(batch, part, n, buffer.filling(), at);
      buffer.added(n);
      done += n;
    }
  }

  /** Lists the rows that may be among the wanted. */
  private int candidates(Batch batch) {
    int count = batch.selected();
    int[] selection = batch.selection();
    if (selection != null) {
      System.arraycopy(selection, 0, rows, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        rows[i] = i;
      }
    }
    long[] limit = threshold;
    if (limit == null || count > Batch.ROWS) {
      return count;
    }
    int lead = layout.encodeKeys(batch, rows, count, keys, 0, 1);
    int n = keepBelow(limit, lead, count);
    if (n > 0 && lead < limit.length) { // few are left that tie in the first key
      layout.encodeKeys(batch, rows, n, keys, 0);
      n = keepBelow(limit, limit.length, n);
    }
    return n;
  }

  /** Keeps those of {@link #rows} that the first words do not order behind the limit. */
  private int keepBelow(long[] limit, int words, int count) {
    int n = 0;
    for (int i = 0; i < count; i++) {
      rows[n] = rows[i];
      n += mayCount(i, limit, words) ? 1 : 0;
    }
    return n;
  }

  private boolean mayCount(int i, long[] limit, int words) {
    for (int w = 0; w < words; w++) {
      long x = keys[w][i];
      if (x != limit[w]) {
        return x < limit[w];
      }
    }
    return true;
  }

  private void makeRoom() {
    long enough = bound > Integer.MAX_VALUE ? Long.MAX_VALUE : Math.max(2 * bound, bound + SLACK);
    if (buffer.rows() >= enough) {
      trim();
    }
    sorted.makeRoom();
  }

  /** Drops all rows but the best; later rows must beat the last of them. */
  private void trim() {
    int[] order = buffer.sorted();
    int kept = (int) bound;
    if (buffer.keep(order, kept) && kept > 0) { // else all of them go to a file
      long[][] piece = buffer.pieces.get((kept - 1) / SortBuffer.PIECE);
      long[] limit = new long[layout.keyWords()];
      for (int w = 0; w < limit.length; w++) {
        limit[w] = piece[w][(kept - 1) % SortBuffer.PIECE];
      }
      threshold = limit;
    }
  }

  /** The sorted runs of everything taken; not many, whatever was spilled. */
  List<SortRun> runs(int most) {
    return sorted.runs(most);
  }

  /** Gives the memory back. */
  void release() {
    sorted.release();
  }
}
