package dev.weft.operator;

import java.util.ArrayList;
import java.util.List;

/** Rows of {@link SortLayout} in memory, in pieces of a fixed size, and their sorted order. */
final class SortBuffer {
  /** Rows of a piece; a power of two. */
  static final int PIECE = 1 << 10;

  private static final int SHIFT = 10;

  final List<long[][]> pieces = new ArrayList<>();
  private final int words;
  private final MemoryBudget budget;
  private int rows;

  SortBuffer(int words, MemoryBudget budget) {
    this.words = words;
    this.budget = budget;
  }

  /** Bytes of a piece, with what sorting it takes. */
  private long pieceBytes() {
    return PIECE * (8L * words + 24);
  }

  int rows() {
    return rows;
  }

  /** Room for another row without a new piece. */
  boolean hasRoom() {
    return rows < pieces.size() * PIECE;
  }

  /** Adds a piece. Without {@code must} only if memory allows. */
  boolean grow(boolean must) {
    if (must) {
      budget.reserve(pieceBytes());
    } else if (!budget.tryReserve(pieceBytes())) {
      return false;
    }
    pieces.add(new long[words][PIECE]);
    return true;
  }

  /** The piece that takes the next row. */
  long[][] filling() {
    return pieces.get(rows >> SHIFT);
  }

  /** Where in {@link #filling} the next row goes. */
  int fillingAt() {
    return rows & PIECE - 1;
  }

  /** Declares rows written to {@link #filling}. */
  void added(int count) {
    rows += count;
  }

  /** Forgets the rows and keeps the pieces. */
  void clear() {
    rows = 0;
  }

  /** Gives the memory back. */
  void release() {
    budget.release(pieceBytes() * pieces.size());
    pieces.clear();
    rows = 0;
  }

  /** Row numbers in sorted order. */
  int[] sorted() {
    return new SortOrder(this, words).sort();
  }

  /** A word of a row. */
  long word(int row, int word) {
    return pieces.get(row >> SHIFT)[word][row & PIECE - 1];
  }

  /**
   * Keeps only the first rows of an order.
   *
   * @return false where memory does not allow; then all are still there
   */
  boolean keep(int[] order, int count) {
    long both = pieceBytes() * ((count + PIECE - 1L) / PIECE); // the old pieces stay until the end
    if (!budget.tryReserve(both)) {
      return false;
    }
    List<long[][]> kept = new ArrayList<>();
    for (int at = 0; at < count; at += PIECE) {
      long[][] piece = new long[words][PIECE];
      gather(order, at, Math.min(PIECE, count - at), piece);
      kept.add(piece);
    }
    for (int i = 0; i < kept.size(); i++) {
      pieces.set(i, kept.get(i));
    }
    rows = count;
    budget.release(both);
    return true;
  }

  /** Copies {@code order[from..from+count-1]} to rows 0 and following. */
  void gather(int[] order, int from, int count, long[][] to) {
    for (int w = 0; w < words; w++) {
      long[] target = to[w];
      for (int i = 0; i < count; i++) {
        int row = order[from + i];
        target[i] = pieces.get(row >> SHIFT)[w][row & PIECE - 1];
      }
    }
  }

  /** Compares two rows. */
  int compare(int a, int b) {
    return SortLayout.compare(
        pieces.get(a >> SHIFT), a & PIECE - 1, pieces.get(b >> SHIFT), b & PIECE - 1, words);
  }
}
