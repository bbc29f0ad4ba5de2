package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the countries of a MaxMind database (version 2 of its format).
 *
 * <pre>
 * nodes     node_count x two records of record_size (24, 28, 32) bits, big-endian; with 28 bits
 *           byte 3 of 7 holds the top four bits of the left, then of the right record
 *           record &lt; node_count: a node; = node_count: nothing known; above: data at
 *           record - node_count - 16 of the data section
 * zeros     16 bytes
 * data      values; a pointer counts from here
 * marker    AB CD EF "MaxMind.com"; the last one counts
 * metadata  a map; a pointer counts from here
 * </pre>
 *
 * IPv4 addresses stand at ::/96 of a database of IPv6. A record's country is its {@code
 * country.iso_code}, else {@code registered_country.iso_code}, or a text {@code country_code} or
 * {@code country}.
 */
final class MaxMindFile {
  private static final byte[] MARKER =
      "\u00AB\u00CD\u00EFMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
  private static final int SEARCHED_FOR_MARKER = 128 << 10;
  private static final int SEPARATOR = 16;
  private static final long MAX_BYTES = 1L << 30;

  private final String file;
  private final byte[] bytes;

  private MaxMindFile(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Reads the tree with the countries as its values.
   *
   * @throws CorruptFileException naming the offset of the fault
   */
  static CountryMap read(Path path) throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new UnsupportedFormatException(
          path.toString(), -1, "more than " + (MAX_BYTES >> 30) + " GiB, too large to be held");
    }
    return new MaxMindFile(path.toString(), Files.readAllBytes(path)).countries();
  }

  private CountryMap countries() throws CorruptFileException {
    int end = marker();
    int metadataAt = end + MARKER.length;
    MaxMindData metadata = new MaxMindData(file, bytes, metadataAt, bytes.length);
    long nodes = metadata.number(0, "node_count");
    long recordBits = metadata.number(0, "record_size");
    long ipVersion = metadata.number(0, "ip_version");
    long major = metadata.number(0, "binary_format_major_version");
    if (major != 2
        || recordBits != 24 && recordBits != 28 && recordBits != 32
        || ipVersion != 4 && ipVersion != 6) {
      throw new UnsupportedFormatException(
          file,
          metadataAt,
          "MaxMind format 2, records of 24, 28 or 32 bits and IP version 4 or 6 expected, found "
              + major
              + ", "
              + recordBits
              + " and "
              + ipVersion);
    }
    long treeBytes = nodes * recordBits / 4;
    if (nodes < 1 || nodes > bytes.length || treeBytes + SEPARATOR > end) {
      throw new CorruptFileException(
          file, metadataAt, nodes + " nodes do not fit into a file of " + bytes.length + " bytes");
    }
    MaxMindData data = new MaxMindData(file, bytes, (int) treeBytes + SEPARATOR, end);
    int[] words = words((int) nodes, (int) recordBits, data);
    int bits = ipVersion == 4 ? 32 : 128;
    String fault = PrefixTree.fault(words, bits);
    if (fault != null) {
      throw new CorruptFileException(file, 0, fault);
    }
    SilkPrefixMap.Kind kind = ipVersion == 4 ? SilkPrefixMap.Kind.IPV4 : SilkPrefixMap.Kind.IPV6;
    return new CountryMap(new SilkPrefixMap(kind, null, PrefixLabels.NUMBERS, words, 0));
  }

  private int marker() throws CorruptFileException {
    int first = Math.max(0, bytes.length - SEARCHED_FOR_MARKER);
    for (int at = bytes.length - MARKER.length; at >= first; at--) {
      int i = 0;
      while (i < MARKER.length && bytes[at + i] == MARKER[i]) {
        i++;
      }
      if (i == MARKER.length) {
        return at;
      }
    }
    throw new UnsupportedFormatException(
        file, -1, "no MaxMind database: it lacks the mark before the metadata");
  }

  /** The tree in the form of a prefix map's, a country's code in the place of its data. */
  private int[] words(int nodes, int recordBits, MaxMindData data) throws CorruptFileException {
    Map<Integer, Integer> codes = new HashMap<>();
    int[] words = new int[2 * nodes];
    for (int i = 0; i < words.length; i++) {
      long record = record(i, recordBits);
      if (record < nodes) {
        words[i] = (int) record;
        continue;
      }
      int code = (int) CountryMap.NONE;
      if (record > nodes) {
        long at = record - nodes - SEPARATOR;
        if (at < 0 || at > Integer.MAX_VALUE) {
          throw new CorruptFileException(
              file, (long) i * recordBits / 8, "a record leads to byte " + at + " of the data");
        }
        Integer known = codes.get((int) at);
        code = known != null ? known : code(data, (int) at);
        codes.putIfAbsent((int) at, code);
      }
      words[i] = code | Integer.MIN_VALUE;
    }
    return words;
  }

  private long record(int index, int bits) {
    int node = (index / 2) * (bits / 4);
    boolean right = (index & 1) != 0;
    return switch (bits) {
      case 24 -> number(node + (right ? 3 : 0), 3);
      case 32 -> number(node + (right ? 4 : 0), 4);
      default -> {
        int middle = bytes[node + 3] & 0xFF;
        yield right
            ? (long) (middle & 0x0F) << 24 | number(node + 4, 3)
            : (long) (middle >>> 4) << 24 | number(node, 3);
      }
    };
  }

  private long number(int at, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | bytes[at + i] & 0xFF;
    }
    return value;
  }

  private static int code(MaxMindData data, int at) throws CorruptFileException {
    @Nullable String[] candidates = {
      data.text(at, "country", "iso_code"),
      data.text(at, "registered_country", "iso_code"),
      data.text(at, "country_code"),
      data.text(at, "country"),
    };
    for (String text : candidates) {
      if (text != null && text.matches("[A-Za-z0-9]{2}")) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.charAt(0) << 8 | lower.charAt(1);
      }
    }
    return (int) CountryMap.NONE;
  }
}
