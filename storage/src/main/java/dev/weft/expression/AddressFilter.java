package dev.weft.expression;

import dev.weft.batch.AddressVector;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import org.jspecify.annotations.Nullable;

/**
 * Membership of an {@link IpRanges} over a column of addresses. Where the column is all IPv4 only
 * the lower halves are looked at. Immutable; may be shared by threads.
 */
public final class AddressFilter {
  private final IpRanges set;
  private final LongFilter ipv4; // over lower halves
  private final IpAddress low; // least and greatest member; of no use where the set is empty
  private final IpAddress high;

  private AddressFilter(IpRanges set) {
    this.set = set;
    IpAddress first = IpAddress.ofIpv4(0);
    IpAddress last = IpAddress.ofIpv4(-1);
    int begin = firstEndingAtOrAfter(set, first);
    int end = begin;
    while (end < set.count() && set.low(end).compareTo(last) <= 0) {
      end++;
    }
    long[] pairs = new long[2 * (end - begin)];
    for (int r = begin; r < end; r++) {
      IpAddress from = set.low(r).compareTo(first) < 0 ? first : set.low(r);
      IpAddress to = set.high(r).compareTo(last) > 0 ? last : set.high(r);
      pairs[2 * (r - begin)] = from.low();
      pairs[2 * (r - begin) + 1] = to.low();
    }
    ipv4 = LongFilter.of(LongRanges.ofPairs(pairs));
    low = set.isEmpty() ? first : set.low(0);
    high = set.isEmpty() ? first : set.high(set.count() - 1);
  }

  /** The loop that suits the set; made once a set. */
  public static AddressFilter of(IpRanges set) {
    return set.form(AddressFilter.class, AddressFilter::new);
  }

  private static int firstEndingAtOrAfter(IpRanges set, IpAddress a) {
    int from = 0;
    int to = set.count();
    while (from < to) {
      int mid = (from + to) >>> 1;
      if (set.high(mid).compareTo(a) < 0) {
        from = mid + 1;
      } else {
        to = mid;
      }
    }
    return from;
  }

  /**
   * Stores the rows whose address is in the set.
   *
   * @param rows ascending row numbers, or null for the first {@code count} rows
   * @param out at least {@code count} long; may be {@code rows}
   * @return how many rows were stored
   */
  public int filter(AddressVector in, int @Nullable [] rows, int count, int[] out) {
    if (in.allIpv4()) {
      return ipv4.filter(in.lows, rows, count, out);
    }
    int n = 0;
    if (set.count() <= 1) {
      boolean empty = set.isEmpty();
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out[n] = i;
        n += !empty && inOneRange(in.highs[i], in.lows[i]) ? 1 : 0;
      }
      return n;
    }
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[n] = i;
      n += contains(in.highs[i], in.lows[i]) ? 1 : 0;
    }
    return n;
  }

  /** Stores 1 or 0 at each of the rows. */
  public void test(AddressVector in, int @Nullable [] rows, int count, long[] out) {
    if (in.allIpv4()) {
      ipv4.test(in.lows, rows, count, out);
      return;
    }
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = contains(in.highs[i], in.lows[i]) ? 1 : 0;
    }
  }

  private boolean inOneRange(long h, long l) {
    return IpAddress.compare(h, l, low.high(), low.low()) >= 0
        && IpAddress.compare(h, l, high.high(), high.low()) <= 0;
  }

  private boolean contains(long h, long l) {
    return IpAddress.isIpv4(h, l) ? ipv4.contains(l) : set.contains(h, l);
  }
}
