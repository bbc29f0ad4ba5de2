package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.SortKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as signed longs whose order, word by word, is the order of rows: first the words of the
 * sort keys, then a bit a column for NULL, then the columns. So rows that tie in the keys are
 * ordered by all their columns, and answers do not depend on which thread saw which row first.
 */
final class SortLayout {
  private final List<ValueKind> kinds;
  private final boolean[] filled;
  private final List<SortKey> keys;
  private final int keyWords;
  private final int nullWords;
  private final int words;

  /**
   * @param filled true at the positions that batches hold
   */
  SortLayout(List<ValueKind> kinds, boolean[] filled, List<SortKey> keys) {
    this.kinds = kinds;
    this.filled = filled.clone();
    this.keys = keys;
    int n = 0;
    for (SortKey key : keys) {
      n += 1 + valueWords(kinds.get(key.position())) + (key.ranks() == null ? 0 : 1);
    }
    keyWords = n;
    nullWords = (kinds.size() + 63) / 64;
    n += nullWords;
    for (int i = 0; i < filled.length; i++) {
      n += filled[i] ? valueWords(kinds.get(i)) : 0;
    }
    words = n;
  }

  private static int valueWords(ValueKind kind) {
    return kind == ValueKind.ADDRESS ? 2 : 1;
  }

  /** Longs a row. */
  int words() {
    return words;
  }

  /** Longs at the start of a row that hold its sort keys. */
  int keyWords() {
    return keyWords;
  }

  /** Writes the key words of rows into columns {@code to[0..keyWords-1]} from {@code at} on. */
  void encodeKeys(Batch batch, int[] rows, int count, long[][] to, int at) {
    encodeKeys(batch, rows, count, to, at, keys.size());
  }

  /**
   * Writes the words of the first sort keys only.
   *
   * @return how many words these are
   */
  int encodeKeys(Batch batch, int[] rows, int count, long[][] to, int at, int firstKeys) {
    int w = 0;
    for (SortKey key : keys.subList(0, firstKeys)) {
      Vector vector = batch.vector(key.position());
      encodeNulls(vector, rows, count, key.nullsFirst() ? -1 : 1, to[w++], at);
      int first = w;
      if (key.ranks() != null) {
        encodeRanks((LongVector) vector, rows, count, key.ranks(), to[w++], to[w++], at);
      } else {
        encodeValue(vector, rows, count, to, w, at);
        w += valueWords(vector.kind());
      }
      if (key.descending()) {
        for (int i = first; i < w; i++) {
          invert(to[i], at, count);
        }
      }
      blankNulls(vector, rows, count, to, first, w, at);
    }
    return w;
  }

  /** Writes the other words of rows. */
  void encodeColumns(Batch batch, int[] rows, int count, long[][] to, int at) {
    int w = keyWords;
    for (int i = 0; i < nullWords; i++) {
      java.util.Arrays.fill(to[w + i], at, at + count, 0);
    }
    int column = w + nullWords;
    for (int p = 0; p < filled.length; p++) {
      if (filled[p]) {
        Vector vector = batch.vector(p);
        if (vector.hasNulls()) {
          long[] target = to[w + p / 64];
          for (int i = 0; i < count; i++) {
            target[at + i] |= vector.isNull(rows[i]) ? 1L << p : 0;
          }
        }
        encodeValue(vector, rows, count, to, column, at);
        int next = column + valueWords(vector.kind());
        blankNulls(vector, rows, count, to, column, next, at);
        column = next;
      }
    }
  }

  /** Turns rows 0 to count - 1 back into a batch of these positions. */
  void decode(long[][] from, int count, Batch out) {
    int column = keyWords + nullWords;
    for (int p = 0; p < filled.length; p++) {
      if (filled[p]) {
        Vector vector = out.vector(p);
        decodeNulls(from[keyWords + p / 64], 1L << p, count, vector);
        decodeValue(from, column, count, vector);
        column += valueWords(vector.kind());
      }
    }
    out.size(count);
  }

