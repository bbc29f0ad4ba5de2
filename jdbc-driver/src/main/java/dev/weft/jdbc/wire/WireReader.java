package dev.weft.jdbc.wire;

import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a Protocol Buffers message, one after the other: {@link #field} moves to the
 * next, and one of the other methods takes its value. Every length is checked against what is
 * there. For use by one thread.
 */
public final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BLOCK = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private int at;
  private int end;
  private int form;

  public WireReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  WireReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the next byte is. */
  int position() {
    return at;
  }

  /** The number of the next field, 0 at the end of the message. */
  int field() throws WireException {
    if (at == end) {
      return 0;
    }
    long tag = rawVarint();
    form = (int) tag & 7;
    long number = tag >>> 3;
    if (number == 0 || number > 536_870_911) {
      throw malformed("a field has no number");
    }
    return (int) number;
  }

  /** Passes over the field's value. */
  void skip() throws WireException {
    switch (form) {
      case VARINT -> rawVarint();
      case FIXED64 -> advance(Long.BYTES);
      case FIXED32 -> advance(Integer.BYTES);
      case BLOCK -> advance(length());
      default -> throw malformed("a field has a form that does not exist");
    }
  }

  long varint() throws WireException {
    expect(VARINT);
    return rawVarint();
  }

  int number() throws WireException {
    return (int) varint();
  }

  boolean flag() throws WireException {
    return varint() != 0;
  }

  /** A signed number in zigzag form. */
  long signed() throws WireException {
    long zigzag = varint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  double real() throws WireException {
    expect(FIXED64);
    int start = at;
    advance(Double.BYTES);
    long bits = 0;
    for (int i = Double.BYTES - 1; i >= 0; i--) {
      bits = bits << 8 | bytes[start + i] & 0xff;
    }
    return Double.longBitsToDouble(bits);
  }

  String text() throws WireException {
    expect(BLOCK);
    int length = length();
    int start = at;
    advance(length);
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  byte[] block() throws WireException {
    expect(BLOCK);
    int length = length();
    int start = at;
    advance(length);
    return java.util.Arrays.copyOfRange(bytes, start, start + length);
  }

  /** A message within, to be read apart. */
  WireReader message() throws WireException {
    expect(BLOCK);
    int length = length();
    int start = at;
    advance(length);
    return new WireReader(bytes, start, start + length);
  }

  /** Goes into the message that the field is; returns what {@link #leave} wants. */
  int enter() throws WireException {
    expect(BLOCK);
    int length = length();
    int outer = end;
    end = at + length;
    return outer;
  }

  /** Goes on behind the message that was entered. */
  void leave(int outer) {
    at = end;
    end = outer;
  }

  /** The length of a text or block, whose bytes begin at {@link #position}; passes over them. */
  int passBlock() throws WireException {
    expect(BLOCK);
    int length = length();
    at += length;
    return length;
  }

  /** Bytes that are left. */
  int left() {
    return end - at;
  }

  /** Checks that nothing is left. */
  void finish() throws WireException {
    if (at != end) {
      throw malformed(left() + " bytes are left over");
    }
  }

  /** A byte alone. */
  int rawByte() throws WireException {
    advance(1);
    return bytes[at - 1] & 0xff;
  }

  /**
   * A number without a field's number.
   *
   * @param most that it may be
   */
  int rawNumber(int most, String what) throws WireException {
    long number = rawVarint();
    if (number < 0 || number > most) {
      throw malformed(what + " are " + Long.toUnsignedString(number) + ", at most " + most);
    }
    return (int) number;
  }

  /** A signed number in zigzag form, without a field's number. */
  long rawSigned() throws WireException {
    long zigzag = rawVarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** Passes over bytes; returns where they begin. */
  int pass(int count) throws WireException {
    advance(count);
    return at - count;
  }

  /** Passes over a length and as many bytes; {@link #position} is where they end. */
  int passRawBlock() throws WireException {
    int length = length();
    at += length;
    return length;
  }

  private int length() throws WireException {
    long length = rawVarint();
    if (length < 0 || length > end - at) {
      throw malformed("a field is longer than what is left of the message");
    }
    return (int) length;
  }

  private void advance(int count) throws WireException {
    if (count > end - at) {
      throw malformed("the message ends within a field");
    }
    at += count;
  }

  private void expect(int wanted) throws WireException {
    if (form != wanted) {
      throw malformed("a field has the wrong form");
    }
  }

  private long rawVarint() throws WireException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at == end) {
        throw malformed("the message ends within a number");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a number is too long");
  }

  WireException malformed(String what) {
    return new WireException("Malformed message: " + what + ", at byte " + at);
  }
}
