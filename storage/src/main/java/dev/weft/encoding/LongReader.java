package dev.weft.encoding;

import org.jspecify.annotations.Nullable;

/** Opens blocks of longs of any encoding, reusing its decoders. Not thread-safe. */
public final class LongReader {
  private static final LongDecoder EMPTY = new ConstantEncoding.Decoder();

  private final @Nullable LongDecoder[] decoders = new LongDecoder[Encoding.values().length];

  /** See {@link LongDecoder#open}. The decoder is valid until the next call. */
  public LongDecoder open(Encoding encoding, byte[] bytes, int offset, int length, int rows)
      throws EncodingException {
    LongDecoder decoder = decoders[encoding.ordinal()];
    if (decoder == null) {
      decoder = encoding.newDecoder();
      decoders[encoding.ordinal()] = decoder;
    }
    decoder.open(bytes, offset, length, rows);
    return decoder;
  }

  /** Opens what {@link LongEncoder#encodeNested} wrote. */
  LongDecoder openNested(ByteSource in, byte[] bytes, int rows) throws EncodingException {
    int length = in.varint(in.remaining(), "length of a part");
    int at = in.skip(length);
    if (rows == 0 && length == 0) {
      return EMPTY; // nobody reads a row of it
    }
    if (rows == 0 || length == 0) {
      throw new EncodingException("part of " + rows + " rows: found " + length + " bytes");
    }
    return open(Encoding.of(bytes[at] & 0xFF), bytes, at + 1, length - 1, rows);
  }
}
