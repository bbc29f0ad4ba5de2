package dev.weft.flow;

/**
 * Attributes of a flow ("TCP state"): 0x08 F packets after a FIN, 0x10 S all packets of one size,
 * 0x20 T ended by the collector's timeout, 0x40 C continues a flow that hit the timeout.
 */
public final class FlowAttributes {
  /** The bits that mean something to people. */
  public static final int MASK = 0x78;

  private static final String LETTERS = "TCFS"; // the order SiLK prints them in
  private static final int[] BITS = {0x20, 0x40, 0x08, 0x10};

  private FlowAttributes() {}

  /** The letters of the set bits in the order TCFS, "" for none. */
  public static String format(long bits) {
    StringBuilder b = new StringBuilder(4);
    for (int i = 0; i < BITS.length; i++) {
      if ((bits & BITS[i]) != 0) {
        b.append(LETTERS.charAt(i));
      }
    }
    return b.toString();
  }

  /**
   * The bits of letters in either case and any order; blanks are skipped.
   *
   * @throws IllegalArgumentException naming a letter that is no attribute
   */
  public static int parse(CharSequence letters) {
    int bits = 0;
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (c == ' ') {
        continue;
      }
      int k = LETTERS.indexOf(Character.toUpperCase(c));
      if (k < 0) {
        throw new IllegalArgumentException(
            "'" + c + "' in '" + letters + "' is no attribute; the letters are " + LETTERS);
      }
      bits |= BITS[k];
    }
    return bits;
  }
}
