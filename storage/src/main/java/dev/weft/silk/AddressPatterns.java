package dev.weft.silk;

import dev.weft.flow.AddressTest;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that match any of some patterns. Immutable.
 *
 * @param ranges those that a modest number of ranges says
 * @param wildcards the others
 */
public record AddressPatterns(IpRanges ranges, List<SilkWildcard> wildcards)
    implements AddressTest {
  private static final long MAX_IPV4 = 0xFFFF_FFFFL;

  public AddressPatterns {
    wildcards = List.copyOf(wildcards);
  }

  /**
   * Reads patterns separated by blanks: an address, a CIDR block (host bits count for nothing), an
   * IPv4 address as an integer, a {@linkplain SilkWildcard wildcard}.
   *
   * @throws IllegalArgumentException naming the faulty pattern, or where there is none
   */
  public static AddressPatterns parse(String text) {
    IpRanges.Builder ranges = new IpRanges.Builder();
    List<SilkWildcard> wildcards = new ArrayList<>();
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw new IllegalArgumentException(
          "an empty address pattern; write an address, a CIDR block or a wildcard like 10.x.1-5.x");
    }
    for (String item : trimmed.split("\\s+")) {
      addItem(item, ranges, wildcards);
    }
    return new AddressPatterns(ranges.build(), wildcards);
  }

  /** Adds what one pattern says to the ranges, or else to the wildcards. */
  static void addItem(String item, IpRanges.Builder ranges, List<SilkWildcard> wildcards) {
    int slash = item.indexOf('/');
    if (slash >= 0) {
      addBlock(item, slash, ranges);
      return;
    }
    IpAddress address = address(item);
    if (address != null) {
      ranges.add(address.high(), address.low(), address.high(), address.low());
      return;
    }
    SilkWildcard wildcard = SilkWildcard.parse(item);
    IpRanges expanded = wildcard.ranges();
    if (expanded == null) {
      wildcards.add(wildcard);
    } else {
      ranges.add(expanded);
    }
  }

  private static void addBlock(String item, int slash, IpRanges.Builder ranges) {
    IpAddress address = address(item.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(
          "'"
              + item
              + "' is no address pattern: '"
              + item.substring(0, slash)
              + "' before the slash is no address");
    }
    boolean ipv4 = item.lastIndexOf(':', slash) < 0;
    int bits = prefixLength(item.substring(slash + 1));
    if (bits < 0 || bits > (ipv4 ? 32 : 128)) {
      throw new IllegalArgumentException(
          "'"
              + item
              + "' is no address pattern: the prefix length is not from 0 to "
              + (ipv4 ? 32 : 128));
    }
    ranges.addPrefix(address.high(), address.low(), ipv4 ? 96 + bits : bits);
  }

  private static int prefixLength(String digits) {
    return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
  }

  /** An address or an integer that stands for an IPv4 address; null for anything else. */
  static @Nullable IpAddress address(String text) {
    if (text.matches("[0-9]{1,18}")) {
      long value = Long.parseLong(text);
      return value <= MAX_IPV4 ? IpAddress.ofIpv4(value) : null;
    }
    return IpAddress.tryParse(text);
  }

  /** True where {@link #ranges} say it all. */
  public boolean isRanges() {
    return wildcards.isEmpty();
  }

  @Override
  public boolean test(long high, long low) {
    if (ranges.contains(high, low)) {
      return true;
    }
    for (int i = 0; i < wildcards.size(); i++) {
      if (wildcards.get(i).test(high, low)) {
        return true;
      }
    }
    return false;
  }

  /** For plans. */
  @Override
  public String toString() {
    String names = wildcards.stream().map(Object::toString).collect(Collectors.joining(" "));
    return ranges.isEmpty() ? names : names.isEmpty() ? ranges.toString() : ranges + " " + names;
  }
}
