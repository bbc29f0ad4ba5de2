package dev.weft.silk;

import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.expression.Expression;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A SiLK prefix map: a label for every address, or for every protocol and port. Immutable, safe for
 * several threads; equal only to itself.
 *
 * <pre>
 * version  key                          dictionary
 * 1, 5     IPv4, IPv6                   no; the value is a country code
 * 2, 4     IPv4, IPv6                   yes
 * 3        protocol x 65536 + port      yes
 *
 * u32 n >= 1, nodes; n x (u32 left, u32 right); with dictionary: u32 d; d bytes of labels, each
 * with a NUL after it
 * </pre>
 *
 * From node 0 each bit of the key, the highest first, chooses left (0) or right (1). A word whose
 * top bit is set is a value in its other 31 bits, any other the next node. The i-th label belongs
 * to value i.
 *
 * <p>A code is a value; of several values whose label reads the same (two empty ones, or 7 beyond
 * the dictionary and a label "7") the code is the lowest that is in the dictionary, or else the
 * value that stands for unknown.
 */
public final class SilkPrefixMap implements AddressLabels, Expression.PortMap {
  /** The code of an address that the map can't hold, an IPv6 address in a map of IPv4. */
  public static final long UNKNOWN = 0x7FFF_FFFF;

  static final String UNKNOWN_LABEL = "UNKNOWN";

  /** What the map has a label for. */
  public enum Kind {
    IPV4,
    IPV6,
    /** Protocol and port. */
    PORT
  }

  private static final int TABLE_BITS = 16;

  private final Kind kind;
  private final @Nullable String name;
  private final PrefixLabels labels;
  private final int[] words; // left and right of node 0, left and right of node 1, ...
  private final int[] table; // where the first 16 bits of an IPv4 address or port key lead
  private final int[] upperTable; // where the first 16 bits of an IPv6 address lead
  private final long outside;

  /**
   * @param words a tree without fault, see {@link PrefixTree#fault}
   * @param ipv4Low lower half of the address where 0.0.0.0 stands in a tree of IPv6
   */
  SilkPrefixMap(Kind kind, @Nullable String name, PrefixLabels labels, int[] words, long ipv4Low) {
    this.kind = kind;
    this.name = name;
    this.labels = labels;
    this.words = words;
    int start = kind == Kind.IPV6 ? walk(0, 0, ipv4Low, 0, 96) : 0;
    this.table = table(start);
    this.upperTable = kind == Kind.IPV6 ? table(0) : new int[0];
    this.outside = labels.canonical((int) UNKNOWN);
  }

  /**
   * Reads a map and checks its tree.
   *
   * @throws dev.weft.error.CorruptFileException naming the offset of the fault
   */
  public static SilkPrefixMap read(Path file, WarningSink warnings) throws IOException {
    try (SilkItems items = SilkItems.open(file, FormatNames.PREFIX_MAP, "a prefix map", warnings)) {
      SilkHeader header = items.header();
      if (header.compression() != Compression.NONE) {
        throw new UnsupportedFormatException(
            file.toString(), 7, "prefix maps are never compressed, found " + header.compression());
      }
      int version = header.recordVersion();
      if (version < 1 || version > 5) {
        throw new UnsupportedFormatException(
            file.toString(), 14, "prefix map of version " + version + "; 1 to 5 are known");
      }
      Kind kind = version == 3 ? Kind.PORT : version >= 4 ? Kind.IPV6 : Kind.IPV4;
      HeaderEntry.PrefixMapName entry = header.first(HeaderEntry.PrefixMapName.class);
      String name = entry != null && entry.version() == 1 ? entry.name() : null;
      int[] words = PrefixTree.read(items, kind == Kind.IPV6 ? 128 : 32);
      boolean dictionary = version >= 2 && version <= 4;
      PrefixLabels labels = dictionary ? PrefixLabels.read(items) : PrefixLabels.NUMBERS;
      for (int i = 0; i < words.length; i++) {
        if (words[i] < 0) {
          words[i] = labels.canonical(words[i] & Integer.MAX_VALUE) | Integer.MIN_VALUE;
        }
      }
      return new SilkPrefixMap(kind, name, labels, words, IpAddress.IPV4_LOW);
    }
  }

  /** Where each value of 16 bits leads from a node or a value. */
  private int[] table(int start) {
    int[] table = new int[1 << TABLE_BITS];
    for (int i = 0; i < table.length; i++) {
      table[i] = walk(start, 0, (long) i << (64 - TABLE_BITS), 64, 64 + TABLE_BITS);
    }
    return table;
  }

  /**
   * Follows bits {@code from} to {@code to} (0 = highest) of a key.
   *
   * @return a node, or a value with its top bit set
   */
  private int walk(int word, long high, long low, int from, int to) {
    for (int bit = from; word >= 0 && bit < to; bit++) {
      long half = bit < 64 ? high : low;
      word = words[2 * word + (int) (half >>> (63 - bit) & 1)]; // a shift counts modulo 64
    }
    return word;
  }

  public Kind kind() {
    return kind;
  }

  /** The name the map has for rwfilter; null if none. */
  public @Nullable String name() {
    return name;
  }

  /** False for maps of numbers only, which country maps are. */
  public boolean hasDictionary() {
    return !labels.all().isEmpty();
  }

  /** Labels in the order of their codes, "" for a code without one; none without dictionary. */
  public List<String> labels() {
    return labels.all();
  }

  @Override
  public long code(long high, long low) {
    if (kind == Kind.PORT) {
      throw new IllegalStateException("a map of ports has no label for an address");
    }
    if (IpAddress.isIpv4(high, low)) {
      return codeOfKey((int) low);
    }
    if (kind == Kind.IPV4) {
      return outside;
    }
    int word = upperTable[(int) (high >>> (64 - TABLE_BITS))];
    return value(walk(word, high, low, TABLE_BITS, 128));
  }

  @Override
  public long code(int protocol, int port) {
    if (kind != Kind.PORT) {
      throw new IllegalStateException("a map of addresses has no label for a port");
    }
    return codeOfKey(protocol << 16 | port & 0xFFFF);
  }

  private long codeOfKey(int key) {
    int word = table[key >>> TABLE_BITS];
    return value(walk(word, 0, key, 64 + 32 + TABLE_BITS, 128));
  }

  private static long value(int word) {
    return word & Integer.MAX_VALUE;
  }

  @Override
  public String label(long code) {
    return labels.label(code);
  }

  @Override
  public long codeOf(String label) {
    return labels.codeOf(label);
  }

  /** All codes that a lookup can give, ascending. */
  public long[] codes() {
    return LongStream.concat(
            Arrays.stream(words).filter(w -> w < 0).mapToLong(SilkPrefixMap::value),
            LongStream.of(outside))
        .distinct()
        .sorted()
        .toArray();
  }

  /** Gives each value of the tree with the first and last key that has it, ascending. */
  public void forEachRange(RangeSink sink) {
    PrefixTree.forEachRange(words, kind == Kind.IPV6 ? 128 : 32, sink);
  }

  /** Takes a range of keys (IPv4 and ports in the low 32 bits) that have one value. */
  public interface RangeSink {
    void range(IpAddress first, IpAddress last, long code);
  }

  @Override
  public String toString() {
    return "prefix map" + (name == null ? "" : " " + name);
  }
}
