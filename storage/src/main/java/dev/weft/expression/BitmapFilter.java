package dev.weft.expression;

import dev.weft.flow.LongRanges;
import org.jspecify.annotations.Nullable;

/**
 * Membership of a set of many ranges that spans at most 2^32 values, such as a list of addresses or
 * an IP set of a million blocks, however unevenly they lie. Two bits for each leaf of 256 values
 * tell whether none, all or some of them are in the set, so that one look, without a branch,
 * decides on nearly every value of a set of blocks; for leaves of some there is a bit a value,
 * found by counting bits. Where the set is thin, a coarse bitmap that stays in the processor's
 * first cache goes before and rules out most values. Immutable; may be shared by threads.
 */
final class BitmapFilter {
  private static final int LEAF_BITS = 8;
  private static final int LEAF_WORDS = (1 << LEAF_BITS) / 64;
  private static final int WORD_BITS = 5; // a word holds the states of 32 leaves

  private static final long FILLED = 1; // states of a leaf, 0 for no member
  private static final long PARTIAL = 2;
  private static final long ALL_PARTIAL = 0xAAAA_AAAA_AAAA_AAAAL;

  private static final int COARSE_A_RANGE = 16;
  private static final int MOST_COARSE = 1 << 20;

  private final long base;
  private final long span; // offsets above it are outside
  private final long[] states;
  private final int[] before; // partial leaves before each word of states
  private final long[] leaves; // a bit a value of each partial leaf
  private final int coarseShift;
  private final long[] coarse; // a bit for each 1 << coarseShift values that are touched, or empty

  private BitmapFilter(LongRanges set) {
    int count = set.count();
    base = set.low(0);
    span = set.high(count - 1) - base;
    int words = (int) (span >>> LEAF_BITS + WORD_BITS) + 1;
    states = new long[words];
    before = new int[words];
    for (int r = 0; r < count; r++) {
      markStates(set.low(r) - base, set.high(r) - base);
    }
    int partials = 0;
    for (int w = 0; w < words; w++) {
      before[w] = partials;
      partials += Long.bitCount(states[w] & ALL_PARTIAL);
    }
    leaves = new long[LEAF_WORDS * partials];
    for (int r = 0; r < count; r++) {
      markValues(set.low(r) - base, set.high(r) - base);
    }
    int shift = LEAF_BITS;
    long wanted = Math.min(MOST_COARSE, Math.max(1 << 12, (long) COARSE_A_RANGE * count));
    while (span >>> shift >= wanted) {
      shift++;
    }
    coarseShift = shift;
    coarse = coarse(shift);
  }

  /** A filter of the set; null where it spans too much. */
  static @Nullable BitmapFilter of(LongRanges set) {
    long span = set.high(set.count() - 1) - set.low(0);
    return span >>> 32 == 0 ? new BitmapFilter(set) : null;
  }

  private void markStates(long low, long high) {
    long first = low >>> LEAF_BITS;
    long last = high >>> LEAF_BITS;
    for (long leaf = first; leaf <= last; leaf++) {
      boolean filled = low <= leaf << LEAF_BITS && high >= (leaf + 1 << LEAF_BITS) - 1;
      states[(int) (leaf >>> WORD_BITS)] |= (filled ? FILLED : PARTIAL) << 2 * leaf;
    }
  }

  /** Marks the values of a range in its first and last leaf; those between are filled. */
  private void markValues(long low, long high) {
    long first = low >>> LEAF_BITS;
    long last = high >>> LEAF_BITS;
    markLeaf(first, low, Math.min(high, (first + 1 << LEAF_BITS) - 1));
    if (last > first) {
      markLeaf(last, last << LEAF_BITS, high);
    }
  }

