package dev.weft.operator;

/** Hashes of group keys, a batch at a time. */
final class KeyHash {
  private static final long FIRST = 0x9E37_79B9_7F4A_7C15L;
  private static final long SECOND = 0xC2B2_AE3D_27D4_EB4FL;

  private KeyHash() {}

  /** Hashes keys of one or more words. High bits choose partitions, low bits slots. */
  static void of(long[][] words, int keyWords, int count, long[] hashes) {
    long[] first = words[0];
    if (keyWords == 1) {
      for (int i = 0; i < count; i++) {
        hashes[i] = mix(first[i]);
      }
    } else if (keyWords == 2) {
      long[] second = words[1];
      for (int i = 0; i < count; i++) {
        hashes[i] = mix(mix(first[i]) + second[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        long h = first[i];
        for (int w = 1; w < keyWords; w++) {
          h = mix(h) + words[w][i];
        }
        hashes[i] = mix(h);
      }
    }
  }

  /** A bijection of 64 bits that spreads every bit over all. */
  static long mix(long value) {
    long h = value * FIRST;
    h = (h ^ h >>> 32) * SECOND;
    return h ^ h >>> 29;
  }
}
