package dev.weft.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers of equal width side by side: value i takes the bits {@code i * width} to {@code (i + 1) *
 * width - 1}, where bit b is bit {@code b % 8} of byte {@code b / 8}, least significant first.
 *
 * <p>Every array that is unpacked from has {@link #PADDING} readable bytes behind the packed ones.
 */
public final class BitPacking {
  /** Bytes behind packed values that may be read (and, in packing, overwritten). */
  public static final int PADDING = 8;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitPacking() {}

  /** Bytes that {@code count} values of {@code width} bits take. */
  public static long bytes(long count, int width) {
    return (count * width + 7) >>> 3;
  }

  /** Bits that an unsigned value needs: 0 for 0, 64 for -1. */
  public static int width(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value);
  }

  private static long mask(int width) {
    return width == 64 ? -1 : (1L << width) - 1;
  }

  /**
   * Appends {@code values[i] - base} for i from 0 to count - 1; bits above the width are dropped.
   *
   * @param width 0 to 64
   */
  public static void pack(long[] values, int count, long base, int width, ByteSink out) {
    int at = out.reserve(Math.toIntExact(bytes(count, width)));
    byte[] bytes = out.array();
    if (width == 0) {
      return;
    }
    long mask = mask(width);
    long pending = 0;
    int filled = 0;
    for (int i = 0; i < count; i++) { // whole words only are stored, the rest stays in a register
      long value = values[i] - base & mask;
      pending |= value << filled;
      filled += width;
      if (filled >= 64) {
        LONG.set(bytes, at, pending);
        at += 8;
        filled -= 64;
        pending = filled == 0 ? 0 : value >>> (width - filled);
      }
    }
    if (filled > 0) { // reserve() left room for a whole word
      LONG.set(bytes, at, pending);
    }
  }

  /** The packed value of an index. */
  public static long get(byte[] bytes, int offset, int index, int width) {
    long bit = (long) index * width;
    int at = offset + (int) (bit >>> 3);
    int shift = (int) bit & 7;
    long value = (long) LONG.get(bytes, at) >>> shift;
    if (shift + width > 64) {
      value |= (long) bytes[at + 8] << (64 - shift);
    }
    return value & mask(width);
  }

  /**
   * Puts {@code base +} the packed values from, from + 1, ... into {@code out[outFrom...]}.
   *
   * @param offset of packed value 0 in {@code bytes}
   * @param width 0 to 64
   */
  public static void unpack(
      byte[] bytes,
      int offset,
      int width,
      int from,
      int count,
      long base,
      long[] out,
      int outFrom) {
    if (width == 0) {
      Arrays.fill(out, outFrom, outFrom + count, base);
      return;
    }
    int head = Math.min(count, -from & 7); // groups of eight values begin on whole bytes
    int groups = (count - head) >>> 3;
    int at = offset + ((from + head) >>> 3) * width;
    int to = outFrom + head;
    for (int i = 0; i < head; i++) {
      out[outFrom + i] = base + get(bytes, offset, from + i, width);
    }
    switch (width) {
      case 1, 2, 3, 4, 5, 6, 7, 8 -> unpackBy8(bytes, at, width, groups, base, out, to);
      case 9, 10, 11, 12, 13, 14, 15, 16 -> unpackBy4(bytes, at, width, groups, base, out, to);
      case 32 -> {
        for (int i = 0; i < 8 * groups; i++) {
          out[to + i] = base + ((int) INT.get(bytes, at + 4 * i) & 0xFFFF_FFFFL);
        }
      }
      case 64 -> {
        for (int i = 0; i < 8 * groups; i++) {
          out[to + i] = base + (long) LONG.get(bytes, at + 8 * i);
        }
      }
      default -> {
        if (width <= 30) {
          unpackBy2(bytes, at, width, groups, base, out, to);
        } else if (width <= 57) {
          unpackBy1(bytes, at, width, 8 * groups, base, out, to);
        } else {
          for (int i = head; i < head + 8 * groups; i++) {
            out[outFrom + i] = base + get(bytes, offset, from + i, width);
          }
        }
      }
    }
    for (int i = head + 8 * groups; i < count; i++) {
      out[outFrom + i] = base + get(bytes, offset, from + i, width);
    }
  }

  /** Widths to 8: one load holds eight values. */
  private static void unpackBy8(
      byte[] bytes, int start, int width, int groups, long base, long[] out, int outFrom) {
    long mask = mask(width);
    int at = start;
    int to = outFrom;
    for (int g = 0; g < groups; g++) {
      long word = (long) LONG.get(bytes, at);
      out[to] = base + (word & mask);
      out[to + 1] = base + (word >>> width & mask);
      out[to + 2] = base + (word >>> 2 * width & mask);
      out[to + 3] = base + (word >>> 3 * width & mask);
      out[to + 4] = base + (word >>> 4 * width & mask);
      out[to + 5] = base + (word >>> 5 * width & mask);
      out[to + 6] = base + (word >>> 6 * width & mask);
      out[to + 7] = base + (word >>> 7 * width & mask);
      at += width;
      to += 8;
    }
  }

  /** Widths to 16: four values end within 64 bits of the byte in which the first begins. */
  private static void unpackBy4(
      byte[] bytes, int start, int width, int groups, long base, long[] out, int outFrom) {
    long mask = mask(width);
    int at = start;
    int to = outFrom;
    int half = width >>> 1;
    int shift = 4 * width & 7;
    for (int g = 0; g < groups; g++) {
      long word = (long) LONG.get(bytes, at);
      out[to] = base + (word & mask);
      out[to + 1] = base + (word >>> width & mask);
      out[to + 2] = base + (word >>> 2 * width & mask);
      out[to + 3] = base + (word >>> 3 * width & mask);
      word = (long) LONG.get(bytes, at + half) >>> shift;
      out[to + 4] = base + (word & mask);
      out[to + 5] = base + (word >>> width & mask);
      out[to + 6] = base + (word >>> 2 * width & mask);
      out[to + 7] = base + (word >>> 3 * width & mask);
      at += width;
      to += 8;
    }
  }

  /** Widths to 30: two values end within 64 bits of the byte in which the first begins. */
  private static void unpackBy2(
      byte[] bytes, int start, int width, int groups, long base, long[] out, int outFrom) {
    long mask = mask(width);
    int at = start;
    int to = outFrom;
    for (int g = 0; g < groups; g++) {
      long word = (long) LONG.get(bytes, at);
      out[to] = base + (word & mask);
      out[to + 1] = base + (word >>> width & mask);
      word = (long) LONG.get(bytes, at + (2 * width >>> 3)) >>> (2 * width & 7);
      out[to + 2] = base + (word & mask);
      out[to + 3] = base + (word >>> width & mask);
      word = (long) LONG.get(bytes, at + (4 * width >>> 3)) >>> (4 * width & 7);
      out[to + 4] = base + (word & mask);
      out[to + 5] = base + (word >>> width & mask);
      word = (long) LONG.get(bytes, at + (6 * width >>> 3)) >>> (6 * width & 7);
      out[to + 6] = base + (word & mask);
      out[to + 7] = base + (word >>> width & mask);
      at += width;
      to += 8;
    }
  }

  /** Widths to 57: any value ends within 64 bits of the byte in which it begins. */
  private static void unpackBy1(
      byte[] bytes, int start, int width, int count, long base, long[] out, int outFrom) {
    long mask = mask(width);
    int bit = 0;
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = base + ((long) LONG.get(bytes, start + (bit >>> 3)) >>> (bit & 7) & mask);
      bit += width;
    }
  }

  /**
   * As {@link #unpack} without a base, each value replaced by the entry of the table with its
   * number.
   *
   * @param table at least {@code 1 << width} entries
   */
  static void look(
      byte[] bytes,
      int offset,
      int width,
      int from,
      int count,
      long[] table,
      long[] out,
      int outFrom) {
    if (width == 0 || width > 8) {
      unpack(bytes, offset, width, from, count, 0, out, outFrom);
      for (int i = outFrom; i < outFrom + count; i++) {
        out[i] = table[(int) out[i]];
      }
      return;
    }
    int head = Math.min(count, -from & 7);
    int groups = (count - head) >>> 3;
    for (int i = 0; i < head; i++) {
      out[outFrom + i] = table[(int) get(bytes, offset, from + i, width)];
    }
    int mask = (1 << width) - 1;
    int at = offset + ((from + head) >>> 3) * width;
    int to = outFrom + head;
    for (int g = 0; g < groups; g++) { // one load holds eight codes
      long word = (long) LONG.get(bytes, at);
      out[to] = table[(int) word & mask];
      out[to + 1] = table[(int) (word >>> width) & mask];
      out[to + 2] = table[(int) (word >>> 2 * width) & mask];
      out[to + 3] = table[(int) (word >>> 3 * width) & mask];
      out[to + 4] = table[(int) (word >>> 4 * width) & mask];
      out[to + 5] = table[(int) (word >>> 5 * width) & mask];
      out[to + 6] = table[(int) (word >>> 6 * width) & mask];
      out[to + 7] = table[(int) (word >>> 7 * width) & mask];
      at += width;
      to += 8;
    }
    for (int i = head + 8 * groups; i < count; i++) {
      out[outFrom + i] = table[(int) get(bytes, offset, from + i, width)];
    }
  }
}
