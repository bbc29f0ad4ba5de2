package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.expression.Expression;
import dev.weft.flow.ValueKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as signed longs: the words of its keys, which of the keys are NULL, which of the columns
 * are NULL, then the words of the columns. Rows with equal keys agree in the first words; among
 * them the order of words is the order of the columns (of IPv4 addresses as numbers; others in an
 * order of their own).
 */
final class KeyedLayout {
  /** Turns the lower half of an IPv4 address into the 32 bits that differ. */
  private static final long IPV4 = 0xFFFF_0000_0000L;

  private static final int BITS = 64;

  private final int keys;
  private final ValueKind[] kinds;
  private final int[] starts;
  private final int keyWords;
  private final int words;

  KeyedLayout(List<Expression> keys, List<Expression> columns) {
    this.keys = keys.size();
    List<Expression> all = new ArrayList<>(keys);
    all.addAll(columns);
    this.kinds = all.stream().map(Expression::kind).toArray(ValueKind[]::new);
    this.starts = new int[kinds.length];
    int at = 0;
    for (int i = 0; i < this.keys; i++) {
      starts[i] = at;
      at += words(kinds[i]);
    }
    at += (this.keys + BITS - 1) / BITS;
    this.keyWords = at;
    at += (columns.size() + BITS - 1) / BITS;
    for (int i = this.keys; i < kinds.length; i++) {
      starts[i] = at;
      at += words(kinds[i]);
    }
    this.words = at;
  }

  private static int words(ValueKind kind) {
    return kind == ValueKind.ADDRESS ? 2 : 1;
  }

  /** Longs a row. */
  int words() {
    return words;
  }

  /** Longs at the start of a row that are equal where the keys are. */
  int keyWords() {
    return keyWords;
  }

  /** Number of keys. */
  int keys() {
    return keys;
  }

  /** First word of column i, counted without the keys. */
  int column(int i) {
    return starts[keys + i];
  }

  /** First word of key i. */
  int key(int i) {
    return starts[i];
  }

  private int nullWord(int i) {
    return i < keys ? keyWords - (keys + BITS - 1) / BITS + i / BITS : keyWords + (i - keys) / BITS;
  }

  private long nullMark(int i) {
    return 1L << (i < keys ? i : i - keys);
  }

  /** True where key or column i (keys first) of a row is NULL. */
  boolean isNull(long[][] piece, int row, int i) {
    return (piece[nullWord(i)][row] & nullMark(i)) != 0;
  }

  /** Sets all marks of NULL to false before {@link #encode}. */
  void clearNulls(long[][] to, int count) {
    int end = kinds.length > keys ? starts[keys] : words;
    for (int w = keyWords - (keys + BITS - 1) / BITS; w < end; w++) {
      java.util.Arrays.fill(to[w], 0, count, 0);
    }
  }

  /**
   * Writes key or column i (keys first) of rows to rows 0 to count - 1.
   *
   * @param rows null = rows {@code from} to {@code from + count - 1}, else what stands there
   */
  void encode(int i, Vector vector, int @Nullable [] rows, int from, int count, long[][] to) {
    int w = starts[i];
    if (vector instanceof LongVector v) {
      copy(v.values, 0, rows, from, count, to[w]);
    } else if (vector instanceof DoubleVector v) {
      for (int r = 0; r < count; r++) {
        to[w][r] = SortLayout.sortable(v.values[rows == null ? from + r : rows[from + r]]);
      }
    } else if (vector instanceof AddressVector v) {
      copy(v.highs, 0, rows, from, count, to[w]);
      copy(v.lows, IPV4, rows, from, count, to[w + 1]);
    }
    if (vector.hasNulls()) {
      int word = nullWord(i);
      long mark = nullMark(i);
      for (int r = 0; r < count; r++) {
        if (vector.isNull(rows == null ? from + r : rows[from + r])) {
          to[word][r] |= mark;
          to[w][r] = 0;
          if (vector instanceof AddressVector) {
            to[w + 1][r] = 0;
          }
        }
      }
    }
  }

  private static void copy(
      long[] in, long flip, int @Nullable [] rows, int from, int count, long[] to) {
    if (rows == null && flip == 0) {
      System.arraycopy(in, from, to, 0, count);
      return;
    }
    for (int r = 0; r < count; r++) {
      to[r] = in[rows == null ? from + r : rows[from + r]] ^ flip;
    }
  }

  /** Puts key or column i (keys first) of a row into a row of a vector. */
  void decode(int i, long[][] piece, int row, Vector vector, int at) {
    if (isNull(piece, row, i)) {
      vector.useNulls()[at] = true;
      return;
    }
    if (vector.hasNulls()) {
      vector.useNulls()[at] = false;
    }
    int w = starts[i];
    if (vector instanceof LongVector v) {
      v.values[at] = piece[w][row];
    } else if (vector instanceof DoubleVector v) {
      v.values[at] = SortLayout.unsortable(piece[w][row]);
    } else if (vector instanceof AddressVector v) {
      v.highs[at] = piece[w][row];
      v.lows[at] = piece[w + 1][row] ^ IPV4;
    }
  }

  /** The lower half of an address of two words that begin at {@code word}. */
  static long low(long[][] piece, int row, int word) {
    return piece[word + 1][row] ^ IPV4;
  }
}
