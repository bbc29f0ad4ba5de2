package dev.weft.generate;

/**
 * A small, fast, seeded generator (SplitMix64, public domain, Steele, Lea and Flood 2014) whose
 * streams for neighbouring seeds are unrelated. Not thread-safe.
 */
final class Random64 {
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private long state;

  Random64(long seed) {
    state = mix(seed + GOLDEN);
  }

  /** A bijection of the 64-bit numbers that looks random. */
  static long mix(long z) {
    z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
    return z ^ z >>> 31;
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform from 0 to bound - 1; bound at most 2^31. */
  int below(int bound) {
    return (int) ((next() >>> 33) * bound >>> 31);
  }

  /** Uniform from 0 (included) to 1. */
  double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** True with probability p. */
  boolean chance(double p) {
    return unit() < p;
  }

  /** A skewed rank from 0 to bound - 1: low ones often, the tail rarely, as busy and rare hosts. */
  int skewed(int bound) {
    double u = unit();
    return (int) (u * u * u * bound);
  }

  /** A value with a long tail: mostly near {@code typical}, now and then hundreds of times that. */
  long longTailed(long typical) {
    double u = 1 - unit(); // 0 excluded
    return (long) (typical * (0.25 + 0.75 / Math.sqrt(u)));
  }
}
