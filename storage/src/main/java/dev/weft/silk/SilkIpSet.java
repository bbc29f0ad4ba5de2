package dev.weft.silk;

import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a set of addresses: an IPset file of SiLK in any of its forms, or text.
 *
 * <pre>
 * version  data
 * 0, 1, 2  groups of 36 bytes: u32 base address (its low 8 bits count for nothing), bit map
 * 3        nodes of a tree, passed over; leaves, the first a dummy: u8 prefix length and
 *          IPv4: 3 zero bytes, u32;  IPv6: 7 zero bytes, u64 upper half, u64 lower half
 * 4        address (IPv4: u32; IPv6: 16 bytes in network order), u8 p:
 *          p = prefix length (IPv4 0-32, IPv6 1-128); 0x81: a bit map follows
 * 5        u64, u8 p: 1-64 the upper half of a block; 0x82 the upper half of what follows;
 *          65-128 the lower half of a block; 0x81 the lower half, and a bit map follows
 *
 * bit map  eight u32; address i of the /24 or /120 is bit i mod 32 of word i / 32
 * </pre>
 *
 * Text has an item a line: an address, CIDR block, wildcard, integer (IPv4) or a range {@code a -
 * b}; {@code #} begins a comment.
 */
public final class SilkIpSet {
  private static final int BIT_MAP = 0x81;
  private static final int UPPER_HALF = 0x82;
  private static final int MAP_BYTES = 32;

  private SilkIpSet() {}

  /**
   * Reads a set file; a file that does not begin with SiLK's magic is taken for text.
   *
   * @throws dev.weft.error.CorruptFileException naming the offset or line of the fault
   */
  public static IpRanges read(Path file, WarningSink warnings) throws IOException {
    IpRanges.Builder ranges = new IpRanges.Builder();
    read(file, ranges, warnings);
    return ranges.build();
  }

  /** As {@link #read(Path, WarningSink)}; what stands before a fault is added before it throws. */
  static void read(Path file, IpRanges.Builder ranges, WarningSink warnings) throws IOException {
    if (SilkFileKind.of(file) == SilkFileKind.FOREIGN) {
      IpSetText.read(file, ranges);
      return;
    }
    try (SilkItems items = SilkItems.open(file, FormatNames.IPSET, "an IPset", warnings)) {
      if (items.header().recordSize() != 1) {
        throw items.badHeader("record size 1 expected, found " + items.header().recordSize());
      }
      switch (items.header().recordVersion()) {
        case 0, 1, 2 -> readGroups(items, ranges);
        case 3 -> readLeaves(items, ranges);
        case 4 -> readBlocks(items, ranges);
        case 5 -> readHalves(items, ranges);
        default ->
            throw new UnsupportedFormatException(
                file.toString(),
                14,
                "IPset of version " + items.header().recordVersion() + "; 0 to 5 are known");
      }
    }
  }

  private static void readGroups(SilkItems items, IpRanges.Builder ranges) throws IOException {
    while (items.next(4 + MAP_BYTES, "a group of addresses")) {
      long base = items.u32() & 0xFFFF_FF00L;
      addMap(items, 0, IpAddress.IPV4_LOW | base, ranges);
    }
  }

  private static void readLeaves(SilkItems items, IpRanges.Builder ranges) throws IOException {
    HeaderEntry.IpSet shape = shape(items);
    boolean ipv4 = shape.leafSize() == 8 && shape.nodeSize() == 80;
    if (shape.childrenPerNode() != 16
        || !ipv4 && !(shape.leafSize() == 24 && shape.nodeSize() == 96)) {
      throw items.badHeader(
          "16 children a node and leaves and nodes of 8 and 80 or 24 and 96 bytes expected, found "
              + shape);
    }
    items.skip(shape.nodeCount() * shape.nodeSize(), "the nodes of the tree");
    int size = ipv4 ? 8 : 24;
    for (long i = 0; i < shape.leafCount(); i++) {
      items.require(size, "leaf " + i + " of " + shape.leafCount());
      int bits = items.u8();
      items.skip(ipv4 ? 3 : 7, "a leaf");
      long high = ipv4 ? 0 : items.int64();
      long low = ipv4 ? IpAddress.IPV4_LOW | items.u32() : items.int64();
      if (i > 0) {
        addBlock(items, ipv4, high, low, bits, ranges);
      }
    }
  }

  private static void readBlocks(SilkItems items, IpRanges.Builder ranges) throws IOException {
    HeaderEntry.IpSet shape = shape(items);
    boolean ipv4 = shape.leafSize() == 4;
    if (!ipv4 && shape.leafSize() != 16 || hasTree(shape)) {
      throw items.badHeader("leaves of 4 or 16 bytes and no tree expected, found " + shape);
    }
    while (items.next(ipv4 ? 5 : 17, "a block of addresses")) {
      long high = ipv4 ? 0 : items.networkInt64();
      long low = ipv4 ? IpAddress.IPV4_LOW | items.u32() : items.networkInt64();
      int p = items.u8();
      if (p == BIT_MAP) {
        items.require(MAP_BYTES, "a bit map");
        addMap(items, high, low & ~0xFFL, ranges);
      } else {
        addBlock(items, ipv4, high, low, p, ranges);
      }
    }
  }

  private static void readHalves(SilkItems items, IpRanges.Builder ranges) throws IOException {
    HeaderEntry.IpSet shape = shape(items);
    if (shape.leafSize() != 16 || hasTree(shape)) {
      throw items.badHeader("leaves of 16 bytes and no tree expected, found " + shape);
    }
    long high = 0;
    boolean mayBeLower = false;
    boolean mustBeLower = false;
    while (items.next(9, "half an address")) {
      long half = items.int64();
      int p = items.u8();
      boolean lower = p == BIT_MAP || p > 64 && p <= 128;
      if (lower ? !mayBeLower : mustBeLower) {
        throw items.corrupt(
            lower
                ? "lower half of an address without an upper half before it"
                : "upper half of an address where a lower half was expected");
      }
      mustBeLower = p == UPPER_HALF;
      mayBeLower = lower || mustBeLower;
      if (p == UPPER_HALF) {
        high = half;
      } else if (p == BIT_MAP) {
        items.require(MAP_BYTES, "a bit map");
        addMap(items, high, half & ~0xFFL, ranges);
      } else {
        addBlock(items, false, lower ? high : half, lower ? half : 0, p, ranges);
      }
    }
    if (mustBeLower) {
      throw items.corrupt("ends after the upper half of an address");
    }
  }

  private static HeaderEntry.IpSet shape(SilkItems items) throws IOException {
    HeaderEntry.IpSet shape = items.header().first(HeaderEntry.IpSet.class);
    if (shape == null) {
      throw items.badHeader(
          "an IPset of version " + items.header().recordVersion() + " needs an IPset entry");
    }
    return shape;
  }

  private static boolean hasTree(HeaderEntry.IpSet shape) {
    return (shape.childrenPerNode()
            | shape.leafCount()
            | shape.nodeCount()
            | shape.nodeSize()
            | shape.rootIndex())
        != 0;
  }

  private static void addBlock(
      SilkItems items, boolean ipv4, long high, long low, int bits, IpRanges.Builder ranges)
      throws IOException {
    if (ipv4 ? bits > 32 : bits < 1 || bits > 128) {
      throw items.corrupt(
          "prefix length from " + (ipv4 ? "0 to 32" : "1 to 128") + " expected, found " + bits);
    }
    ranges.addPrefix(high, low, ipv4 ? 96 + bits : bits);
  }

  /** Adds the addresses of a bit map of 256, run by run. */
  private static void addMap(SilkItems items, long high, long low, IpRanges.Builder ranges) {
    for (int word = 0; word < MAP_BYTES / 4; word++) {
      long bits = items.u32();
      long base = low + 32L * word;
      while (bits != 0) {
        int first = Long.numberOfTrailingZeros(bits);
        int end = first + Long.numberOfTrailingZeros(~(bits >>> first));
        ranges.add(high, base + first, high, base + end - 1);
        bits &= -1L << end; // end is at most 32
      }
    }
  }
}
