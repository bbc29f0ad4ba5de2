package dev.weft.encoding;

/** The ways to encode a column's block, with their ids on disk. Ids are never reused. */
public enum Encoding {
  /** All rows equal: {@link ConstantEncoding}. */
  CONSTANT(0),
  /** Offsets from the least value in as many bits as the greatest needs: {@link PackedEncoding}. */
  PACKED(1),
  /**
   * Offsets in as many bits as most need, the others' upper bits aside: {@link PatchedEncoding}.
   */
  PATCHED(2),
  /** Codes of frequent values, a few other rows listed: {@link DictionaryEncoding}. */
  DICTIONARY(3),
  /** Codes of frequent values, many other rows in another encoding: {@link SplitEncoding}. */
  SPLIT(4),
  /** Ascending values in about two bits more than their mean step needs: {@link SortedEncoding}. */
  SORTED(5),
  /** Steps from row to row in another encoding: {@link DeltaEncoding}. */
  DELTA(6),
  /** Multiples of a unit in another encoding: {@link ScaledEncoding}. */
  SCALED(7),
  /** Ranks among the values that go with those of other columns: {@link PredictedEncoding}. */
  PREDICTED(8),
  /** Values that come again in the same order: {@link Lz4Encoding}. */
  LZ4(9),
  /** Addresses, all IPv4: 32-bit numbers: {@link AddressEncoding}. */
  IPV4(32),
  /** Addresses, none IPv4: upper and lower halves: {@link AddressEncoding}. */
  IPV6(33),
  /** Addresses of both kinds, kept apart: {@link AddressEncoding}. */
  MIXED_ADDRESSES(34);

  private static final Encoding[] BY_ID = new Encoding[64];

  static {
    for (Encoding e : values()) {
      BY_ID[e.id] = e;
    }
  }

  private final int id;

  Encoding(int id) {
    this.id = id;
  }

  /** Id on disk, one byte. */
  public int id() {
    return id;
  }

  /** True for the encodings of addresses; {@link #CONSTANT} serves both. */
  public boolean isOfAddresses() {
    return id >= IPV4.id;
  }

  /** The encoding of an id. */
  public static Encoding of(int id) throws EncodingException {
    Encoding e = id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    if (e == null) {
      throw new EncodingException("expected the id of an encoding, found " + id);
    }
    return e;
  }

  /**
   * A decoder of longs.
   *
   * @param owner knows the other columns
   * @param depth of parts within parts, see {@link LongReader}
   */
  LongDecoder newDecoder(LongReader owner, int depth) throws EncodingException {
    return switch (this) {
      case CONSTANT -> new ConstantEncoding.Decoder();
      case PACKED -> new PackedEncoding.Decoder();
      case PATCHED -> new PatchedEncoding.Decoder(depth);
      case DICTIONARY -> new DictionaryEncoding.Decoder(depth);
      case SPLIT -> new SplitEncoding.Decoder(depth);
      case SORTED -> new SortedEncoding.Decoder();
      case DELTA -> new DeltaEncoding.Decoder(depth);
      case SCALED -> new ScaledEncoding.Decoder(depth);
      case PREDICTED -> new PredictedEncoding.Decoder(owner, depth);
      case LZ4 -> new Lz4Encoding.Decoder();
      case IPV4, IPV6, MIXED_ADDRESSES ->
          throw new EncodingException("expected an encoding of longs, found " + this);
    };
  }
}
