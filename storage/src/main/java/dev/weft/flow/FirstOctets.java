package dev.weft.flow;

/**
 * Which numbers from 0 to 255 are the first octet of any address of an IPv4 set, as bits. Tells
 * inside addresses from outside ones where bounds can't: the least and the greatest outside address
 * lie on both sides of every private block.
 *
 * @param w0 octets 0 to 63, the lowest bit for 0
 * @param w1 octets 64 to 127
 * @param w2 octets 128 to 191
 * @param w3 octets 192 to 255
 */
public record FirstOctets(long w0, long w1, long w2, long w3) {
  public static final FirstOctets NONE = new FirstOctets(0, 0, 0, 0);

  /** The octet of one address. */
  public static FirstOctets of(int octet) {
    boolean[] marked = new boolean[256];
    marked[octet] = true;
    return of(marked);
  }

  /** The octets that are marked. */
  public static FirstOctets of(boolean[] marked) {
    long[] words = new long[4];
    for (int octet = 0; octet < 256; octet++) {
      words[octet >>> 6] |= marked[octet] ? 1L << octet : 0;
    }
    return new FirstOctets(words[0], words[1], words[2], words[3]);
  }

  public boolean contains(int octet) {
    long word = octet < 128 ? octet < 64 ? w0 : w1 : octet < 192 ? w2 : w3;
    return (word >>> octet & 1) != 0;
  }

  /** Number of octets, 0 to 256. */
  public int count() {
    return Long.bitCount(w0) + Long.bitCount(w1) + Long.bitCount(w2) + Long.bitCount(w3);
  }

  public FirstOctets union(FirstOctets o) {
    return new FirstOctets(w0 | o.w0, w1 | o.w1, w2 | o.w2, w3 | o.w3);
  }

  public boolean intersects(FirstOctets o) {
    return (w0 & o.w0 | w1 & o.w1 | w2 & o.w2 | w3 & o.w3) != 0;
  }

  /** True where the other has no octet but those here. */
  public boolean containsAll(FirstOctets o) {
    return (o.w0 & ~w0 | o.w1 & ~w1 | o.w2 & ~w2 | o.w3 & ~w3) == 0;
  }

  @Override
  public String toString() {
    StringBuilder b = new StringBuilder("{");
    for (int octet = 0; octet < 256; octet++) {
      if (contains(octet)) {
        b.append(b.length() == 1 ? "" : ", ").append(octet);
      }
    }
    return b.append('}').toString();
  }
}
