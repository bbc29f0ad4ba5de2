package dev.weft.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes, little-endian. Reused by {@link #clear}; not thread-safe. */
public final class ByteSink {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[256];
  private int size;

  public void clear() {
    size = 0;
  }

  /** Bytes written. */
  public int size() {
    return size;
  }

  /** The array behind: valid from 0 to {@link #size}, until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** Drops everything from a size on. */
  public void truncate(int newSize) {
    size = newSize;
  }

  /**
   * Makes room for {@code count} zero bytes, which the caller fills in {@link #array}.
   *
   * @return where they begin; eight more bytes behind them may be overwritten
   */
  public int reserve(int count) {
    int start = size;
    need(Math.addExact(count, Long.BYTES));
    Arrays.fill(bytes, start, start + count + Long.BYTES, (byte) 0);
    size += count;
    return start;
  }

  public void u8(int value) {
    need(1);
    bytes[size++] = (byte) value;
  }

  public void u16(int value) {
    u8(value);
    u8(value >>> 8);
  }

  public void u32(int value) {
    need(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  public void u64(long value) {
    need(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Seven bits a byte, least significant first, the top bit set on all but the last byte. */
  public void varint(long unsigned) {
    need(10);
    long rest = unsigned;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A varint that is short for small values of either sign. */
  public void signed(long value) {
    varint(value << 1 ^ value >> 63);
  }

  /** Length in bytes as a varint, then UTF-8. */
  public void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    write(utf8, 0, utf8.length);
  }

  public void write(byte[] source, int offset, int count) {
    need(count);
    System.arraycopy(source, offset, bytes, size, count);
    size += count;
  }

  /** Appends another sink's bytes, preceded by their number as a varint. */
  public void nested(ByteSink part) {
    varint(part.size);
    write(part.bytes, 0, part.size);
  }

  private void need(int more) {
    int wanted = Math.addExact(size, more);
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(2L * bytes.length, 1 << 30)));
    }
  }
}
