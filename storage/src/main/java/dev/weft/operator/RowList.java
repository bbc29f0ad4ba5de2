package dev.weft.operator;

import dev.weft.error.ResourceException;
import dev.weft.error.ResourceException.Resource;
import java.util.ArrayList;
import java.util.List;

/** Rows of words that must be in memory together. */
final class RowList {
  private static final int PIECE = 256;

  private final List<long[][]> pieces = new ArrayList<>();
  private final int words;
  private final MemoryBudget budget;
  private int size;

  RowList(int words, MemoryBudget budget) {
    this.words = words;
    this.budget = budget;
  }

  /**
   * @throws ResourceException where memory does not allow
   */
  void add(long[][] piece, int row) {
    if (size == pieces.size() * PIECE) {
      grow();
    }
    long[][] to = pieces.get(size / PIECE);
    for (int w = 0; w < words; w++) {
      to[w][size % PIECE] = piece[w][row];
    }
    size++;
  }

  private void grow() {
    long bytes = 8L * words * PIECE;
    if (pieces.isEmpty()) {
      budget.reserve(bytes);
    } else if (!budget.tryReserve(bytes)) {
      throw new ResourceException(
          Resource.MEMORY,
          "more than "
              + size
              + " rows have the same keys, and the query's memory of "
              + (budget.limit() >> 20)
              + " MiB does not hold them together; ask for fewer rows, for more keys, or raise the"
              + " memory setting");
    }
    pieces.add(new long[words][PIECE]);
  }

  int size() {
    return size;
  }

  /** Where the words of a row are. */
  long[][] piece(int i) {
    return pieces.get(i / PIECE);
  }

  /** Where in its piece a row is. */
  int row(int i) {
    return i % PIECE;
  }

  /** Forgets the rows; what few rows need is kept for others. */
  void clear() {
    if (pieces.size() > 1) {
      budget.release(8L * words * PIECE * (pieces.size() - 1));
      pieces.subList(1, pieces.size()).clear();
    }
    size = 0;
  }
}
