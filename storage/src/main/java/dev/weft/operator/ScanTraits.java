package dev.weft.operator;

/**
 * What logistic regression weighs of the flows of one source and protocol, which come ordered by
 * destination, then start.
 */
abstract class ScanTraits {
  /** Begins with another source. */
  abstract void reset();

  abstract void take(ScannedFlow flow);

  /** The exponent of the odds, after the last flow. */
  abstract double weight();

  /** The chance that the source scans, after the last flow. */
  final double probability() {
    double e = Math.exp(weight());
    return e / (1.0 + e);
  }

  static double share(long part, long whole) {
    return (double) part / whole;
  }

  /** The block of 256 addresses that holds one. */
  static long net(long address) {
    return address & 0xFFFF_FF00L;
  }
}
