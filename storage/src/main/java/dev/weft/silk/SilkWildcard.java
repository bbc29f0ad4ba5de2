package dev.weft.silk;

import dev.weft.flow.AddressTest;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SiLK address wildcard: which values each part of an address may have. Immutable; two are equal
 * where they match the same addresses.
 *
 * <pre>
 * IPv4   four parts joined by dots, decimal:     10.x.1-5,7.x
 * IPv6   eight parts joined by colons, hex:      2001:db8:x:x:x:x:x:0-7fff
 *        one :: stands for parts of zero; the last two parts may be an IPv4 wildcard
 * part   x (any value), or numbers and closed ranges joined by commas
 * </pre>
 *
 * An IPv4 wildcard matches addresses in ::ffff:0:0/96, where Weft holds IPv4.
 */
public final class SilkWildcard implements AddressTest {
  /** As ranges a wildcard may have this many; beyond, the bit maps are the better test. */
  private static final int MAX_RANGES = 1024;

  private static final int PARTS = 8;
  private static final int VALUES = 1 << 16;

  private final String text;
  private final BitSet[] parts; // of 16 bits each, from the left

  // The test, made from the parts: those of one value as masks, the others as bit maps.
  private final long highMask;
  private final long highValue;
  private final long lowMask;
  private final long lowValue;
  private final long[][] highMaps;
  private final int[] highShifts;
  private final long[][] lowMaps;
  private final int[] lowShifts;

  private SilkWildcard(String text, BitSet[] parts) {
    this.text = text;
    this.parts = parts;
    this.highMask = mask(0);
    this.highValue = value(0);
    this.lowMask = mask(4);
    this.lowValue = value(4);
    this.highShifts = mapped(0);
    this.highMaps = maps(0, highShifts);
    this.lowShifts = mapped(4);
    this.lowMaps = maps(4, lowShifts);
  }

  private long mask(int from) {
    long mask = 0;
    for (int i = from; i < from + 4; i++) {
      mask = mask << 16 | (parts[i].cardinality() == 1 ? 0xFFFF : 0);
    }
    return mask;
  }

  private long value(int from) {
    long value = 0;
    for (int i = from; i < from + 4; i++) {
      value = value << 16 | (parts[i].cardinality() == 1 ? parts[i].nextSetBit(0) : 0);
    }
    return value;
  }

  /** Shifts of those of the four parts that need a bit map. */
  private int[] mapped(int from) {
    int[] shifts = new int[4];
    int n = 0;
    for (int i = from; i < from + 4; i++) {
      int values = parts[i].cardinality();
      if (values > 1 && values < VALUES) {
        shifts[n++] = 48 - 16 * (i - from);
      }
    }
    return Arrays.copyOf(shifts, n);
  }

  private long[][] maps(int from, int[] shifts) {
    long[][] maps = new long[shifts.length][];
    for (int i = 0; i < shifts.length; i++) {
      maps[i] = Arrays.copyOf(parts[from + 3 - shifts[i] / 16].toLongArray(), VALUES / 64);
    }
    return maps;
  }

  /**
   * Reads a wildcard; an address without x, list or range is one that matches itself only.
   *
   * @throws IllegalArgumentException naming the faulty part
   */
  public static SilkWildcard parse(String text) {
    BitSet[] parts =
        text.indexOf(':') >= 0 ? ipv6(text) : ipv4Parts(text, text); // six parts lead IPv4's two
    return new SilkWildcard(text, parts);
  }

  private static BitSet[] ipv4Parts(String quad, String whole) {
    BitSet[] parts = new BitSet[PARTS];
    for (int i = 0; i < 6; i++) {
      parts[i] = single(i == 5 ? 0xFFFF : 0);
    }
    System.arraycopy(quad(quad, whole), 0, parts, 6, 2);
    return parts;
  }

  /** The two parts of 16 bits that four octets make. */
  private static BitSet[] quad(String quad, String whole) {
    String[] octets = quad.split("\\.", -1);
    if (octets.length != 4) {
      throw fault(whole, "an IPv4 wildcard has four parts joined by dots, found " + octets.length);
    }
    BitSet[] parts = new BitSet[2];
    for (int i = 0; i < 2; i++) {
      BitSet upper = part(octets[2 * i], 10, 255, whole);
      BitSet lower = part(octets[2 * i + 1], 10, 255, whole);
      BitSet joined = new BitSet(VALUES);
      upper.stream().forEach(u -> lower.stream().forEach(l -> joined.set(u << 8 | l)));
      parts[i] = joined;
    }
    return parts;
  }

