package dev.weft.silk;

import dev.weft.flow.IpAddress;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Takes one field out of many records.
 *
 * <p>Each kind of word has loops of its own in which everything but the position is constant: no
 * calls, no branches per record, one load a record from a byte array that the caller keeps in the
 * processor's cache. That makes a column of 4096 records a matter of a few microseconds.
 */
final class WordLoops {
  private static final VarHandle BIG_SHORT = handle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_SHORT = handle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_INT = handle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_INT = handle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG = handle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_LONG = handle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private WordLoops() {}

  private static VarHandle handle(Class<?> array, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(array, order);
  }

  /**
   * Puts a field of {@code count} records into {@code out[0]} to {@code out[count - 1]}.
   *
   * @param size bytes of a record
   * @param rows numbers of the records wanted; null = the first {@code count}
   */
  static void extract(
      byte[] records,
      int size,
      boolean big,
      Bits field,
      int @Nullable [] rows,
      int count,
      long[] out) {
    int at = field.offset();
    int shift = field.shift();
    long mask = field.mask();
    if (rows == null) {
      switch (field.word()) {
        case U8 -> bytes(records, at, size, shift, mask, count, out);
        case U16 -> shorts(records, at, size, big, shift, mask, count, out);
        case BIG_U16 -> shorts(records, at, size, true, shift, mask, count, out);
        case U24 -> threes(records, at, size, big, mask, count, out);
        case U32 -> ints(records, at, size, big, shift, mask, count, out);
        case I64 -> longs(records, at, size, big, count, out);
        case PAIR -> pairs(records, at, size, big, shift, mask, count, out);
      }
    } else {
      switch (field.word()) {
        case U8 -> {
          for (int i = 0; i < count; i++) {
            out[i] = records[at + rows[i] * size] >>> shift & mask;
          }
        }
        case U16 -> {
          for (int i = 0; i < count; i++) {
            out[i] = u16(records, at + rows[i] * size, big) >>> shift & mask;
          }
        }
        case BIG_U16 -> {
          for (int i = 0; i < count; i++) {
            out[i] = u16(records, at + rows[i] * size, true) >>> shift & mask;
          }
        }
        case U24 -> {
          for (int i = 0; i < count; i++) {
            out[i] = u24(records, at + rows[i] * size, big) & mask;
          }
        }
        case U32 -> {
          for (int i = 0; i < count; i++) {
            out[i] = u32(records, at + rows[i] * size, big) >>> shift & mask;
          }
        }
        case I64 -> {
          for (int i = 0; i < count; i++) {
            out[i] = i64(records, at + rows[i] * size, big);
          }
        }
        case PAIR -> {
          for (int i = 0; i < count; i++) {
            out[i] = pair(records, at + rows[i] * size, big) >>> shift & mask;
          }
        }
      }
    }
  }

  private static void bytes(
      byte[] records, int at, int size, int shift, long mask, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = records[at + i * size] >>> shift & mask;
    }
  }

  private static void shorts(
      byte[] records, int at, int size, boolean big, int shift, long mask, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = u16(records, at + i * size, big) >>> shift & mask;
    }
  }

  private static void threes(
      byte[] records, int at, int size, boolean big, long mask, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = u24(records, at + i * size, big) & mask;
    }
  }

  private static void ints(
      byte[] records, int at, int size, boolean big, int shift, long mask, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = u32(records, at + i * size, big) >>> shift & mask;
    }
  }

  private static void longs(byte[] records, int at, int size, boolean big, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = i64(records, at + i * size, big);
    }
  }

  private static void pairs(
      byte[] records, int at, int size, boolean big, int shift, long mask, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = pair(records, at + i * size, big) >>> shift & mask;
    }
  }

  /** Puts IPv4 addresses of 32 bits into rows of a vector; null rows = the first {@code count}. */
  static void ipv4(
      byte[] records,
      int size,
      boolean big,
      int at,
      int @Nullable [] rows,
      int count,
      long[] highs,
      long[] lows) {
    if (rows == null) {
      java.util.Arrays.fill(highs, 0, count, 0);
      for (int i = 0; i < count; i++) {
        lows[i] = IpAddress.IPV4_LOW | u32(records, at + i * size, big);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        highs[row] = 0;
        lows[row] = IpAddress.IPV4_LOW | u32(records, at + row * size, big);
      }
    }
  }

  /**
   * Puts addresses of 16 bytes in network order into rows of a vector; of a record whose byte at
   * {@code mark} lacks bit 7 only the last four bytes count.
   *
   * @return true if all of them lie in ::ffff:0:0/96
   */
  static boolean wide(
      byte[] records,
      int size,
      int at,
      int mark,
      int @Nullable [] rows,
      int count,
      long[] highs,
      long[] lows) {
    long other = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int record = row * size;
      long high = (long) BIG_LONG.get(records, record + at);
      long low = (long) BIG_LONG.get(records, record + at + 8);
      if (records[record + mark] >= 0) {
        high = 0;
        low = IpAddress.IPV4_LOW | low & 0xFFFF_FFFFL;
      }
      highs[row] = high;
      lows[row] = low;
      other |= high | low >>> 32 ^ 0xFFFF;
    }
    return other == 0;
  }

  private static long u16(byte[] b, int at, boolean big) {
    return (big ? (short) BIG_SHORT.get(b, at) : (short) LITTLE_SHORT.get(b, at)) & 0xFFFFL;
  }

  private static long u24(byte[] b, int at, boolean big) {
    int first = b[at] & 0xFF;
    int middle = (b[at + 1] & 0xFF) << 8;
    int last = b[at + 2] & 0xFF;
    return big ? first << 16 | middle | last : last << 16 | middle | first;
  }

  private static long u32(byte[] b, int at, boolean big) {
    return (big ? (int) BIG_INT.get(b, at) : (int) LITTLE_INT.get(b, at)) & 0xFFFF_FFFFL;
  }

  private static long i64(byte[] b, int at, boolean big) {
    return big ? (long) BIG_LONG.get(b, at) : (long) LITTLE_LONG.get(b, at);
  }

  private static long pair(byte[] b, int at, boolean big) {
    return big
        ? (long) BIG_LONG.get(b, at)
        : Long.rotateLeft((long) LITTLE_LONG.get(b, at), 32); // the first word is the upper one
  }
}
