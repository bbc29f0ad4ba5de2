package dev.weft.encoding;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens blocks of longs of any encoding, reusing its decoders. Not thread-safe. */
public final class LongReader {
  /** Parts within parts that a file may ask for; encoders nest half as deep at most. */
  private static final int MAX_DEPTH = 12;

  private final int depth;
  private final @Nullable LongDecoder[] decoders = new LongDecoder[Encoding.values().length];
  private PredictedEncoding.Columns columns = PredictedEncoding.Columns.NONE;

  public LongReader() {
    this(0);
  }

  /**
   * A reader of parts of an encoding.
   *
   * @param depth of the decoder that has the parts, plus 1
   */
  LongReader(int depth) {
    this.depth = depth;
  }

  /** Tells where to find other columns of the blocks to be opened. */
  public void columns(PredictedEncoding.Columns columns) {
    this.columns = columns;
  }

  PredictedEncoding.Columns columns() {
    return columns;
  }

  /** See {@link LongDecoder#open}. The decoder is valid until the next call. */
  public LongDecoder open(Encoding encoding, byte[] bytes, int offset, int length, int rows)
      throws IOException {
    LongDecoder decoder = decoders[encoding.ordinal()];
    if (decoder == null) {
      if (depth > MAX_DEPTH) { // else a hostile file could overflow the stack
        throw new EncodingException("expected at most " + MAX_DEPTH + " parts within parts");
      }
      decoder = encoding.newDecoder(this, depth);
      decoders[encoding.ordinal()] = decoder;
    }
    decoder.open(bytes, offset, length, rows);
    return decoder;
  }

  /** Opens what {@link LongEncoder#encodeNested} wrote. */
  LongDecoder openNested(ByteSource in, byte[] bytes, int rows) throws IOException {
    int length = in.varint(in.remaining(), "length of a part");
    int at = in.skip(length);
    if (rows == 0 && length == 0) {
      return ConstantEncoding.NO_ROWS;
    }
    if (rows == 0 || length == 0) {
      throw new EncodingException("part of " + rows + " rows: found " + length + " bytes");
    }
    return open(Encoding.of(bytes[at] & 0xFF), bytes, at + 1, length - 1, rows);
  }
}