  private void markLeaf(long leaf, long low, long high) {
    if (state(leaf) != PARTIAL) {
      return;
    }
    int at = leafAt(leaf);
    int firstWord = (int) (low >>> 6 & LEAF_WORDS - 1);
    int lastWord = (int) (high >>> 6 & LEAF_WORDS - 1);
    for (int w = firstWord; w <= lastWord; w++) {
      long from = w == firstWord ? -1L << low : -1L;
      long to = w == lastWord ? -1L >>> 63 - (high & 63) : -1L;
      leaves[at + w] |= from & to;
    }
  }

  /** Empty where so much is touched that little would be ruled out. */
  private long[] coarse(int shift) {
    long[] bits = new long[(int) (span >>> shift + 6) + 1];
    long touched = 0;
    for (int w = 0; w < states.length; w++) {
      for (long rest = states[w]; rest != 0; rest &= rest - 1) {
        long leaf = ((long) w << WORD_BITS) + Long.numberOfTrailingZeros(rest) / 2;
        int bit = (int) (leaf >>> shift - LEAF_BITS);
        touched += bits[bit >>> 6] >>> bit & 1 ^ 1;
        bits[bit >>> 6] |= 1L << bit;
      }
    }
    return touched > (span >>> shift) / 4 ? new long[0] : bits;
  }

  private long state(long leaf) {
    return states[(int) (leaf >>> WORD_BITS)] >>> 2 * leaf & 3;
  }

  private int leafAt(long leaf) {
    int word = (int) (leaf >>> WORD_BITS);
    long earlier = states[word] & ALL_PARTIAL & (1L << 2 * leaf) - 1;
    return LEAF_WORDS * (before[word] + Long.bitCount(earlier));
  }

  /** 1 if the set has the value at an offset that is in a partial leaf. */
  private int inLeaf(long offset) {
    int at = leafAt(offset >>> LEAF_BITS) + (int) (offset >>> 6 & LEAF_WORDS - 1);
    return (int) (leaves[at] >>> offset & 1);
  }

  boolean contains(long value) {
    long offset = value - base;
    if (offset < 0 || offset > span) {
      return false;
    }
    long state = state(offset >>> LEAF_BITS);
    return state == FILLED || state == PARTIAL && inLeaf(offset) != 0;
  }

  /** As {@link LongFilter#filter}. */
  int filter(long[] values, int @Nullable [] rows, int count, int[] out) {
    if (coarse.length == 0) {
      return exact(values, rows, count, out);
    }
    long[] bits = coarse;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long offset = values[i] - base;
      long inside = (offset | span - offset) >>> 63 ^ 1; // both are at least 0
      long bit = (offset & -inside) >>> coarseShift;
      out[n] = i;
      n += (int) (bits[(int) (bit >>> 6)] >>> bit & inside);
    }
    return exact(values, out, n, out);
  }

  /**
   * Three loops without branches, so that many looks into large arrays are under way at once: which
   * leaves have members, what those of some members say, and the rows that are left.
   */
  private int exact(long[] values, int @Nullable [] rows, int count, int[] out) {
    long[] bits = states;
    int[] places = new int[count]; // of rows in partial leaves, among those stored
    int partials = 0;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long offset = values[i] - base;
      long inside = (offset | span - offset) >>> 63 ^ 1; // both are at least 0
      long leaf = (offset & -inside) >>> LEAF_BITS;
      long state = bits[(int) (leaf >>> WORD_BITS)] >>> 2 * leaf & 3 & -inside;
      out[n] = i;
      places[partials] = n;
      partials += (int) (state >>> 1);
      n += (int) (state | state >>> 1) & 1;
    }
    if (partials == 0) {
      return n;
    }
    for (int p = 0; p < partials; p++) {
      int i = out[places[p]];
      out[places[p]] = i | inLeaf(values[i] - base) - 1 & Integer.MIN_VALUE; // the top bit: out
    }
    int found = 0;
    for (int k = 0; k < n; k++) {
      int row = out[k];
      out[found] = row & Integer.MAX_VALUE;
      found += ~row >>> 31;
    }
    return found;
  }
}
