package dev.weft.jdbc.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a Protocol Buffers message. As the format has it, numbers of 0, false and
 * empty texts are left out. For use by one thread.
 */
public final class WireWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BLOCK = 2;

  private byte[] bytes;
  private int size;

  public WireWriter() {
    this(512);
  }

  public WireWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** Bytes written so far. */
  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Begins a message within; returns what {@link #end} wants. */
  public int begin(int field) {
    reserve(12);
    tag(field, BLOCK);
    return size++; // room for the length of a short message
  }

  /** Ends the message that {@code begin} began, and writes its length in front of it. */
  public void end(int begun) {
    int length = size - begun - 1;
    int extra = varintSize(length) - 1;
    if (extra > 0) {
      reserve(extra);
      System.arraycopy(bytes, begun + 1, bytes, begun + 1 + extra, length);
    }
    size = begun;
    rawVarint(length);
    size += length;
  }

  void number(int field, long value) {
    if (value != 0) {
      numberAlways(field, value);
    }
  }

  void flag(int field, boolean value) {
    number(field, value ? 1 : 0);
  }

  /** A signed number in zigzag form, written even if it is 0. */
  void signed(int field, long value) {
    numberAlways(field, value << 1 ^ value >> 63);
  }

  private void numberAlways(int field, long value) {
    reserve(20);
    tag(field, VARINT);
    rawVarint(value);
  }

  void real(int field, double value) {
    reserve(20);
    tag(field, FIXED64);
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < Double.BYTES; i++) {
      bytes[size++] = (byte) bits;
      bits >>>= 8;
    }
  }

  void text(int field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      textAlways(field, value);
    }
  }

  void texts(int field, Collection<String> values) {
    for (String value : values) {
      textAlways(field, value);
    }
  }

  /** A text, written even if it is empty. */
  void textAlways(int field, String value) {
    int length = value.length();
    reserve(length + 20);
    tag(field, BLOCK);
    int start = size;
    rawVarint(length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        size = start;
        rawBlock(value.getBytes(StandardCharsets.UTF_8));
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  void block(int field, byte[] value) {
    reserve(20);
    tag(field, BLOCK);
    rawBlock(value);
  }

  /** A length and as many bytes, without a field's number. */
  void rawBlock(byte[] value) {
    reserve(value.length + 10);
    rawVarint(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** A byte alone. */
  void rawByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** A number without a field's number. */
  void rawNumber(long value) {
    reserve(10);
    rawVarint(value);
  }

  /** A signed number in zigzag form, without a field's number. */
  void rawSigned(long value) {
    rawNumber(value << 1 ^ value >> 63);
  }

  /** Makes room for bytes that the caller puts into {@link #array}; returns where they begin. */
  int room(int count) {
    reserve(count);
    int start = size;
    size += count;
    return start;
  }

  /** The bytes being written; another array after each further call. */
  byte[] array() {
    return bytes;
  }

  /** Takes back what was written since {@code size} was the size. */
  void cut(int formerSize) {
    size = formerSize;
  }

  private void tag(int field, int form) {
    rawVarint(field << 3 | form);
  }

  private void rawVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private static int varintSize(int value) {
    return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }
}
