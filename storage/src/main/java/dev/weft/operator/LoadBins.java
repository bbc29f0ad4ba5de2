package dev.weft.operator;

/**
 * Bins of time and what a flow adds to them, as rwcount counts. Times in milliseconds.
 *
 * @param origin where some bin starts
 * @param size of a bin, positive
 * @param start bins before are left out, with what flows would add to them; {@link Long#MIN_VALUE}
 *     for no such bound, else the start of a bin
 * @param end likewise, exclusive; {@link Long#MAX_VALUE} for no such bound
 */
public record LoadBins(LoadScheme scheme, long origin, long size, long start, long end) {
  public LoadBins {
    if (size <= 0) {
      throw new IllegalArgumentException("a bin of " + size + " ms");
    }
    if (start >= end) {
      throw new IllegalArgumentException("bins end before they start");
    }
  }

  /** Bins counted from the epoch, without bounds. */
  public static LoadBins of(LoadScheme scheme, long size) {
    return new LoadBins(scheme, 0, size, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * Bins between two times. The first begins at the start; without one, a bin ends at the end. A
   * bin that holds the last millisecond before the end is counted whole.
   *
   * @param start {@link Long#MIN_VALUE} for none
   * @param end exclusive; {@link Long#MAX_VALUE} for none
   */
  public static LoadBins between(LoadScheme scheme, long size, long start, long end) {
    if (start == Long.MIN_VALUE) {
      return end == Long.MAX_VALUE ? of(scheme, size) : new LoadBins(scheme, end, size, start, end);
    }
    long whole =
        end == Long.MAX_VALUE ? end : start - size * Math.floorDiv(start - end, size); // rounded up
    return new LoadBins(scheme, start, size, start, whole);
  }

  /** The number of the bin that holds a time; bin 0 starts at the origin. */
  private long bin(long time) {
    return Math.floorDiv(time - origin, size);
  }

  /** The start of a bin. */
  private long startOf(long bin) {
    return origin + bin * size;
  }

  /** True where a flow adds nothing at all. */
  private boolean misses(long first, long last) {
    return last < start || first >= end;
  }

  /** The one instant that decides where a spike goes. */
  private long spike(long first, long last) {
    return switch (scheme) {
      case START_SPIKE -> first;
      case END_SPIKE -> last;
      case MIDDLE_SPIKE -> first + (last - first) / 2;
      case BIN_UNIFORM, TIME_PROPORTIONAL, MAXIMUM_VOLUME, MINIMUM_VOLUME ->
          throw new IllegalStateException(scheme + " is no spike");
    };
  }

  private boolean isSpike() {
    return switch (scheme) {
      case START_SPIKE, END_SPIKE, MIDDLE_SPIKE -> true;
      case BIN_UNIFORM, TIME_PROPORTIONAL, MAXIMUM_VOLUME, MINIMUM_VOLUME -> false;
    };
  }

  /**
   * Bins that a flow touches, as rwcount counts them for an equal share: parts outside the bounds
   * are measured in bins from the bound, and one more.
   */
  private double touched(long first, long last) {
    long before = first < start ? 1 + Math.floorDiv(start - first, size) : 0;
    long after = last >= end ? 1 + Math.floorDiv(last - end, size) : 0;
    long inside = bin(Math.min(last, end - 1)) - bin(Math.max(first, start)) + 1;
    return before + inside + after;
  }

  /** The part of a flow's record that falls to a bin which it touches. */
  private double records(long first, long last, long bin) {
    return switch (scheme) {
      case BIN_UNIFORM -> 1 / touched(first, last);
      case TIME_PROPORTIONAL -> part(first, last, bin);
      case START_SPIKE, END_SPIKE, MIDDLE_SPIKE, MAXIMUM_VOLUME, MINIMUM_VOLUME -> 1;
    };
  }

  /** The part of a flow's volume that falls to a bin which it touches. */
  private double share(long first, long last, long bin) {
    return scheme == LoadScheme.MINIMUM_VOLUME
        ? bin(first) == bin(last) ? 1 : 0
        : records(first, last, bin);
  }

  /** Takes what falls to a bin. */
  @FunctionalInterface
  public interface Taker<E extends Exception> {
    /**
     * @param start of the bin
     * @param records the part of the record, {@code share} that of the volume
     */
    void take(long start, double records, double share) throws E;
  }

  /**
   * What a flow adds to each bin, in order of time.
   *
   * @param last not before {@code first}
   */
  public <E extends Exception> void forEach(long first, long last, Taker<E> taker) throws E {
    if (misses(first, last)) {
      return;
    }
    if (isSpike()) {
      long at = spike(first, last);
      if (!misses(at, at)) {
        taker.take(startOf(bin(at)), 1, 1);
      }
      return;
    }
    long lastBin = bin(Math.min(last, end - 1));
    for (long bin = bin(Math.max(first, start)); bin <= lastBin; bin++) {
      taker.take(startOf(bin), records(first, last, bin), share(first, last, bin));
    }
  }

  private double part(long first, long last, long bin) {
    long from = Math.max(first, startOf(bin));
    long to = Math.min(last + 1, startOf(bin) + size);
    return (double) (to - from) / (last + 1 - first);
  }
}
