package dev.weft.silk;

/**
 * Where a {@link Field} stands in a record: some bits of a word.
 *
 * @param word how the word is read
 * @param offset of the word's first byte in the record
 * @param shift number of the field's least significant bit in the word
 * @param mask the field's bits after shifting
 */
record Bits(Word word, int offset, int shift, long mask) {
  /** Kinds of words; multi-byte ones in the byte order of the file unless said otherwise. */
  enum Word {
    U8(1),
    U16(2),
    U24(3),
    U32(4),
    I64(8),
    /** Two U32, one after the other; the first is the upper half. */
    PAIR(8),
    /** Two bytes, the upper one first in either byte order. */
    BIG_U16(2);

    final int bytes;

    Word(int bytes) {
      this.bytes = bytes;
    }
  }

  /** Bits {@code high} to {@code low} of a word, both included. */
  static Bits of(Word word, int offset, int high, int low) {
    return new Bits(word, offset, low, -1L >>> 63 - (high - low));
  }

  /** A whole word. */
  static Bits of(Word word, int offset) {
    return of(word, offset, 8 * word.bytes - 1, 0);
  }
}
