package dev.weft.expression;

import dev.weft.flow.LongRanges;
import org.jspecify.annotations.Nullable;

/**
 * Membership of a set of many ranges that spans at most 2^32 values, such as a list of addresses or
 * an IP set of a million blocks, however unevenly they lie: a bit for each value of those 256-value
 * leaves that are partly in the set, found by counting bits. A coarse bitmap that stays in the
 * processor's cache goes first and rules out most values in a loop without branches. Immutable; may
 * be shared by threads.
 */
final class BitmapFilter {
  private static final int LEAF_BITS = 8;
  private static final int LEAF_WORDS = (1 << LEAF_BITS) / 64;
  private static final int COARSE_A_RANGE = 16;
  private static final int MOST_COARSE = 1 << 20;

  private final long base;
  private final long span; // offsets above it are outside
  private final int coarseShift;
  private final long[] coarse; // a bit for each 1 << coarseShift values that the set touches
  private final long[] touched; // a bit a leaf
  private final long[] partial; // a bit a leaf that is touched but not filled
  private final int[] before; // partial leaves before each word of partial
  private final long[] leaves; // a bit a value of each partial leaf

  private BitmapFilter(LongRanges set) {
    int count = set.count();
    base = set.low(0);
    span = set.high(count - 1) - base;
    int words = (int) (span >>> LEAF_BITS + 6) + 1;
    touched = new long[words];
    partial = new long[words];
    before = new int[words];
    for (int r = 0; r < count; r++) {
      markLeaves(set.low(r) - base, set.high(r) - base);
    }
    int partials = 0;
    for (int w = 0; w < words; w++) {
      before[w] = partials;
      partials += Long.bitCount(partial[w]);
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
    coarse = new long[(int) (span >>> shift + 6) + 1];
    for (int w = 0; w < words; w++) {
      for (long rest = touched[w]; rest != 0; rest &= rest - 1) {
        long leaf = 64L * w + Long.numberOfTrailingZeros(rest);
        int bit = (int) (leaf >>> shift - LEAF_BITS);
        coarse[bit >>> 6] |= 1L << bit;
      }
    }
  }

  /** A filter of the set; null where it spans too much. */
  static @Nullable BitmapFilter of(LongRanges set) {
    long span = set.high(set.count() - 1) - set.low(0);
    return span >>> 32 == 0 ? new BitmapFilter(set) : null;
  }

  private void markLeaves(long low, long high) {
    long first = low >>> LEAF_BITS;
    long last = high >>> LEAF_BITS;
    for (long leaf = first; leaf <= last; leaf++) {
      boolean filled = low <= leaf << LEAF_BITS && high >= (leaf + 1 << LEAF_BITS) - 1;
      touched[(int) (leaf >>> 6)] |= 1L << leaf;
      partial[(int) (leaf >>> 6)] |= filled ? 0 : 1L << leaf;
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
    if ((partial[(int) (leaf >>> 6)] >>> leaf & 1) == 0) {
      return;
    }
    int at = leafAt(leaf);
    for (long v = low; v <= high; v++) {
      leaves[at + (int) (v >>> 6 & LEAF_WORDS - 1)] |= 1L << v;
    }
  }

  private int leafAt(long leaf) {
    int word = (int) (leaf >>> 6);
    return LEAF_WORDS * (before[word] + Long.bitCount(partial[word] & (1L << leaf) - 1));
  }

  boolean contains(long value) {
    long offset = value - base;
    return offset >= 0 && offset <= span && member(offset) != 0;
  }

  /** 1 if the set has the value at an offset within the span. */
  private int member(long offset) {
    long leaf = offset >>> LEAF_BITS;
    int word = (int) (leaf >>> 6);
    if ((partial[word] >>> leaf & 1) == 0) {
      return (int) (touched[word] >>> leaf & 1);
    }
    return (int) (leaves[leafAt(leaf) + (int) (offset >>> 6 & LEAF_WORDS - 1)] >>> offset & 1);
  }

  /** As {@link LongFilter#filter}. */
  int filter(long[] values, int @Nullable [] rows, int count, int[] out) {
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
    int found = 0;
    for (int k = 0; k < n; k++) {
      int i = out[k];
      out[found] = i;
      found += member(values[i] - base);
    }
    return found;
  }
}
