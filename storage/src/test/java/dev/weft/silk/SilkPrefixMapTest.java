package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SilkPrefixMapTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyMapOfTheCorpusIsWhatRwpmapcatPrints() throws IOException {
    Path corpus = SharedData.path("silk/corpus");
    return Files.readAllLines(corpus.resolve("expected.tsv")).stream()
        .filter(line -> line.startsWith("pmaps/"))
        .map(line -> line.split("\t"))
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f[0],
                    () -> {
                      SilkPrefixMap map =
                          SilkPrefixMap.read(corpus.resolve(f[0]), WarningSink.NONE);
                      assertEquals(Files.readString(corpus.resolve(f[1])), print(map));
                      checkLookups(map);
                    }));
  }

  private static String print(SilkPrefixMap map) {
    String keys = map.kind() == SilkPrefixMap.Kind.PORT ? "startPair,endPair," : "startIP,endIP,";
    StringBuilder b = new StringBuilder(keys);
    b.append(map.hasDictionary() ? "label\n" : "value\n");
    map.forEachRange(
        (first, last, code) -> {
          if (map.kind() == SilkPrefixMap.Kind.PORT && first.low() > 0xFF_FFFF) {
            return; // no such protocol
          }
          String label = map.label(code);
          b.append(key(map, first)).append(',').append(key(map, last)).append(',');
          b.append(label.isEmpty() ? " " : label).append('\n');
        });
    return b.toString();
  }

  private static String key(SilkPrefixMap map, IpAddress a) {
    return switch (map.kind()) {
      case PORT -> (a.low() >>> 16) + "/" + (a.low() & 0xFFFF);
      case IPV4 -> IpAddress.ofIpv4(a.low()).toString();
      case IPV6 -> a.isIpv4() ? "::ffff:" + a : a.toString();
    };
  }

  private static void checkLookups(SilkPrefixMap map) {
    map.forEachRange(
        (first, last, code) -> {
          for (IpAddress a : List.of(first, last)) {
            switch (map.kind()) {
              case PORT ->
                  assertEquals(code, map.code((int) (a.low() >>> 16), (int) a.low() & 0xFFFF));
              case IPV4 -> assertEquals(code, map.code(0, IpAddress.IPV4_LOW | a.low()));
              case IPV6 -> assertEquals(code, map.code(a.high(), a.low()));
            }
          }
          assertEquals(code, map.codeOf(map.label(code)));
        });
  }

  @TestFactory
  Stream<DynamicTest> damagedMapsAreRefusedInOneLine() throws IOException {
    Path corpus = SharedData.path("silk/corpus");
    Pattern row = Pattern.compile("\\| `(pmap-\\S+)` \\| (.*) \\| (\\d+) \\| (\\d+) \\|");
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(corpus.resolve("README.md"))) {
      Matcher m = row.matcher(line);
      if (m.matches()) {
        Path file = corpus.resolve("bad").resolve(m.group(1));
        tests.add(
            DynamicTest.dynamicTest(
                m.group(1),
                () -> {
                  if (m.group(3).equals("0")) {
                    SilkPrefixMap map = SilkPrefixMap.read(file, WarningSink.NONE);
                    assertEquals(Integer.parseInt(m.group(4)), cidrLines(map));
                    return;
                  }
                  CorruptFileException e =
                      assertThrows(
                          CorruptFileException.class,
                          () -> SilkPrefixMap.read(file, WarningSink.NONE));
                  assertTrue(e.getMessage().startsWith(file + ", byte "), e.getMessage());
                  assertFalse(e.getMessage().contains("\n"), e.getMessage());
                }));
      }
    }
    assertEquals(12, tests.size());
    return tests.stream();
  }

  /** Lines that rwpmapcat prints of an IPv4 map, one a CIDR block. */
  private static int cidrLines(SilkPrefixMap map) {
    int[] lines = {0};
    map.forEachRange(
        (first, last, code) ->
            CidrBlocks.forEach(
                IpRanges.of(IpAddress.ofIpv4(first.low()), IpAddress.ofIpv4(last.low())),
                (high, low, bits) -> lines[0]++));
    return lines[0];
  }

  @Test
  void anIpv6AddressIsUnknownToAMapOfIpv4AndOfNoCountry() throws IOException {
    SilkPrefixMap nets = map("net-v4.pmap");
    IpAddress v6 = IpAddress.parse("2001:db8::1");
    assertEquals("UNKNOWN", nets.label(nets.code(v6.high(), v6.low())));
    CountryMap countries =
        CountryMap.read(SharedData.path("silk/corpus/pmaps/cc-v4.pmap"), WarningSink.NONE);
    assertEquals("--", countries.label(countries.code(v6.high(), v6.low())));
    IpAddress v4 = IpAddress.parse("5.1.2.3");
    assertEquals("de", countries.label(countries.code(v4.high(), v4.low())));
    assertEquals(25701, countries.codeOf("de"));
    assertEquals(CountryMap.NONE, countries.codeOf("--"));
    assertEquals("??", countries.label(countries.codeOf("??")));
    assertEquals(AddressLabels.NO_CODE, countries.codeOf("deu"));
    CountryMap v6Countries =
        CountryMap.read(SharedData.path("silk/corpus/pmaps/cc-v6.pmap"), WarningSink.NONE);
    assertEquals("de", v6Countries.label(v6Countries.code(v4.high(), v4.low())));
  }

  @Test
  void aMapWithLabelsIsNoCountryMap() {
    Path file = SharedData.path("silk/corpus/pmaps/net-v4.pmap");
    UnsupportedFormatException e =
        assertThrows(
            UnsupportedFormatException.class, () -> CountryMap.read(file, WarningSink.NONE));
    assertTrue(e.getMessage().contains("is no country map"), e.getMessage());
  }

  @Test
  void namesAndLabelsAreKept() throws IOException {
    assertEquals("nets", map("net-v4.pmap").name());
    assertEquals(null, map("nomapname.pmap").name());
    SilkPrefixMap nets = map("net-v4.pmap");
    assertTrue(nets.labels().contains("office"));
    assertEquals(AddressLabels.NO_CODE, nets.codeOf("no such label"));
    assertEquals(SilkPrefixMap.UNKNOWN, nets.codeOf("UNKNOWN"));
    SilkPrefixMap odd = map("odd-values.pmap");
    assertEquals("", odd.label(odd.codeOf("")));
  }

  @Test
  void theMapsOfTheSuiteAnswerForEveryAddressAsTheirTreesDo() throws IOException {
    Path pmaps = SharedData.path("silk-suite/data/pmaps");
    try (Stream<Path> list = Files.list(pmaps)) {
      for (Path file : (Iterable<Path>) list::iterator) {
        checkLookups(SilkPrefixMap.read(file, WarningSink.NONE));
      }
    }
  }

  @Test
  void damageNeverGivesMoreThanAnErrorOfTheFile() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<byte[]> good = new ArrayList<>();
    try (Stream<Path> list = Files.list(SharedData.path("silk/corpus/pmaps"))) {
      for (Path p : (Iterable<Path>) list::iterator) {
        if (p.toString().endsWith(".pmap")) {
          good.add(Files.readAllBytes(p));
        }
      }
    }
    Path file = folder.resolve("damaged.pmap");
    for (int round = 0; round < 1200; round++) {
      Files.write(file, Mutations.of(good.get(random.nextInt(good.size())), random));
      try {
        SilkPrefixMap map = SilkPrefixMap.read(file, WarningSink.NONE);
        for (int i = 0; i < 20; i++) {
          if (map.kind() == SilkPrefixMap.Kind.PORT) {
            map.label(map.code(random.nextInt(256), random.nextInt(65536)));
          } else {
            map.label(map.code(0, IpAddress.IPV4_LOW | random.nextInt() & 0xFFFF_FFFFL));
            map.label(map.code(random.nextLong(), random.nextLong()));
          }
        }
      } catch (CorruptFileException expected) {
        assertFalse(expected.getMessage().contains("\n"), "seed " + seed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static SilkPrefixMap map(String name) throws IOException {
    return SilkPrefixMap.read(SharedData.path("silk/corpus/pmaps/" + name), WarningSink.NONE);
  }
}
