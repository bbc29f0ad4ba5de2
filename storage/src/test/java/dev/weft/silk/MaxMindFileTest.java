package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private static String label(CountryMap map, String address) {
    IpAddress a = IpAddress.parse(address);
    return map.label(map.code(a.high(), a.low()));
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("geo.mmdb"), "words");
    CorruptFileException e =
        assertThrows(CorruptFileException.class, () -> CountryMap.read(file, WarningSink.NONE));
    assertTrue(e.getMessage().startsWith(file + ": no MaxMind database"), e.getMessage());
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
