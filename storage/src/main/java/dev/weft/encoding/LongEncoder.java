package dev.weft.encoding;

/** Chooses and writes the smallest encoding of a block of longs. Not thread-safe. */
public final class LongEncoder {
  /**
   * Appends the encoded values.
   *
   * @param count at least 1, at most 65,536
   * @return the encoding, which a reader must be told
   */
  public Encoding encode(long[] values, int count, ByteSink out) {
    return encode(values, LongStatistics.of(values, count), out);
  }

  /** As {@link #encode(long[], int, ByteSink)} for values whose statistics are known. */
  public Encoding encode(long[] values, LongStatistics s, ByteSink out) {
    if (s.min() == s.max()) {
      ConstantEncoding.encode(s.min(), out);
      return Encoding.CONSTANT;
    }
    PackedEncoding.encode(values, s.count(), s.min(), s.max(), out);
    return Encoding.PACKED;
  }

  /** Appends length (varint), encoding id (u8) and the encoded values; nothing of no values. */
  void encodeNested(long[] values, int count, ByteSink out) {
    ByteSink part = new ByteSink();
    if (count > 0) {
      part.u8(0);
      int id = encode(values, count, part).id();
      part.array()[0] = (byte) id;
    }
    out.nested(part);
  }
}
