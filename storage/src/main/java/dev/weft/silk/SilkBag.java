package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A SiLK Bag: a counter for each key. Immutable.
 *
 * <pre>
 * version  item                                   header entry
 * 1        u32 key, u32 counter                   none
 * 2        u32 key, u64 counter                   none
 * 3        u32 key, u64 counter                   its types count, its sizes don't
 * 4        key of 1, 2, 4, 16, counter of 1, 2,   required
 *          4, 8 bytes; a key of 16 in network order
 * </pre>
 *
 * Versions 1 and 2 are never compressed. A key that stands twice has the sum of its counters; a
 * counter of 0 is none; 2^64 - 1 is not valid.
 */
public final class SilkBag {
  /** {@link HeaderEntry.Bag#keyType} of keys that are not told what they are. */
  public static final int CUSTOM = 255;

  private final int keyType;
  private final int keyBytes;
  private final Map<IpAddress, Long> counters;

  private SilkBag(int keyType, int keyBytes, Map<IpAddress, Long> counters) {
    this.keyType = keyType;
    this.keyBytes = keyBytes;
    this.counters = counters;
  }

  /**
   * Reads a Bag.
   *
   * @throws CorruptFileException naming the offset of the fault
   */
  public static SilkBag read(Path file, WarningSink warnings) throws IOException {
    try (SilkItems items = SilkItems.open(file, FormatNames.BAG, "a Bag", warnings)) {
      SilkHeader header = items.header();
      HeaderEntry.Bag entry = header.first(HeaderEntry.Bag.class);
      int keyType = entry == null ? CUSTOM : entry.keyType();
      switch (header.recordVersion()) {
        case 1, 2 -> {
          if (header.compression() != Compression.NONE) {
            throw items.badHeader("a Bag of version 1 or 2 is not compressed");
          }
          return read(items, CUSTOM, 4, header.recordVersion() == 1 ? 4 : 8);
        }
        case 3 -> {
          return read(items, keyType, 4, 8);
        }
        case 4 -> {
          if (entry == null) {
            throw items.badHeader("a Bag of version 4 needs a Bag entry");
          }
          int key = entry.keyLength();
          int counter = entry.counterLength();
          if (key != 1 && key != 2 && key != 4 && key != 16
              || counter != 1 && counter != 2 && counter != 4 && counter != 8) {
            throw items.badHeader(
                "keys of 1, 2, 4 or 16 and counters of 1, 2, 4 or 8 bytes expected, found "
                    + key
                    + " and "
                    + counter);
          }
          return read(items, keyType, key, counter);
        }
        default ->
            throw new UnsupportedFormatException(
                file.toString(),
                14,
                "Bag of version " + header.recordVersion() + "; 1 to 4 are known");
      }
    }
  }

  private static SilkBag read(SilkItems items, int keyType, int keyBytes, int counterBytes)
      throws IOException {
    boolean bigEndian = items.header().bigEndian();
    Map<IpAddress, Long> counters = new TreeMap<>();
    while (items.next(keyBytes + counterBytes, "an item")) {
      long high = keyBytes == 16 ? items.networkInt64() : 0;
      long low = keyBytes == 16 ? items.networkInt64() : items.number(keyBytes, bigEndian);
      long counter = items.number(counterBytes, bigEndian);
      if (counter == -1) {
        throw items.corrupt("a counter of 2^64 - 1 is not valid");
      }
      if (counter != 0) {
        add(items, counters, new IpAddress(high, low), counter);
      }
    }
    return new SilkBag(keyType, keyBytes, counters);
  }

  private static void add(
      SilkItems items, Map<IpAddress, Long> counters, IpAddress key, long counter)
      throws CorruptFileException {
    long sum = counters.merge(key, counter, Long::sum);
    if (sum == -1 || Long.compareUnsigned(sum, counter) < 0) {
      throw items.corrupt("the counters of a key that stands twice add up to more than 2^64 - 2");
    }
  }

  /** Type id of the keys; {@link #CUSTOM} where it is not told. */
  public int keyType() {
    return keyType;
  }

  /** True where keys are addresses, or nobody told what they are, and are as long as one. */
  public boolean hasAddresses() {
    return BagField.ofBag(keyType).form() == BagField.Form.ADDRESS
        && (keyBytes == 4 || keyBytes == 16);
  }

  /** The address of a key, see {@link #hasAddresses}. */
  public IpAddress address(IpAddress key) {
    return keyBytes == 16 ? key : IpAddress.ofIpv4(key.low());
  }

  /** True where keys are numbers of at most 32 bits. */
  public boolean hasNumbers() {
    return keyBytes <= 4;
  }

  /** Counters (unsigned) by key, ascending; a key is an address or a number in the low half. */
  public Map<IpAddress, Long> counters() {
    return Collections.unmodifiableMap(counters);
  }

  /**
   * The Bag as rwbagcat prints it, a line an item, without titles and blanks.
   *
   * @param conf names the sensors
   */
  public List<String> lines(SilkConf conf) {
    BagField field = BagField.ofBag(keyType);
    List<String> lines = new ArrayList<>(counters.size());
    counters.forEach(
        (key, counter) ->
            lines.add(
                field.text(key.high(), key.low(), keyBytes, conf, false)
                    + ","
                    + Long.toUnsignedString(counter)));
    return lines;
  }
}