  private static BitSet[] ipv6(String text) {
    int gap = text.indexOf("::");
    List<BitSet> before = groups(gap < 0 ? text : text.substring(0, gap), gap < 0, text);
    List<BitSet> after = gap < 0 ? List.of() : groups(text.substring(gap + 2), true, text);
    int missing = PARTS - before.size() - after.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      throw fault(
          text,
          "an IPv6 wildcard has eight parts joined by colons, found "
              + (before.size() + after.size())
              + (gap < 0 ? "" : " and '::'"));
    }
    List<BitSet> all = new ArrayList<>(before);
    for (int i = 0; i < missing; i++) {
      all.add(single(0));
    }
    all.addAll(after);
    return all.toArray(new BitSet[0]);
  }

  private static List<BitSet> groups(String text, boolean last, String whole) {
    List<BitSet> parts = new ArrayList<>();
    if (text.isEmpty()) {
      return parts;
    }
    String[] groups = text.split(":", -1);
    for (int i = 0; i < groups.length; i++) {
      if (groups[i].indexOf('.') < 0) {
        parts.add(part(groups[i], 16, VALUES - 1, whole));
      } else if (last && i == groups.length - 1) {
        parts.addAll(List.of(quad(groups[i], whole)));
      } else {
        throw fault(whole, "IPv4 part '" + groups[i] + "' does not stand last");
      }
    }
    return parts;
  }

  private static BitSet part(String part, int radix, int max, String whole) {
    BitSet values = new BitSet(max + 1);
    if (part.equalsIgnoreCase("x")) {
      values.set(0, max + 1);
      return values;
    }
    for (String item : part.split(",", -1)) {
      int dash = item.indexOf('-');
      int low = number(dash < 0 ? item : item.substring(0, dash), radix, max, part, whole);
      int high = dash < 0 ? low : number(item.substring(dash + 1), radix, max, part, whole);
      if (low > high) {
        throw fault(whole, "range '" + item + "' runs backwards");
      }
      values.set(low, high + 1);
    }
    return values;
  }

  private static int number(String digits, int radix, int max, String part, String whole) {
    boolean good = !digits.isEmpty() && digits.length() <= 8;
    for (int i = 0; good && i < digits.length(); i++) {
      char c = digits.charAt(i);
      good = c < 128 && Character.digit(c, radix) >= 0;
    }
    if (!good || Long.parseLong(digits, radix) > max) {
      throw fault(
          whole,
          "part '"
              + part
              + "' is not x, or numbers and ranges from 0 to "
              + Integer.toString(max, radix));
    }
    return Integer.parseInt(digits, radix);
  }

  private static BitSet single(int value) {
    BitSet values = new BitSet();
    values.set(value);
    return values;
  }

  private static IllegalArgumentException fault(String whole, String detail) {
    return new IllegalArgumentException("'" + whole + "' is no address pattern: " + detail);
  }

  @Override
  public boolean test(long high, long low) {
    return ((high & highMask) ^ highValue | (low & lowMask) ^ lowValue) == 0
        && test(low, lowMaps, lowShifts)
        && test(high, highMaps, highShifts);
  }

  private static boolean test(long half, long[][] maps, int[] shifts) {
    for (int i = 0; i < maps.length; i++) {
      int value = (int) (half >>> shifts[i]) & 0xFFFF;
      if ((maps[i][value >>> 6] >>> value & 1) == 0) { // a shift counts modulo 64
        return false;
      }
    }
    return true;
  }

  /** The same addresses as ranges; null where that takes too many to be the better test. */
  public @Nullable IpRanges ranges() {
    return ranges(MAX_RANGES);
  }

  /** The same addresses as ranges; null where that takes more than {@code max}. */
  @Nullable IpRanges ranges(int max) {
    int last = PARTS - 1;
    while (last >= 0 && parts[last].cardinality() == VALUES) {
      last--;
    }
    if (last < 0) {
      return IpRanges.ALL;
    }
    long count = runs(parts[last]);
    for (int i = 0; i < last && count <= max; i++) {
      count *= parts[i].cardinality();
    }
    if (count > max) {
      return null;
    }
    IpRanges.Builder ranges = new IpRanges.Builder();
    expand(0, last, new IpAddress(0, 0), ranges);
    return ranges.build();
  }

  private static int runs(BitSet values) {
    int runs = 0;
    for (int v = values.nextSetBit(0); v >= 0; v = values.nextSetBit(values.nextClearBit(v))) {
      runs++;
    }
    return runs;
  }

  private void expand(int part, int last, IpAddress prefix, IpRanges.Builder out) {
    BitSet values = parts[part];
    int bits = 16 * (part + 1);
    if (part < last) {
      values.stream().forEach(v -> expand(part + 1, last, with(prefix, part, v), out));
      return;
    }
    for (int v = values.nextSetBit(0); v >= 0; ) {
      int end = values.nextClearBit(v);
      IpAddress low = with(prefix, part, v);
      IpAddress high = IpRanges.prefixHigh(with(prefix, part, end - 1), bits);
      out.add(low.high(), low.low(), high.high(), high.low());
      v = values.nextSetBit(end);
    }
  }

  private static IpAddress with(IpAddress a, int part, int value) {
    long bits = (long) value << 48 - 16 * (part & 3);
    return part < 4
        ? new IpAddress(a.high() | bits, a.low())
        : new IpAddress(a.high(), a.low() | bits);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SilkWildcard w && Arrays.equals(parts, w.parts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parts);
  }

  /** The text it was read from. */
  @Override
  public String toString() {
    return text;
  }
}
