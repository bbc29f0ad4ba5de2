package dev.weft.operator;

import org.jspecify.annotations.Nullable;

/** Sorted rows, read from the first to the last. */
abstract sealed class SortRun {
  /** A piece of rows, and the present row in it. */
  long[][] piece = new long[0][0];

  int row;

  /** Moves to the next row; false at the end. */
  abstract boolean advance();

  /** Rows in memory. */
  static final class InMemory extends SortRun {
    private final SortBuffer buffer;
    private final int[] order;
    private int next;

    InMemory(SortBuffer buffer) {
      this.buffer = buffer;
      this.order = buffer.sorted();
    }

    @Override
    boolean advance() {
      if (next == order.length) {
        return false;
      }
      int at = order[next++];
      piece = buffer.pieces.get(at / SortBuffer.PIECE);
      row = at % SortBuffer.PIECE;
      return true;
    }
  }

  /** Rows in a temporary file. */
  static final class InFile extends SortRun {
    private final SpillFile file;
    private final long[] handles;
    private final int words;
    private int next;
    private int rows;

    /**
     * @param handles of packed pieces, in order
     */
    InFile(SpillFile file, long[] handles, int words) {
      this.file = file;
      this.handles = handles;
      this.words = words;
    }

    @Override
    boolean advance() {
      if (++row < rows) {
        return true;
      }
      if (next == handles.length) {
        return false;
      }
      if (piece.length == 0) {
        piece = new long[words][SortBuffer.PIECE];
      }
      rows = PackedRows.unpack(file.read(handles[next++]), piece, 0);
      row = 0;
      return true;
    }
  }

  /** Several runs merged into one order. */
  static final class Merge {
    private final SortRun[] heap;
    private final int words;
    private int size;
    private boolean started;

    Merge(Iterable<SortRun> runs, int count, int words) {
      this.heap = new SortRun[count];
      this.words = words;
      for (SortRun run : runs) {
        if (run.advance()) {
          heap[size++] = run;
        }
      }
      for (int i = size / 2 - 1; i >= 0; i--) {
        sink(i);
      }
    }

    /** The run whose present row comes next; null at the end. */
    @Nullable SortRun next() {
      if (started && size > 0) {
        if (!heap[0].advance()) {
          heap[0] = heap[--size];
        }
        sink(0);
      }
      started = true;
      return size == 0 ? null : heap[0];
    }

    private void sink(int parent) {
      int at = parent;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && before(heap[child + 1], heap[child])) {
          child++;
        }
        if (!before(heap[child], heap[at])) {
          return;
        }
        SortRun swap = heap[at];
        heap[at] = heap[child];
        heap[child] = swap;
        at = child;
      }
    }

    private boolean before(SortRun a, SortRun b) {
      return SortLayout.compare(a.piece, a.row, b.piece, b.row, words) < 0;
    }
  }
}
