package dev.weft.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one worker that become sorted runs: in memory while the budget allows, else in a
 * temporary file, a run at a time.
 */
final class SortedRuns {
  private static final int RUNS_AT_ONCE = 64;
  private static final int SMALL_PART = 8;

  final SortBuffer buffer;
  private final QueryContext context;
  private final int words;
  private final long bound;
  private final List<SortRun> fileRuns = new ArrayList<>();
  private @Nullable SpillFile file;

  /**
   * @param words of a row
   * @param bound rows from the start of the order that are wanted at most
   */
  SortedRuns(QueryContext context, int words, long bound) {
    this.context = context;
    this.words = words;
    this.bound = bound;
    this.buffer = new SortBuffer(words, context.budget);
  }

  /**
   * How many runs of files to merge at once: each has a piece of rows in memory.
   *
   * @param share a worker's part of what there is, at least 1
   */
  static int atOnce(QueryContext context, int words, int share) {
    long piece = (long) Long.BYTES * words * SortBuffer.PIECE;
    long most = context.budget.limit() / SMALL_PART / piece;
    return (int) Math.max(2, Math.min(most, RUNS_AT_ONCE) / share);
  }

  /** Room for at least one more row: another piece, or what is there goes to the file. */
  void makeRoom() {
    if (!buffer.hasRoom() && !buffer.grow(buffer.pieces.isEmpty())) {
      spill();
    }
  }

  private void spill() {
    SortRun run = new SortRun.InMemory(buffer);
    fileRuns.add(write(new SortRun.Merge(List.of(run), 1, words)));
    buffer.clear();
  }

  private SortRun write(SortRun.Merge merge) {
    SpillFile target = file;
    if (target == null) {
      target = context.newSpillFile();
      file = target;
    }
    long[][] piece = new long[words][SortBuffer.PIECE];
    List<Long> handles = new ArrayList<>();
    int filled = 0;
    long written = 0;
    for (SortRun r = merge.next(); r != null && written < bound; r = merge.next()) {
      for (int w = 0; w < piece.length; w++) {
        piece[w][filled] = r.piece[w][r.row];
      }
      filled++;
      written++;
      if (filled == SortBuffer.PIECE) {
        context.control.check();
        handles.add(target.append(PackedRows.pack(piece, 0, filled)));
        filled = 0;
      }
    }
    if (filled > 0) {
      handles.add(target.append(PackedRows.pack(piece, 0, filled)));
    }
    long[] all = handles.stream().mapToLong(Long::longValue).toArray();
    return new SortRun.InFile(target, all, words);
  }

  /** The sorted runs of everything taken; not many, whatever was spilled. */
  List<SortRun> runs(int most) {
    while (fileRuns.size() > most) {
      List<SortRun> some = new ArrayList<>(fileRuns.subList(0, most));
      fileRuns.subList(0, most).clear();
      fileRuns.add(write(new SortRun.Merge(some, some.size(), words)));
    }
    List<SortRun> runs = new ArrayList<>(fileRuns);
    if (buffer.rows() > 0) {
      runs.add(new SortRun.InMemory(buffer));
    }
    return runs;
  }

  /** Gives the memory back. */
  void release() {
    buffer.release();
  }
}
