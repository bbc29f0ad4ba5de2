package dev.weft.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A set of addresses as sorted, disjoint, non-touching closed ranges of unsigned 128-bit numbers.
 * Immutable and safe for several threads. IPv4 addresses stand at ::ffff:0:0/96.
 *
 * <p>One form for a single address, a CIDR block, an IN list and a SiLK IPset of a million blocks.
 */
public final class IpRanges {
  /** No address. */
  public static final IpRanges NONE = new IpRanges(new long[0]);

  /** Every address. */
  public static final IpRanges ALL = new IpRanges(new long[] {0, 0, -1, -1});

  private static final int STRIDE = 4; // low.high, low.low, high.high, high.low

  private final long[] bounds;
  private final int[] ipv4Index; // first range that ends at or after a.b.0.0, by a.b; empty if few
  private @Nullable FirstOctets touched; // made when first asked for; threads may make it twice
  private @Nullable FirstOctets filled;
  private @Nullable IpRanges complement;
  private @Nullable Object form;

  private IpRanges(long[] bounds) {
    this.bounds = bounds;
    this.ipv4Index = count() < 16 ? new int[0] : indexIpv4();
  }

  /** A range. */
  public record Range(IpAddress low, IpAddress high) {}

  /** The addresses from low to high, both included. */
  public static IpRanges of(IpAddress low, IpAddress high) {
    return of(List.of(new Range(low, high)));
  }

  /** One address. */
  public static IpRanges of(IpAddress address) {
    return of(address, address);
  }

  /** All addresses whose first {@code bits} (0 to 128) equal those of the address. */
  public static IpRanges ofPrefix(IpAddress address, int bits) {
    return of(prefixLow(address, bits), prefixHigh(address, bits));
  }

  /** The address with all but its first {@code bits} of 128 cleared. */
  public static IpAddress prefixLow(IpAddress a, int bits) {
    return new IpAddress(a.high() & mask(bits), a.low() & mask(bits - 64));
  }

  /** The address with all but its first {@code bits} of 128 set. */
  public static IpAddress prefixHigh(IpAddress a, int bits) {
    return new IpAddress(a.high() | ~mask(bits), a.low() | ~mask(bits - 64));
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
  }

