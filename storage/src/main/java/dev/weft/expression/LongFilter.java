package dev.weft.expression;

import dev.weft.flow.LongRanges;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Membership of a {@link LongRanges} as a loop without branches, in the cheapest of five shapes.
 * Immutable; may be shared by threads.
 */
public abstract sealed class LongFilter {
  private static final int TABLE_SPAN = 1 << 16;

  /** Ranges among which a search takes hardly more than a step. */
  private static final int FEW_RANGES = 64;

  private LongFilter() {}

  /** The loop that suits the set. */
  public static LongFilter of(LongRanges values) {
    if (values.count() <= 1) {
      return values.isEmpty()
          ? new OneRange(0, 0, true, true)
          : new OneRange(values.low(0), values.high(0), false, false);
    }
    LongRanges rest = values.complement();
    if (rest.count() == 1) {
      return new OneRange(rest.low(0), rest.high(0), true, false);
    }
    if (fitsTable(values)) {
      return new Table(values, false);
    }
    if (rest.count() > 0 && fitsTable(rest)) {
      return new Table(rest, true);
    }
    BitmapFilter bitmap = values.count() < FEW_RANGES ? null : BitmapFilter.of(values);
    return bitmap != null ? new Bitmap(bitmap) : new Search(values);
  }

  private static boolean fitsTable(LongRanges r) {
    long span = r.high(r.count() - 1) - r.low(0);
    return span >= 0 && span < TABLE_SPAN; // negative: the difference itself overflowed
  }

  /** True where the set has the value. */
  public abstract boolean contains(long value);

  /**
   * Stores the rows whose value is in the set.
   *
   * @param rows ascending row numbers, or null for the first {@code count} rows
   * @param out at least {@code count} long; may be {@code rows}
   * @return how many rows were stored
   */
  public abstract int filter(long[] values, int @Nullable [] rows, int count, int[] out);

  /** Stores 1 or 0 at each of the rows. */
  public abstract void test(long[] values, int @Nullable [] rows, int count, long[] out);

  /** Values from low to high, or all others. */
  private static final class OneRange extends LongFilter {
    private final long low;
    private final long span; // as an unsigned number
    private final int flip;

    /** With {@code nothing} the range stands for every value. */
    OneRange(long low, long high, boolean outside, boolean nothing) {
      this.low = low;
      this.span = nothing ? -1 : high - low;
      this.flip = outside ? 1 : 0;
    }

    @Override
    public boolean contains(long value) {
      return (beyond(value - low, span) ^ flip) == 0;
    }

    /**
     * 1 if an offset is above the span, both unsigned, else 0: the borrow of their difference,
     * without a branch, for the processor would guess wrong as often as right.
     */
    private static int beyond(long offset, long span) {
      return (int) ((~span & offset | (~span | offset) & span - offset) >>> 63);
    }

    @Override
    public int filter(long[] values, int @Nullable [] rows, int count, int[] out) {
      int pass = 1 ^ flip;
      int n = 0;
      if (rows == null) {
        for (int i = 0; i < count; i++) {
          out[n] = i;
          n += beyond(values[i] - low, span) ^ pass;
        }
        return n;
      }
      for (int k = 0; k < count; k++) {
        int i = rows[k];
        out[n] = i;
        n += beyond(values[i] - low, span) ^ pass;
      }
      return n;
    }

    @Override
    public void test(long[] values, int @Nullable [] rows, int count, long[] out) {
      int pass = 1 ^ flip;
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out[i] = beyond(values[i] - low, span) ^ pass;
      }
    }
  }

  /** Sets that span little, such as ports: a byte for each value, the last for all others. */
  private static final class Table extends LongFilter {
    private final long base;
    private final int last;
    private final byte[] member;

    Table(LongRanges set, boolean outside) {
      base = set.low(0);
      last = (int) (set.high(set.count() - 1) - base) + 1;
      member = new byte[last + 1];
      for (int r = 0; r < set.count(); r++) {
        Arrays.fill(member, (int) (set.low(r) - base), (int) (set.high(r) - base) + 1, (byte) 1);
      }
      if (outside) {
        for (int i = 0; i <= last; i++) {
          member[i] ^= 1;
        }
      }
    }

    /** The offset where it is 0 to {@code last - 1}, else {@code last}; without a branch. */
    private static int index(long offset, int last) {
      long outside = (offset | last - 1 - offset) >> 63;
      return (int) (offset & ~outside | last & outside);
    }

    @Override
    public boolean contains(long value) {
      return member[index(value - base, last)] != 0;
    }

    @Override
    public int filter(long[] values, int @Nullable [] rows, int count, int[] out) {
      int n = 0;
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out[n] = i;
        n += member[index(values[i] - base, last)];
      }
      return n;
    }

    @Override
    public void test(long[] values, int @Nullable [] rows, int count, long[] out) {
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out[i] = member[index(values[i] - base, last)];
      }
    }
  }

  /** Sets of many ranges, such as lists of addresses. */
  private static final class Bitmap extends LongFilter {
    private final BitmapFilter bits;

    Bitmap(BitmapFilter bits) {
      this.bits = bits;
    }

    @Override
    public boolean contains(long value) {
      return bits.contains(value);
    }

    @Override
    public int filter(long[] values, int @Nullable [] rows, int count, int[] out) {
      return bits.filter(values, rows, count, out);
    }

    @Override
    public void test(long[] values, int @Nullable [] rows, int count, long[] out) {
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out[i] = bits.contains(values[i]) ? 1 : 0;
      }
    }
  }

  /** Sets of a few ranges far apart, or of many that span more than any bitmap. */
  private static final class Search extends LongFilter {
    private final BucketFilter buckets;

    Search(LongRanges set) {
      buckets = new BucketFilter(set);
    }

    @Override
    public boolean contains(long value) {
      return buckets.contains(value);
    }

    @Override
    public int filter(long[] values, int @Nullable [] rows, int count, int[] out) {
      return buckets.filter(values, rows, count, out);
    }

    @Override
    public void test(long[] values, int @Nullable [] rows, int count, long[] out) {
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out[i] = buckets.contains(values[i]) ? 1 : 0;
      }
    }
  }
}
