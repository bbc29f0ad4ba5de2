package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a set written as text, see {@link SilkIpSet}. */
final class IpSetText {
  /** A wildcard may stand for this many ranges; x.x.x.1 would be sixteen million. */
  private static final int MAX_RANGES = 1 << 20;

  private static final int MAX_SHOWN = 60;

  private IpSetText() {}

  static void read(Path file, IpRanges.Builder ranges) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
        int comment = line.indexOf('#');
        String item = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (item.isEmpty()) {
          continue;
        }
        try {
          add(item, ranges);
        } catch (IllegalArgumentException e) {
          throw new CorruptFileException(
              file.toString(), -1, "line " + number + ": " + e.getMessage());
        }
      }
    }
  }

  private static void add(String item, IpRanges.Builder ranges) {
    if (item.length() > 400 || item.chars().anyMatch(c -> c != '\t' && (c < ' ' || c > '~'))) {
      throw new IllegalArgumentException(
          "'"
              + shown(item)
              + "' is no address, block, wildcard, integer or range; the file is"
              + " neither an IPset nor a text of addresses");
    }
    IpRanges range = range(item);
    if (range != null) {
      ranges.add(range);
      return;
    }
    List<SilkWildcard> wide = new ArrayList<>();
    AddressPatterns.addItem(item, ranges, wide);
    for (SilkWildcard wildcard : wide) {
      IpRanges expanded = wildcard.ranges(MAX_RANGES);
      if (expanded == null) {
        throw new IllegalArgumentException(
            "'"
                + item
                + "' stands for more than "
                + MAX_RANGES
                + " ranges, too many for a set;"
                + " use ip_match");
      }
      ranges.add(expanded);
    }
  }

  /**
   * The item as {@code a - b}; null if it is none. Without blanks around the hyphen, {@code
   * 10.0.0.1-5} is a wildcard.
   */
  private static @Nullable IpRanges range(String item) {
    int dash = item.indexOf('-');
    if (dash < 0 || item.indexOf('-', dash + 1) >= 0) {
      return null;
    }
    String left = item.substring(0, dash);
    String right = item.substring(dash + 1);
    boolean blanks = !left.equals(left.strip()) || !right.equals(right.strip());
    IpAddress low = AddressPatterns.address(left.strip());
    IpAddress high = AddressPatterns.address(right.strip());
    if (low == null || high == null || !blanks && isInteger(left) != isInteger(right)) {
      return null;
    }
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException("range '" + item + "' runs backwards");
    }
    return IpRanges.of(low, high);
  }

  private static boolean isInteger(String text) {
    return text.indexOf('.') < 0 && text.indexOf(':') < 0;
  }

  private static String shown(String item) {
    String cut = item.length() > MAX_SHOWN ? item.substring(0, MAX_SHOWN) + "..." : item;
    return cut.replaceAll("[^ -~]", "?");
  }
}
