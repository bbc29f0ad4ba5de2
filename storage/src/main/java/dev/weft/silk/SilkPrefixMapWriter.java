package dev.weft.silk;

import dev.weft.flow.IpAddress;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Makes a prefix map that SiLK reads: a map of IPv6 addresses, which hold the IPv4 ones, of
 * protocols and ports, or of countries. Big-endian. The layout is told at {@link SilkPrefixMap}.
 *
 * <p>A later block covers what earlier ones said of its addresses. Not thread-safe.
 */
public final class SilkPrefixMapWriter {
  private static final int MAGIC = 0xDEADBEEF;
  private static final int BIG_ENDIAN = 1;
  private static final int FILE_VERSION = 16;
  private static final int NAME_ENTRY = 5;
  private static final int END_ENTRY_LENGTH = 8;
  private static final int PORT_VERSION = 3;
  private static final int ADDRESS_VERSION = 4;
  private static final int COUNTRY_VERSION = 5;
  private static final int VALUE = 1 << 31;

  private final int version;
  private final String name;
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private int[] words; // left and right of node 0, left and right of node 1, ...
  private int nodes = 1;

  private SilkPrefixMapWriter(int version, String name, String elsewhere) {
    this.version = version;
    this.name = name;
    int value = value(elsewhere);
    this.words = new int[] {value, value};
  }

  /**
   * A map of addresses.
   *
   * @param name what rwfilter calls it
   * @param elsewhere label of the addresses that no block holds
   */
  public static SilkPrefixMapWriter ofAddresses(String name, String elsewhere) {
    return new SilkPrefixMapWriter(ADDRESS_VERSION, name, elsewhere);
  }

  /** A map of protocols and ports, with the label of those that are never named. */
  public static SilkPrefixMapWriter ofPorts(String name, String elsewhere) {
    return new SilkPrefixMapWriter(PORT_VERSION, name, elsewhere);
  }

  /** A country map; what no block holds is in no country. Its labels are two letters. */
  public static SilkPrefixMapWriter ofCountries() {
    return new SilkPrefixMapWriter(COUNTRY_VERSION, "country_codes", "--");
  }

  /**
   * Labels a block of addresses.
   *
   * @param bits 1 to 128, or 1 to 32 where the address is an IPv4 one
   */
  public SilkPrefixMapWriter block(IpAddress first, int bits, String label) {
    if (version == PORT_VERSION) {
      throw new IllegalStateException("a map of ports has no addresses");
    }
    int length = first.isIpv4() ? 96 + bits : bits;
    Objects.checkIndex(length - 1, 128);
    put(first.high(), first.low(), length, value(label));
    return this;
  }

  /** Labels a port of a protocol. */
  public SilkPrefixMapWriter port(int protocol, int port, String label) {
    if (version != PORT_VERSION) {
      throw new IllegalStateException("a map of addresses has no ports");
    }
    Objects.checkIndex(protocol, 1 << 8);
    Objects.checkIndex(port, 1 << 16);
    put(((long) protocol << 16 | port) << 32, 0, 32, value(label));
    return this;
  }

  private int value(String label) {
    if (version != COUNTRY_VERSION) {
      return VALUE | labels.computeIfAbsent(label, l -> labels.size());
    }
    if (label.length() != 2) {
      throw new IllegalArgumentException("a country has two letters, not '" + label + "'");
    }
    return VALUE | label.charAt(0) << 8 | label.charAt(1);
  }

  /** Sets the value of all keys that begin with the first bits of a key. */
  private void put(long high, long low, int bits, int value) {
    int at = 0;
    for (int bit = 0; bit < bits; bit++) {
      long half = bit < 64 ? high : low;
      int side = 2 * at + (int) (half >>> (63 - bit) & 1); // a shift counts modulo 64
      if (bit == bits - 1) {
        words[side] = value;
      } else if (words[side] < 0) {
        int node = addNode(words[side]); // may make words anew
        words[side] = node;
      }
      at = words[side];
    }
  }

  /** A node whose sides both have a value; returns its number. */
  private int addNode(int value) {
    if (words.length == 2 * nodes) {
      words = Arrays.copyOf(words, 4 * nodes);
    }
    words[2 * nodes] = value;
    words[2 * nodes + 1] = value;
    return nodes++;
  }

  /** Writes the map; leaves the stream open. */
  public void write(OutputStream target) throws IOException {
    DataOutputStream out = new DataOutputStream(target);
    out.writeInt(MAGIC);
    out.writeByte(BIG_ENDIAN);
    out.writeByte(FormatNames.PREFIX_MAP);
    out.writeByte(FILE_VERSION);
    out.writeByte(0); // no compression
    out.writeInt(0); // SiLK version: none
    out.writeShort(1);
    out.writeShort(version);
    byte[] named = (name + '\0').getBytes(StandardCharsets.UTF_8);
    out.writeInt(NAME_ENTRY);
    out.writeInt(12 + named.length);
    out.writeInt(1); // version of the entry
    out.write(named);
    out.writeInt(0);
    out.writeInt(END_ENTRY_LENGTH);
    out.writeInt(nodes);
    for (int i = 0; i < 2 * nodes; i++) {
      out.writeInt(words[i]);
    }
    if (version != COUNTRY_VERSION) {
      byte[] dictionary =
          (String.join("\0", labels.keySet()) + '\0').getBytes(StandardCharsets.UTF_8);
      out.writeInt(dictionary.length);
      out.write(dictionary);
    }
    out.flush();
  }
}
