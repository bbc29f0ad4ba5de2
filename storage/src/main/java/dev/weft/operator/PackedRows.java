package dev.weft.operator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Rows of longs in few bytes, for buffers and temporary files.
 *
 * <pre>
 * u32 rows, then each column: u8 width of a value in bytes (0, 1, 2, 4, 8), i64 least value,
 * rows x width bytes of value minus least; little-endian
 * </pre>
 */
final class PackedRows {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PackedRows() {}

  /** Packs rows {@code from} to {@code from + rows - 1} of the columns. */
  static byte[] pack(long[][] columns, int from, int rows) {
    int[] widths = new int[columns.length];
    long[] least = new long[columns.length];
    int length = 4;
    for (int c = 0; c < columns.length; c++) {
      measure(columns[c], from, rows, c, widths, least);
      length += 9 + rows * widths[c];
    }
    byte[] out = new byte[length];
    INTS.set(out, 0, rows);
    int at = 4;
    for (int c = 0; c < columns.length; c++) {
      out[at] = (byte) widths[c];
      LONGS.set(out, at + 1, least[c]);
      put(columns[c], from, rows, least[c], widths[c], out, at + 9);
      at += 9 + rows * widths[c];
    }
    return out;
  }

  private static void measure(
      long[] column, int from, int rows, int c, int[] widths, long[] least) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = from; i < from + rows; i++) {
      min = Math.min(min, column[i]);
      max = Math.max(max, column[i]);
    }
    long span = max - min;
    if (span < 0 || span > 0xFFFF_FFFFL) { // below zero: the difference overflowed
      widths[c] = 8;
      least[c] = 0;
    } else {
      widths[c] = span == 0 ? 0 : span <= 0xFF ? 1 : span <= 0xFFFF ? 2 : 4;
      least[c] = min;
    }
  }

  private static void put(
      long[] column, int from, int rows, long least, int width, byte[] out, int at) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < rows; i++) {
          out[at + i] = (byte) (column[from + i] - least);
        }
      }
      case 2 -> {
        for (int i = 0; i < rows; i++) {
          SHORTS.set(out, at + 2 * i, (short) (column[from + i] - least));
        }
      }
      case 4 -> {
        for (int i = 0; i < rows; i++) {
          INTS.set(out, at + 4 * i, (int) (column[from + i] - least));
        }
      }
      case 8 -> {
        for (int i = 0; i < rows; i++) {
          LONGS.set(out, at + 8 * i, column[from + i]);
        }
      }
      default -> {} // 0: the least value says it all
    }
  }

  /** Number of rows of a packed run. */
  static int rows(byte[] packed) {
    return (int) INTS.get(packed, 0);
  }

  /**
   * Unpacks into rows {@code to} and following of the columns.
   *
   * @return number of rows
   */
  static int unpack(byte[] packed, long[][] columns, int to) {
    int rows = rows(packed);
    int at = 4;
    for (long[] column : columns) {
      int width = packed[at];
      get(packed, at + 9, rows, (long) LONGS.get(packed, at + 1), width, column, to);
      at += 9 + rows * width;
    }
    return rows;
  }

  private static void get(
      byte[] packed, int at, int rows, long least, int width, long[] column, int to) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < rows; i++) {
          column[to + i] = least + (packed[at + i] & 0xFF);
        }
      }
      case 2 -> {
        for (int i = 0; i < rows; i++) {
          column[to + i] = least + ((short) SHORTS.get(packed, at + 2 * i) & 0xFFFF);
        }
      }
      case 4 -> {
        for (int i = 0; i < rows; i++) {
          column[to + i] = least + ((int) INTS.get(packed, at + 4 * i) & 0xFFFF_FFFFL);
        }
      }
      case 8 -> {
        for (int i = 0; i < rows; i++) {
          column[to + i] = (long) LONGS.get(packed, at + 8 * i);
        }
      }
      default -> java.util.Arrays.fill(column, to, to + rows, least);
    }
  }
}
