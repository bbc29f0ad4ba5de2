package dev.weft.jdbc.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers of a packed column, see {@link Packing}: each in as few bytes as the widest needs. */
final class PackedNumbers {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private PackedNumbers() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes the first {@code rows} values, of which there is at least one. */
  static void write(WireWriter out, long[] values, int rows) {
    long least = values[0];
    long most = values[0];
    for (int i = 1; i < rows; i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    int width = width(most - least);
    out.rawSigned(least);
    out.rawByte(width);
    int at = out.room(rows * width);
    byte[] bytes = out.array();
    switch (width) {
      case 1 -> {
        for (int i = 0; i < rows; i++) {
          bytes[at + i] = (byte) (values[i] - least);
        }
      }
      case 2 -> {
        for (int i = 0; i < rows; i++) {
          SHORTS.set(bytes, at + 2 * i, (short) (values[i] - least));
        }
      }
      case 4 -> {
        for (int i = 0; i < rows; i++) {
          INTS.set(bytes, at + 4 * i, (int) (values[i] - least));
        }
      }
      case 8 -> {
        for (int i = 0; i < rows; i++) {
          LONGS.set(bytes, at + 8 * i, values[i] - least);
        }
      }
      default -> {} // all are the same
    }
  }

  /**
   * @param range unsigned
   */
  private static int width(long range) {
    return range == 0
        ? 0
        : range >>> 8 == 0 ? 1 : range >>> 16 == 0 ? 2 : range >>> 32 == 0 ? 4 : 8;
  }

  static boolean isWidth(int width) {
    return width == 0 || width == 1 || width == 2 || width == 4 || width == 8;
  }

  /** What is added to the base in a row; everything is known to lie within the bytes. */
  static long get(byte[] bytes, int start, int width, int row) {
    return switch (width) {
      case 0 -> 0;
      case 1 -> bytes[start + row] & 0xff;
      case 2 -> (short) SHORTS.get(bytes, start + 2 * row) & 0xffff;
      case 4 -> (int) INTS.get(bytes, start + 4 * row) & 0xffff_ffffL;
      default -> (long) LONGS.get(bytes, start + 8 * row);
    };
  }

  static void putInt(byte[] bytes, int at, int value) {
    INTS.set(bytes, at, value);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONGS.set(bytes, at, value);
  }
}