  /** A batch for {@link #decode}. */
  Batch newBatch(int capacity) {
    @Nullable Vector[] vectors = new Vector[kinds.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = filled[i] ? Vector.of(kinds.get(i), capacity) : null;
    }
    return new Batch(vectors);
  }

  /** Compares two rows by their first {@code words} words. */
  static int compare(long[][] a, int i, long[][] b, int j, int words) {
    for (int w = 0; w < words; w++) {
      long x = a[w][i];
      long y = b[w][j];
      if (x != y) {
        return x < y ? -1 : 1;
      }
    }
    return 0;
  }

  private static void encodeNulls(
      Vector vector, int[] rows, int count, long mark, long[] to, int at) {
    if (vector.hasNulls()) {
      for (int i = 0; i < count; i++) {
        to[at + i] = vector.isNull(rows[i]) ? mark : 0;
      }
    } else {
      java.util.Arrays.fill(to, at, at + count, 0);
    }
  }

  private static void encodeValue(
      Vector vector, int[] rows, int count, long[][] to, int w, int at) {
    if (vector instanceof LongVector v) {
      long[] values = v.values;
      long[] target = to[w];
      for (int i = 0; i < count; i++) {
        target[at + i] = values[rows[i]];
      }
    } else if (vector instanceof DoubleVector v) {
      for (int i = 0; i < count; i++) {
        to[w][at + i] = sortable(v.values[rows[i]]);
      }
    } else if (vector instanceof AddressVector v) {
      for (int i = 0; i < count; i++) {
        to[w][at + i] = v.highs[rows[i]] ^ Long.MIN_VALUE;
        to[w + 1][at + i] = v.lows[rows[i]] ^ Long.MIN_VALUE;
      }
    }
  }

  private static void decodeValue(long[][] from, int w, int count, Vector vector) {
    if (vector instanceof LongVector v) {
      System.arraycopy(from[w], 0, v.values, 0, count);
    } else if (vector instanceof DoubleVector v) {
      for (int i = 0; i < count; i++) {
        v.values[i] = unsortable(from[w][i]);
      }
    } else if (vector instanceof AddressVector v) {
      v.allIpv4(false);
      for (int i = 0; i < count; i++) {
        v.highs[i] = from[w][i] ^ Long.MIN_VALUE;
        v.lows[i] = from[w + 1][i] ^ Long.MIN_VALUE;
      }
    }
  }

  private static void decodeNulls(long[] marks, long bit, int count, Vector vector) {
    vector.clearNulls();
    long any = 0;
    for (int i = 0; i < count; i++) {
      any |= marks[i];
    }
    if ((any & bit) != 0) {
      boolean[] nulls = vector.useNulls();
      for (int i = 0; i < count; i++) {
        nulls[i] = (marks[i] & bit) != 0;
      }
    }
  }

  private static void encodeRanks(
      LongVector vector, int[] rows, int count, long[] ranks, long[] beyond, long[] to, int at) {
    for (int i = 0; i < count; i++) {
      long code = vector.values[rows[i]];
      boolean ranked = code >= 0 && code < ranks.length;
      beyond[at + i] = ranked ? 0 : 1;
      to[at + i] = ranked ? ranks[(int) code] : code;
    }
  }

  private static void blankNulls(
      Vector vector, int[] rows, int count, long[][] to, int firstWord, int endWord, int at) {
    if (vector.hasNulls()) {
      for (int i = 0; i < count; i++) {
        if (vector.isNull(rows[i])) {
          for (int w = firstWord; w < endWord; w++) {
            to[w][at + i] = 0;
          }
        }
      }
    }
  }

  private static void invert(long[] words, int at, int count) {
    for (int i = at; i < at + count; i++) {
      words[i] = ~words[i];
    }
  }

  /** A long that orders as {@link Double#compare}; -0.0 counts as 0.0. */
  static long sortable(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** The value of a {@link #sortable} word. */
  static double unsortable(long word) {
    return Double.longBitsToDouble(word ^ (word >> 63 & Long.MAX_VALUE));
  }
}
