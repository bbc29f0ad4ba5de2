package dev.weft.jdbc.wire;

import java.util.Arrays;

/**
 * Collects the values of a column, row by row or many at once, and writes them packed. Reused from
 * frame to frame; room grows with what is put in. For use by one thread.
 */
public abstract sealed class ColumnPacker
    permits WholePacker, RealPacker, AddressPacker, TextPacker {
  private static final int FIRST_ROOM = 64;

  private boolean[] nulls = {};
  private boolean someNull;

  ColumnPacker() {}

  /** Makes room for so many rows, keeping what is there; returns how many there is room for. */
  public final int reserve(int rows) {
    if (rows > nulls.length) {
      int room = Math.max(rows, Math.max(FIRST_ROOM, 2 * nulls.length));
      nulls = Arrays.copyOf(nulls, room);
      grow(room);
    }
    return nulls.length;
  }

  abstract void grow(int room);

  /** The marks of NULL, by row, all false where {@link #markNulls} was not called. */
  public final boolean[] nulls() {
    return nulls;
  }

  /** Says that {@link #nulls} has marks. */
  public final void markNulls() {
    someNull = true;
  }

  /** The row is NULL; there is room for it. */
  public final void none(int row) {
    nulls[row] = true;
    someNull = true;
  }

  /** Bytes of texts collected, about; what takes no more than 16 bytes a row counts as none. */
  public int textBytes() {
    return 0;
  }

  /** Writes the first {@code rows} rows. */
  final void write(WireWriter out, int rows) {
    int first = firstValue(rows);
    if (first == rows) {
      out.rawByte(Packing.NULLS.code());
      return;
    }
    boolean hasNulls = someNull && (first > 0 || hasNull(rows));
    Packing packing = prepare(rows);
    out.rawByte(packing.code() | (hasNulls ? Packing.SOME_NULL : 0));
    if (hasNulls) {
      writeNulls(out, rows);
      for (int i = 0; i < rows; i++) {
        if (nulls[i]) {
          copy(first, i); // so that what means nothing takes no room
        }
      }
    }
    writeValues(out, rows);
  }

  private int firstValue(int rows) {
    int first = 0;
    while (someNull && first < rows && nulls[first]) {
      first++;
    }
    return rows == 0 ? 0 : first;
  }

  private boolean hasNull(int rows) {
    for (int i = 0; i < rows; i++) {
      if (nulls[i]) {
        return true;
      }
    }
    return false;
  }

  private void writeNulls(WireWriter out, int rows) {
    int at = out.room((rows + 7) / 8);
    byte[] bytes = out.array();
    for (int i = 0; i < rows; i += 8) {
      int bits = 0;
      for (int j = i; j < Math.min(rows, i + 8); j++) {
        bits |= (nulls[j] ? 1 : 0) << j - i;
      }
      bytes[at + i / 8] = (byte) bits;
    }
  }

  /** Decides how the values are written. */
  abstract Packing prepare(int rows);

  /** Gives a row the value of another. */
  abstract void copy(int from, int to);

  abstract void writeValues(WireWriter out, int rows);

  /** Forgets all rows. */
  final void clear() {
    if (someNull) {
      Arrays.fill(nulls, false);
      someNull = false;
    }
    forget();
  }

  void forget() {}
}
