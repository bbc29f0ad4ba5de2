package dev.weft.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads little-endian numbers off a part of an array; what would pass its end is an {@link
 * EncodingException}. Not thread-safe.
 */
public final class ByteSource {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private int position;

  /**
   * @param offset first byte to read
   * @param length how many may be read
   */
  public ByteSource(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  /** Index in the array of the next byte. */
  public int position() {
    return position;
  }

  /** Bytes not yet read. */
  public int remaining() {
    return end - position;
  }

  /**
   * Steps over bytes.
   *
   * @return index in the array of the first of them
   */
  public int skip(long count) throws EncodingException {
    if (count < 0 || count > remaining()) {
      throw new EncodingException(
          "expected " + Long.toUnsignedString(count) + " more bytes, found " + remaining());
    }
    int start = position;
    position += (int) count;
    return start;
  }

  /** Requires that everything was read. */
  public void finish() throws EncodingException {
    if (position != end) {
      throw new EncodingException("expected the end, found " + remaining() + " more bytes");
    }
  }

  public int u8() throws EncodingException {
    return bytes[skip(1)] & 0xFF;
  }

  public int u16() throws EncodingException {
    int at = skip(2);
    return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
  }

  public int u32() throws EncodingException {
    return (int) INT.get(bytes, skip(Integer.BYTES));
  }

  public long u64() throws EncodingException {
    return (long) LONG.get(bytes, skip(Long.BYTES));
  }

  /** See {@link ByteSink#varint}; only the shortest form is taken. */
  public long varint() throws EncodingException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        if (b == 0 && shift > 0 || shift == 63 && b > 1) {
          throw new EncodingException("expected a varint in its shortest form of at most 64 bits");
        }
        return value;
      }
    }
    throw new EncodingException("expected a varint of at most 10 bytes, found a longer one");
  }

  /** A varint from 0 to a bound. */
  public int varint(int max, String what) throws EncodingException {
    long value = varint();
    if (value < 0 || value > max) {
      throw new EncodingException(
          what + ": expected at most " + max + ", found " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  /** See {@link ByteSink#signed}. */
  public long signed() throws EncodingException {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  /** See {@link ByteSink#text}. */
  public String text() throws EncodingException {
    int length = varint(remaining(), "length of a text");
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, skip(length), length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new EncodingException("expected UTF-8, found other bytes");
    }
  }
}
