package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.maxmind.db.Reader;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaxMindFileTest {
  @TempDir Path folder;

  /** Makes a database: a tree of prefixes, data, metadata. */
  private static final class Maker {
    private static final int EMPTY = -1;

    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Data are kept as -2 - offset until the number of nodes is known. */
    void put(long high, long low, int bits, int offset) {
      int node = 0;
      for (int bit = 0; bit < bits; bit++) {
        int side = (int) ((bit < 64 ? high : low) >>> (63 - bit) & 1);
        if (bit == bits - 1) {
          nodes.get(node)[side] = -2 - offset;
          return;
        }
        int next = nodes.get(node)[side];
        if (next < 0) {
          nodes.add(new int[] {next, next});
          next = nodes.size() - 1;
          nodes.get(node)[side] = next;
        }
        node = next;
      }
    }

    /** Lets a prefix lead to where IPv4 stands, as databases do for 2002::/16. */
    void alias(long high, int bits) {
      int ipv4 = 0;
      for (int bit = 0; bit < 96; bit++) {
        ipv4 = nodes.get(ipv4)[0];
      }
      put(high, 0, bits, -2 - ipv4); // twice turned, the node itself
    }

    int add(byte[] value) throws IOException {
      int offset = data.size();
      data.write(value);
      return offset;
    }

    byte[] bytes(int recordBits, int ipVersion) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int[] node : nodes) {
        long left = record(node[0]);
        long right = record(node[1]);
        switch (recordBits) {
          case 24 -> out.write(join(number(left, 3), number(right, 3)));
          case 32 -> out.write(join(number(left, 4), number(right, 4)));
          default ->
              out.write(
                  join(
                      number(left & 0xFFFFFF, 3),
                      number(left >>> 24 << 4 | right >>> 24, 1),
                      number(right & 0xFFFFFF, 3)));
        }
      }
      out.write(new byte[16]);
      data.writeTo(out);
      out.write("\u00AB\u00CD\u00EFMaxMind.com".getBytes(StandardCharsets.ISO_8859_1));
      out.write(
          map(
              text("binary_format_major_version"), uint(2),
              text("binary_format_minor_version"), uint(0),
              text("database_type"), text("Test-Country"),
              text("ip_version"), uint(ipVersion),
              text("languages"), new byte[] {2, 4, 'B', 'e', 'n', 'B', 'd', 'e'},
              text("node_count"), uint(nodes.size()),
              text("record_size"), uint(recordBits)));
      return out.toByteArray();
    }

    private long record(int word) {
      return word >= 0 ? word : word == EMPTY ? nodes.size() : nodes.size() + 16 - 2 - word;
    }
  }

  private static byte[] number(long value, int size) {
    byte[] b = new byte[size];
    for (int i = 0; i < size; i++) {
      b[i] = (byte) (value >>> 8 * (size - 1 - i));
    }
    return b;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] text(String s) {
    byte[] b = s.getBytes(StandardCharsets.UTF_8);
    return b.length < 29
        ? join(number(2 << 5 | b.length, 1), b)
        : join(number(2 << 5 | 29, 1), number(b.length - 29, 1), b);
  }

  private static byte[] uint(long value) {
    return join(number(6 << 5 | 4, 1), number(value, 4));
  }

  private static byte[] map(byte[]... keysAndValues) {
    return join(number(7 << 5 | keysAndValues.length / 2, 1), join(keysAndValues));
  }

  private static byte[] pointer(int offset) {
    return join(number(1 << 5 | offset >>> 8, 1), number(offset & 0xFF, 1));
  }

  private static byte[] country(String code) {
    return map(text("country"), map(text("geoname_id"), uint(7), text("iso_code"), text(code)));
  }

  private static byte[] database(int recordBits, boolean ipv4) throws IOException {
    Maker maker = new Maker();
    int us = maker.add(country("US"));
    int inner = maker.add(map(text("iso_code"), text("DE")));
    int registered =
        maker.add(
            map(
                text("continent"),
                map(text("a name longer than twenty-nine bytes"), text("x")),
                text("registered_country"),
                pointer(inner)));
    int flat = maker.add(map(text("country_code"), text("jp")));
    int none = maker.add(map(text("is_anonymous"), new byte[] {1, 7}));
    if (ipv4) {
      maker.put(0x05_00_00_00L << 32, 0, 8, us);
      return maker.bytes(recordBits, 4);
    }
    maker.put(0, 0x05_00_00_00L, 96 + 8, us);
    maker.put(0, 0x05_06_00_00L, 96 + 16, registered);
    maker.put(0x2001_0db8_0000_0000L, 0, 32, flat);
    maker.put(0x2001_0db8_0000_0001L, 0, 64, none);
    return maker.bytes(recordBits, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 28, 32})
  void countriesOfBothFamiliesAreFound(int recordBits) throws IOException {
    Path file = Files.write(folder.resolve("geo.mmdb"), database(recordBits, false));
    CountryMap map = CountryMap.read(file, WarningSink.NONE);
    assertEquals("us", label(map, "5.1.2.3"));
    assertEquals("de", label(map, "5.6.255.255"));
    assertEquals("us", label(map, "5.7.0.0"));
    assertEquals("--", label(map, "6.0.0.0"));
    assertEquals("jp", label(map, "2001:db8::1"));
    assertEquals("--", label(map, "2001:db8:0:1::1"));
    assertEquals("--", label(map, "2001:db9::"));
    assertEquals(map.codeOf("us"), map.code(0, IpAddress.parse("5.1.2.3").low()));
  }

  @Test
  void aDatabaseOfIpv4KnowsNoCountryOfIpv6() throws IOException {
    Path file = Files.write(folder.resolve("geo.mmdb"), database(24, true));
    CountryMap map = CountryMap.read(file, WarningSink.NONE);
    assertEquals("us", label(map, "5.255.0.0"));
    assertEquals("--", label(map, "4.255.0.0"));
    assertEquals("--", label(map, "500::"));
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 28, 32})
  void everyAddressHasTheCountryThatMaxMindsReaderFinds(int recordBits) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Maker maker = new Maker();
    int[] records = new int[300];
    for (int i = 0; i < records.length; i++) {
      records[i] = maker.add(country("" + (char) ('A' + i % 26) + (char) ('A' + i / 26)));
    }
    List<byte[]> networks = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      byte[] network = new byte[16];
      random.nextBytes(network);
      boolean ipv4 = random.nextInt(3) > 0;
      int bits = ipv4 ? 96 + 8 + random.nextInt(25) : 16 + random.nextInt(113);
      if (ipv4) {
        Arrays.fill(network, 0, 12, (byte) 0);
      } else {
        network[0] = 0x20;
      }
      ByteBuffer halves = ByteBuffer.wrap(network);
      maker.put(
          halves.getLong(0), halves.getLong(8), bits, records[random.nextInt(records.length)]);
      networks.add(network);
    }
    maker.alias(0x2002_0000_0000_0000L, 16);
    byte[] bytes = maker.bytes(recordBits, 6);
    Path file = Files.write(folder.resolve("geo.mmdb"), bytes);
    CountryMap map = CountryMap.read(file, WarningSink.NONE);
    try (Reader reader = new Reader(new ByteArrayInputStream(bytes))) {
      int known = 0;
      for (int i = 0; i < 20_000; i++) {
        byte[] a = networks.get(random.nextInt(networks.size())).clone();
        a[random.nextInt(16)] ^= (byte) (1 << random.nextInt(8));
        if (i % 3 == 0) { // 6to4: the tree of IPv4 stands there once more
          System.arraycopy(a, 12, a, 2, 4);
          a[0] = 0x20;
          a[1] = 0x02;
        }
        String expected = country(reader.get(Inet6Address.getByAddress(null, a, -1), Map.class));
        known += expected.equals("--") ? 0 : 1;
        ByteBuffer halves = ByteBuffer.wrap(a);
        long high = halves.getLong(0);
        long low = halves.getLong(8);
        boolean ipv4 = high == 0 && low >>> 32 == 0;
        assertEquals(
            expected,
            map.label(map.code(high, ipv4 ? IpAddress.IPV4_LOW | low : low)),
            () -> "seed " + seed + ", " + Arrays.toString(a));
      }
      assertTrue(known > 5000, "seed " + seed + ": " + known);
    }
  }

  private static String country(Map<?, ?> found) {
    return found != null && found.get("country") instanceof Map<?, ?> country
        ? String.valueOf(country.get("iso_code")).toLowerCase(Locale.ROOT)
        : "--";
  }

  @Test
  void aTreeThatLeadsBackIntoItselfIsAnError() throws IOException {
    Maker maker = new Maker();
    maker.put(0x2001_0000_0000_0000L, 0, 16, maker.add(country("DE")));
    maker.nodes.get(5)[1] = 0;
    assertFault(maker.bytes(24, 6), "loop");
  }

  @Test
  void pointersThatLeadToOneAnotherAreAnErrorThatNamesTheAddress() throws IOException {
    Maker maker = new Maker();
    maker.put(0, 0x05_00_00_00L, 96 + 8, maker.add(pointer(0)));
    assertFault(maker.bytes(28, 6), "0:0:0:0:0:0:500:0: pointers that lead to one another");
  }

  @Test
  void aRecordBeyondTheFileIsAnErrorThatNamesTheAddress() throws IOException {
    Maker maker = new Maker();
    maker.add(country("DE"));
    maker.put(0x05_00_00_00L << 32, 0, 8, 100_000);
    assertFault(maker.bytes(32, 4), "the record of 5.0.0.0: ");
  }

  private void assertFault(byte[] bytes, String detail) throws IOException {
    Path file = Files.write(folder.resolve("geo.mmdb"), bytes);
    CorruptFileException e =
        assertThrows(CorruptFileException.class, () -> CountryMap.read(file, WarningSink.NONE));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("malformed MaxMind database: "), e.getMessage());
    assertTrue(e.getMessage().contains(detail), e.getMessage());
  }

  private static String label(CountryMap map, String address) {
    IpAddress a = IpAddress.parse(address);
    return map.label(map.code(a.high(), a.low()));
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("geo.mmdb"), "words");
    CorruptFileException e =
        assertThrows(CorruptFileException.class, () -> CountryMap.read(file, WarningSink.NONE));
    assertTrue(e.getMessage().startsWith(file + ": malformed MaxMind database: "), e.getMessage());
    assertTrue(e.getMessage().contains("metadata marker"), e.getMessage());
  }

  @Test
  void damageNeverGivesMoreThanAnErrorOfTheFile() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] good = database(28, false);
    Path file = folder.resolve("damaged.mmdb");
    for (int round = 0; round < 2000; round++) {
      Files.write(file, Mutations.of(good, random));
      try {
        CountryMap map = CountryMap.read(file, WarningSink.NONE);
        map.label(map.code(random.nextLong(), random.nextLong()));
      } catch (CorruptFileException expected) {
        assertFalse(expected.getMessage().contains("\n"), "seed " + seed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }
}