  /** A union of ranges in any order, overlapping or not; those with low above high are empty. */
  public static IpRanges of(List<Range> ranges) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort((a, b) -> a.low().compareTo(b.low()));
    long[] out = new long[STRIDE * sorted.size()];
    int n = 0;
    for (Range r : sorted) {
      long lh = r.low().high();
      long ll = r.low().low();
      long hh = r.high().high();
      long hl = r.high().low();
      if (IpAddress.compare(lh, ll, hh, hl) > 0) {
        continue;
      }
      if (n > 0) {
        long endHigh = out[n - 2];
        long endLow = out[n - 1];
        boolean endsAtLast = endHigh == -1 && endLow == -1;
        long nextLow = endLow + 1;
        long nextHigh = nextLow == 0 ? endHigh + 1 : endHigh;
        if (endsAtLast || IpAddress.compare(lh, ll, nextHigh, nextLow) <= 0) {
          if (IpAddress.compare(hh, hl, endHigh, endLow) > 0) {
            out[n - 2] = hh;
            out[n - 1] = hl;
          }
          continue;
        }
      }
      out[n++] = lh;
      out[n++] = ll;
      out[n++] = hh;
      out[n++] = hl;
    }
    return new IpRanges(Arrays.copyOf(out, n));
  }

  /**
   * Collects ranges without an object for each; cheap where they come in ascending order. For one
   * thread.
   */
  public static final class Builder {
    private static final int MAX_BOUNDS = Integer.MAX_VALUE - 64;

    private long[] bounds = new long[16 * STRIDE];
    private int n;
    private boolean sorted = true;

    /** Adds the addresses from low to high, both included; none where low is above high. */
    public void add(long lowHigh, long lowLow, long highHigh, long highLow) {
      if (IpAddress.compare(lowHigh, lowLow, highHigh, highLow) > 0) {
        return;
      }
      if (n > 0 && sorted) {
        if (IpAddress.compare(lowHigh, lowLow, bounds[n - 4], bounds[n - 3]) < 0) {
          sorted = false;
        } else if (touchesLast(lowHigh, lowLow)) {
          if (IpAddress.compare(highHigh, highLow, bounds[n - 2], bounds[n - 1]) > 0) {
            bounds[n - 2] = highHigh;
            bounds[n - 1] = highLow;
          }
          return;
        }
      }
      if (n == bounds.length) {
        if (n > MAX_BOUNDS / 2) {
          throw new IllegalArgumentException("more than " + n / STRIDE + " address ranges");
        }
        bounds = Arrays.copyOf(bounds, 2 * n);
      }
      bounds[n++] = lowHigh;
      bounds[n++] = lowLow;
      bounds[n++] = highHigh;
      bounds[n++] = highLow;
    }

    private boolean touchesLast(long lowHigh, long lowLow) {
      long endHigh = bounds[n - 2];
      long endLow = bounds[n - 1];
      if (endHigh == -1 && endLow == -1) {
        return true;
      }
      return IpAddress.compare(lowHigh, lowLow, endLow == -1 ? endHigh + 1 : endHigh, endLow + 1)
          <= 0;
    }

    /** Adds all addresses whose first {@code bits} (0 to 128) equal those of the address. */
    public void addPrefix(long high, long low, int bits) {
      long highMask = mask(bits);
      long lowMask = mask(bits - 64);
      add(high & highMask, low & lowMask, high | ~highMask, low | ~lowMask);
    }

    /** Adds the addresses of a set. */
    public void add(IpRanges set) {
      for (int i = 0; i < set.bounds.length; i += STRIDE) {
        add(set.bounds[i], set.bounds[i + 1], set.bounds[i + 2], set.bounds[i + 3]);
      }
    }

    /** The union of what was added. */
    public IpRanges build() {
      if (sorted) {
        return new IpRanges(Arrays.copyOf(bounds, n));
      }
      List<Range> ranges = new ArrayList<>(n / STRIDE);
      for (int i = 0; i < n; i += STRIDE) {
        ranges.add(
            new Range(
                new IpAddress(bounds[i], bounds[i + 1]),
                new IpAddress(bounds[i + 2], bounds[i + 3])));
      }
      return of(ranges);
    }
  }

  private int[] indexIpv4() {
    int[] index = new int[0x10001];
    int r = 0;
    for (int prefix = 0; prefix <= 0x10000; prefix++) {
      long low = IpAddress.IPV4_LOW + ((long) prefix << 16);
      while (r < count()
          && IpAddress.compare(bounds[STRIDE * r + 2], bounds[STRIDE * r + 3], 0, low) < 0) {
        r++;
      }
      index[prefix] = r;
    }
    return index;
  }

  /** Number of ranges. */
  public int count() {
    return bounds.length / STRIDE;
  }

  /** Lowest address of range i. */
  public IpAddress low(int i) {
    return new IpAddress(bounds[STRIDE * i], bounds[STRIDE * i + 1]);
  }

  /** Highest address of range i. */
  public IpAddress high(int i) {
    return new IpAddress(bounds[STRIDE * i + 2], bounds[STRIDE * i + 3]);
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** True where the set holds the address. */
  public boolean contains(long high, long low) {
    int from = 0;
    int to = count();
    if (ipv4Index.length > 0 && IpAddress.isIpv4(high, low)) {
      int prefix = (int) (low >>> 16) & 0xFFFF;
      from = ipv4Index[prefix];
      // the range sought ends at or after the address, so it is no later than the first one
      // that ends at or after the next /16
      to = Math.min(to, ipv4Index[prefix + 1] + 1);
    }
    int i = firstEndingAtOrAfter(high, low, from, to);
    return i < count()
        && IpAddress.compare(bounds[STRIDE * i], bounds[STRIDE * i + 1], high, low) <= 0;
  }

  public boolean contains(IpAddress a) {
    return contains(a.high(), a.low());
  }

  /** True where any address from low to high is in the set. */
  public boolean intersects(IpAddress low, IpAddress high) {
    int i = firstEndingAtOrAfter(low.high(), low.low(), 0, count());
    return i < count() && low(i).compareTo(high) <= 0;
  }

  /** True where every address from low to high is in the set. */
  public boolean containsAll(IpAddress low, IpAddress high) {
    int i = firstEndingAtOrAfter(low.high(), low.low(), 0, count());
    return i < count() && low(i).compareTo(low) <= 0 && high(i).compareTo(high) >= 0;
  }

  /** First octets of which the set holds any IPv4 address. */
  public FirstOctets touchedOctets() {
    FirstOctets known = touched;
    if (known == null) {
      known = octets(false);
      touched = known;
    }
    return known;
  }

  /** First octets of which the set holds all IPv4 addresses. */
  public FirstOctets filledOctets() {
    FirstOctets known = filled;
    if (known == null) {
      known = octets(true);
      filled = known;
    }
    return known;
  }

  private FirstOctets octets(boolean all) {
    boolean[] marked = new boolean[256];
    for (int octet = 0; octet < 256; octet++) {
      IpAddress low = IpAddress.ofIpv4(octet << 24);
      IpAddress high = IpAddress.ofIpv4(octet << 24 | 0xFF_FFFF);
      marked[octet] = all ? containsAll(low, high) : intersects(low, high);
    }
    return FirstOctets.of(marked);
  }

  private int firstEndingAtOrAfter(long high, long low, int from, int to) {
    while (from < to) {
      int mid = (from + to) >>> 1;
      if (IpAddress.compare(bounds[STRIDE * mid + 2], bounds[STRIDE * mid + 3], high, low) < 0) {
        from = mid + 1;
      } else {
        to = mid;
      }
    }
    return from;
  }

  public IpRanges union(IpRanges other) {
    return union(List.of(this, other));
  }

  /**
   * What another package makes of this set to look things up fast, made once and kept with the set.
   *
   * @param make gives the same every time; threads may call it twice
   */
  public <T> T form(Class<T> type, Function<IpRanges, T> make) {
    Object known = form;
    if (!type.isInstance(known)) {
      known = make.apply(this);
      form = known;
    }
    return type.cast(known);
  }

  /** What any of the sets holds; in time that grows with their ranges, not with their square. */
  public static IpRanges union(List<IpRanges> sets) {
    if (sets.size() == 1) {
      return sets.get(0);
    }
    Builder all = new Builder();
    sets.forEach(all::add);
    return all.build();
  }

  public IpRanges intersect(IpRanges other) {
    return intersection(List.of(this, other));
  }

  /** What all of the sets hold. */
  public static IpRanges intersection(List<IpRanges> sets) {
    if (sets.size() == 1) {
      return sets.get(0);
    }
    return union(sets.stream().map(IpRanges::complement).toList()).complement();
  }

  /** Every address that this set does not hold. */
  public IpRanges complement() {
    IpRanges known = complement;
    if (known == null) {
      known = gaps();
      known.complement = this;
      complement = known;
    }
    return known;
  }

  private IpRanges gaps() {
    long[] gaps = new long[bounds.length + STRIDE];
    int n = 0;
    long nextHigh = 0; // the first address after what has been passed
    long nextLow = 0;
    for (int i = 0; i < bounds.length; i += STRIDE) {
      if (bounds[i] != nextHigh || bounds[i + 1] != nextLow) {
        gaps[n++] = nextHigh;
        gaps[n++] = nextLow;
        gaps[n++] = bounds[i + 1] == 0 ? bounds[i] - 1 : bounds[i];
        gaps[n++] = bounds[i + 1] - 1;
      }
      nextLow = bounds[i + 3] + 1;
      nextHigh = nextLow == 0 ? bounds[i + 2] + 1 : bounds[i + 2];
    }
    boolean endsAtLast = bounds.length > 0 && nextHigh == 0 && nextLow == 0;
    if (!endsAtLast) {
      gaps[n++] = nextHigh;
      gaps[n++] = nextLow;
      gaps[n++] = -1;
      gaps[n++] = -1;
    }
    return new IpRanges(Arrays.copyOf(gaps, n));
  }

  /** The ranges, ascending. */
  public List<Range> ranges() {
    List<Range> out = new ArrayList<>(count());
    for (int i = 0; i < count(); i++) {
      out.add(new Range(low(i), high(i)));
    }
    return out;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof IpRanges r && Arrays.equals(bounds, r.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** For plans: single addresses and {@code low-high}; the first ranges of a long list. */
  @Override
  public String toString() {
    StringBuilder b = new StringBuilder("{");
    for (int i = 0; i < count(); i++) {
      if (i > 0) {
        b.append(", ");
      }
      if (i == 8) {
        return b.append("... ").append(count()).append(" ranges}").toString();
      }
      b.append(low(i));
      if (!low(i).equals(high(i))) {
        b.append('-').append(high(i));
      }
    }
    return b.append('}').toString();
  }
}
