package dev.weft.silk;

import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the countries of a MaxMind database with MaxMind's own reader.
 *
 * <p>The reader knows metadata and records, and is asked for each different record once, by an
 * address that has it. Its tree of networks is copied into the tree of a prefix map, in which
 * millions of addresses a second are looked up; copied here, because the reader's own walk over all
 * networks has no end where a damaged tree leads back into itself:
 *
 * <pre>
 * node_count x two links of record_size (24, 28, 32) bits, big-endian; with 28 bits byte 3 of 7
 * holds the top four bits of the left, then of the right link
 * link &lt; node_count: a node; = node_count: nothing known; above: a record
 * </pre>
 *
 * IPv4 addresses stand at ::/96 of a database of IPv6.
 */
final class MaxMindFile {
  private static final long MAX_BYTES = 1L << 30;

  private final String file;
  private final byte[] bytes;
  private final Reader reader;
  private final int nodes;
  private final int linkBits;
  private final int addressBits;

  private MaxMindFile(String file, byte[] bytes, Reader reader) throws IOException {
    Metadata metadata = reader.getMetadata();
    linkBits = metadata.recordSize();
    addressBits = metadata.ipVersion() == 4 ? 32 : 128;
    if (metadata.binaryFormatMajorVersion() != 2
        || linkBits != 24 && linkBits != 28 && linkBits != 32
        || metadata.ipVersion() != 4 && metadata.ipVersion() != 6) {
      throw new UnsupportedFormatException(
          file,
          -1,
          "MaxMind format 2, records of 24, 28 or 32 bits and IP version 4 or 6 expected, found "
              + metadata.binaryFormatMajorVersion()
              + ", "
              + linkBits
              + " and "
              + metadata.ipVersion());
    }
    long count = metadata.nodeCount();
    if (count < 1 || count > bytes.length || count * linkBits / 4 > bytes.length) {
      throw new CorruptFileException(
          file,
          -1,
          "malformed MaxMind database: "
              + count
              + " nodes do not fit into a file of "
              + bytes.length
              + " bytes");
    }
    nodes = (int) count;
    this.file = file;
    this.bytes = bytes;
    this.reader = reader;
  }

  /**
   * Reads the tree with the countries as its values.
   *
   * @throws CorruptFileException saying what is wrong
   */
  static CountryMap read(Path path) throws IOException {
    String file = path.toString();
    if (Files.size(path) > MAX_BYTES) {
      throw new UnsupportedFormatException(
          file, -1, "more than " + (MAX_BYTES >> 30) + " GiB, too large to be held");
    }
    byte[] bytes = Files.readAllBytes(path);
    try (Reader reader = new Reader(new ByteArrayInputStream(bytes))) {
      return new MaxMindFile(file, bytes, reader).countries();
    } catch (CorruptFileException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) { // all it has for bad bytes
      throw corrupt(file, "", e);
    }
  }

  private static CorruptFileException corrupt(String file, String where, Throwable cause) {
    String message = cause.getMessage();
    String detail =
        cause instanceof StackOverflowError
            ? "pointers that lead to one another"
            : message == null ? cause.getClass().getSimpleName() : message.split("\\R", 2)[0];
    CorruptFileException fault =
        new CorruptFileException(file, -1, "malformed MaxMind database: " + where + detail);
    fault.initCause(cause);
    return fault;
  }

  private CountryMap countries() throws CorruptFileException {
    int[] words = new int[2 * nodes];
    for (int i = 0; i < words.length; i++) {
      long link = link(i);
      words[i] = link < nodes ? (int) link : Integer.MIN_VALUE;
    }
    String fault = PrefixTree.fault(words, addressBits);
    if (fault != null) {
      throw new CorruptFileException(file, 0, "malformed MaxMind database: " + fault);
    }
    new Walk(words).visit(0, new byte[addressBits / 8], 0);
    SilkPrefixMap.Kind kind = addressBits == 32 ? SilkPrefixMap.Kind.IPV4 : SilkPrefixMap.Kind.IPV6;
    return new CountryMap(new SilkPrefixMap(kind, null, PrefixLabels.NUMBERS, words, 0));
  }

  /** Puts the countries in their places, each node once. */
  private final class Walk {
    private final int[] words;
    private final boolean[] visited = new boolean[nodes];
    private final Map<Long, Integer> codes = new HashMap<>();

    Walk(int[] words) {
      this.words = words;
    }

    /** No deeper than an address has bits: the tree has been checked. */
    void visit(int node, byte[] address, int depth) throws CorruptFileException {
      visited[node] = true;
      for (int side = 0; side <= 1; side++) {
        if (side == 1) {
          address[depth / 8] |= (byte) (0x80 >>> depth % 8);
        }
        int word = words[2 * node + side];
        if (word == Integer.MIN_VALUE) {
          words[2 * node + side] = code(link(2 * node + side), address) | Integer.MIN_VALUE;
        } else if (word >= 0 && !visited[word]) {
          visit(word, address, depth + 1);
        }
      }
      address[depth / 8] &= (byte) ~(0x80 >>> depth % 8);
    }

    private int code(long link, byte[] address) throws CorruptFileException {
      if (link == nodes) {
        return (int) CountryMap.NONE;
      }
      Integer known = codes.get(link);
      if (known == null) {
        known = (int) look(address);
        codes.put(link, known);
      }
      return known;
    }
  }

  private long look(byte[] address) throws CorruptFileException {
    String text = "";
    try {
      InetAddress inet = // as IPv6, whatever the address is like
          address.length == 4
              ? InetAddress.getByAddress(address)
              : Inet6Address.getByAddress(null, address, -1);
      text = inet.getHostAddress();
      @Nullable MaxMindCountries countries = reader.get(inet, MaxMindCountries.class);
      return countries == null ? CountryMap.NONE : countries.mapCode();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw corrupt(file, "the record of " + text + ": ", e);
    }
  }

  private long link(int index) {
    int node = (index / 2) * (linkBits / 4);
    boolean right = (index & 1) != 0;
    return switch (linkBits) {
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
}
