package dev.weft.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers of equal width side by side: value i takes the bits {@code i * width} to {@code (i + 1) *
 * width - 1}, where bit b is bit {@code b % 8} of byte {@code b / 8}, least significant first.
 *
 * <p>Every array that is unpacked from has {@link #PADDING} readable bytes behind the packed ones.
 */
public final class BitPacking {
  /** Bytes behind packed values that may be read (and, in packing, overwritten). */
  public static final int PADDING = 8;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
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
    switch (width) {
      case 0 -> java.util.Arrays.fill(out, outFrom, outFrom + count, base);
      case 8 -> {
        int at = offset + from;
        for (int i = 0; i < count; i++) {
          out[outFrom + i] = base + (bytes[at + i] & 0xFF);
        }
      }
      case 16 -> {
        int at = offset + 2 * from;
        for (int i = 0; i < count; i++) {
          out[outFrom + i] = base + ((short) SHORT.get(bytes, at + 2 * i) & 0xFFFF);
        }
      }
      case 32 -> {
        int at = offset + 4 * from;
        for (int i = 0; i < count; i++) {
          out[outFrom + i] = base + ((int) INT.get(bytes, at + 4 * i) & 0xFFFF_FFFFL);
        }
      }
      case 64 -> {
        int at = offset + 8 * from;
        for (int i = 0; i < count; i++) {
          out[outFrom + i] = base + (long) LONG.get(bytes, at + 8 * i);
        }
      }
      default -> {
        if (width <= 57) {
          unpackNarrow(bytes, offset, width, from, count, base, out, outFrom);
        } else {
          for (int i = 0; i < count; i++) {
            out[outFrom + i] = base + get(bytes, offset, from + i, width);
          }
        }
      }
    }
  }

  /** Widths up to 57: any value lies in the eight bytes from its first byte on. */
  private static void unpackNarrow(
      byte[] bytes,
      int offset,
      int width,
      int from,
      int count,
      long base,
      long[] out,
      int outFrom) {
    long mask = (1L << width) - 1;
    int start = offset + (int) ((long) from * width >>> 3);
    int bit = (int) ((long) from * width & 7);
    for (int i = 0; i < count; i++) { // one unaligned load, shift and mask a value; no branch
      out[outFrom + i] = base + ((long) LONG.get(bytes, start + (bit >>> 3)) >>> (bit & 7) & mask);
      bit += width;
    }
  }
}
