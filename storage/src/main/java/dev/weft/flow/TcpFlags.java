package dev.weft.flow;

/** TCP flags: a byte in memory, the letters {@code FSRPAUEC} to people. */
public final class TcpFlags {
  /** Letters by bit, from bit 0. */
  public static final String LETTERS = "FSRPAUEC";

  private static final String[] TEXT = new String[256];

  static {
    for (int bits = 0; bits < 256; bits++) {
      StringBuilder b = new StringBuilder(8);
      for (int i = 0; i < 8; i++) {
        if ((bits >> i & 1) != 0) {
          b.append(LETTERS.charAt(i));
        }
      }
      TEXT[bits] = b.toString();
    }
  }

  private TcpFlags() {}

  /** The letters of the set bits in the order FSRPAUEC, "" for none. */
  public static String format(long bits) {
    return TEXT[(int) bits & 255];
  }

  /**
   * The bits of letters in either case and any order; blanks are skipped.
   *
   * @throws IllegalArgumentException naming a letter that is no flag
   */
  public static int parse(CharSequence letters) {
    int bits = 0;
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (c == ' ') {
        continue;
      }
      int bit = LETTERS.indexOf(Character.toUpperCase(c));
      if (bit < 0) {
        throw new IllegalArgumentException(
            "'" + c + "' in '" + letters + "' is no TCP flag; the letters are " + LETTERS);
      }
      bits |= 1 << bit;
    }
    return bits;
  }
}
