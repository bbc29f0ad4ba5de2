package dev.weft.operator;

import java.util.ArrayList;
import java.util.List;

/** Rows of {@link SortLayout} in memory, in pieces of a fixed size, and their sorted order. */
final class SortBuffer {
  /** Rows of a piece; a power of two. */
  static final int PIECE = 1 << 10;

  private static final int SHIFT = 10;
  private static final int SMALL_RUN = 12;

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
    long[] first = new long[rows];
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    // The null mark of the first key is word 0, its value word 1: most comparisons end there.
    int lead = 1;
    for (int p = 0; p << SHIFT < rows; p++) {
      int at = p << SHIFT;
      System.arraycopy(pieces.get(p)[lead], 0, first, at, Math.min(PIECE, rows - at));
    }
    if (nullMarks()) {
      mergeSort(order, null);
    } else {
      mergeSort(order, first);
    }
    return order;
  }

  private boolean nullMarks() {
    for (int i = 0; i < rows; i++) {
      if (pieces.get(i >> SHIFT)[0][i & PIECE - 1] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Keeps only the first rows of an order. */
  void keep(int[] order, int count) {
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

  private int compare(int a, int b) {
    return SortLayout.compare(
        pieces.get(a >> SHIFT), a & PIECE - 1, pieces.get(b >> SHIFT), b & PIECE - 1, words);
  }

  /** Sorts row numbers; {@code lead}, where given, is each row's word that decides first. */
  private void mergeSort(int[] order, long @org.jspecify.annotations.Nullable [] lead) {
    int[] from = order;
    int[] to = new int[order.length];
    for (int low = 0; low < rows; low += SMALL_RUN) {
      insertionSort(order, low, Math.min(rows, low + SMALL_RUN), lead);
    }
    for (int run = SMALL_RUN; run < rows; run *= 2) {
      for (int low = 0; low < rows; low += 2 * run) {
        int middle = Math.min(rows, low + run);
        merge(from, low, middle, Math.min(rows, middle + run), to, lead);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    if (from != order) {
      System.arraycopy(from, 0, order, 0, rows);
    }
  }

  private boolean ordered(int a, int b, long @org.jspecify.annotations.Nullable [] lead) {
    if (lead != null && lead[a] != lead[b]) {
      return lead[a] < lead[b];
    }
    return compare(a, b) <= 0;
  }

  private void insertionSort(
      int[] order, int low, int end, long @org.jspecify.annotations.Nullable [] lead) {
    for (int i = low + 1; i < end; i++) {
      int row = order[i];
      int j = i;
      while (j > low && !ordered(order[j - 1], row, lead)) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = row;
    }
  }

  private void merge(
      int[] from,
      int low,
      int middle,
      int end,
      int[] to,
      long @org.jspecify.annotations.Nullable [] lead) {
    if (middle == end || ordered(from[middle - 1], from[middle], lead)) {
      System.arraycopy(from, low, to, low, end - low);
      return;
    }
    int a = low;
    int b = middle;
    for (int i = low; i < end; i++) {
      if (b == end || a < middle && ordered(from[a], from[b], lead)) {
        to[i] = from[a++];
      } else {
        to[i] = from[b++];
      }
    }
  }
}
