package dev.weft.partition;

/**
 * Whether bounds are exact: no value outside, and each of the two reached. Sums of differences
 * without comparisons, which the compiler does for several values at once. For one thread.
 */
final class BoundsCheck {
  private long min;
  private long span;
  private long outside; // negative once a value was outside
  private long noMin; // negative while no value was the least
  private long noMax;

  /** Begins anew. */
  void begin(long least, long most) {
    min = least;
    span = most - least;
    outside = most < least ? -1 : span; // a span beyond 63 bits is not decided here
    noMin = -1;
    noMax = -1;
  }

  void add(long[] values, int count) {
    long from = min;
    long most = span;
    long bad = outside;
    long least = noMin;
    long greatest = noMax;
    for (int i = 0; i < count; i++) {
      long up = values[i] - from;
      long down = most - up;
      bad |= up | down;
      least &= up | -up; // of 0 alone the sign is not set
      greatest &= down | -down;
    }
    outside = bad;
    noMin = least;
    noMax = greatest;
  }

  /** False where the bounds are wrong, or too far apart to tell. */
  boolean isExact() {
    return outside >= 0 && noMin >= 0 && noMax >= 0;
  }
}
