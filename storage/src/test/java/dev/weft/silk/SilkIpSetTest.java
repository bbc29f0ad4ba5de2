package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.testing.SharedData;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilkIpSetTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everySetOfTheCorpusHoldsWhatRwsetcatPrints() throws IOException {
    Path corpus = SharedData.path("silk/corpus");
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(corpus.resolve("expected.tsv"))) {
      String[] f = line.split("\t");
      if (f[0].startsWith("sets/")) {
        tests.add(
            DynamicTest.dynamicTest(
                f[0] + " " + f[2],
                () ->
                    assertEquals(
                        Files.readString(corpus.resolve(f[1])),
                        print(SilkIpSet.read(corpus.resolve(f[0]), WarningSink.NONE), f[2]))));
      }
    }
    assertTrue(tests.size() > 100);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> theTextsThatTheSetsWereMadeFromHoldTheSame() throws IOException {
    Path sets = SharedData.path("silk/corpus/sets");
    return Stream.of("v4", "v6", "all4", "all6", "empty", "wide4")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        assertEquals(
                            Files.readString(sets.resolve(name + ".cidr.expected")),
                            print(
                                SilkIpSet.read(sets.resolve(name + ".txt"), WarningSink.NONE),
                                "rwsetcat-cidr"))));
  }

  @TestFactory
  Stream<DynamicTest> damagedSetsGiveWhatStandsBeforeTheFaultThenOneError() throws IOException {
    Path corpus = SharedData.path("silk/corpus");
    Pattern row = Pattern.compile("\\| `(set-\\S+)` \\| (.*) \\| \\d+ \\| (\\d+) \\|");
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(corpus.resolve("README.md"))) {
      Matcher m = row.matcher(line);
      if (m.matches()) {
        Path file = corpus.resolve("bad").resolve(m.group(1));
        int lines = Integer.parseInt(m.group(3));
        tests.add(DynamicTest.dynamicTest(m.group(1), () -> checkDamaged(file, lines)));
      }
    }
    assertEquals(13, tests.size());
    return tests.stream();
  }

  private static void checkDamaged(Path file, int lines) throws IOException {
    IpRanges.Builder before = new IpRanges.Builder();
    CorruptFileException e =
        assertThrows(
            CorruptFileException.class, () -> SilkIpSet.read(file, before, WarningSink.NONE));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertEquals(lines, print(before.build(), "rwsetcat-cidr").lines().count(), e.getMessage());
  }

  private static String print(IpRanges set, String how) throws IOException {
    StringBuilder b = new StringBuilder();
    BigInteger count = BigInteger.ZERO;
    for (IpRanges.Range r : set.ranges()) {
      BigInteger size = number(r.high()).subtract(number(r.low())).add(BigInteger.ONE);
      count = count.add(size);
      if (how.equals("rwsetcat-ranges")) {
        // IPv4 addresses print as such, so SiLK's ranges end where IPv4 does; the corpus has none
        b.append(size).append(',').append(r.low()).append(',').append(r.high()).append('\n');
      }
    }
    if (how.equals("rwsetcat-count")) {
      b.append(count).append('\n');
    } else if (how.equals("rwsetcat-cidr")) {
      CidrBlocks.forEach(
          set,
          (high, low, bits) -> {
            IpAddress a = new IpAddress(high, low);
            boolean ipv4 = a.isIpv4() && bits >= 96;
            b.append(a);
            b.append(bits == 128 ? "" : "/" + (ipv4 ? bits - 96 : bits)).append('\n');
          });
    }
    return b.toString();
  }

  private static BigInteger number(IpAddress a) {
    return new BigInteger(Long.toUnsignedString(a.high()))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(a.low())));
  }

  @Test
  void textTakesRangesCommentsAndWildcards() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.txt"),
            "# words\r\n10.0.0.1 - 10.0.0.3 # more\n\n10.0.0.4-10.0.0.5\n 10.0.1.1-2\n"
                + "167772416-167772417\n2001:db8::1-2001:db8::4\n10.0.2-3.x\n192.0.2.77/24");
    assertEquals(
        "{10.0.0.1-10.0.0.5, 10.0.1.0-10.0.1.2, 10.0.2.0-10.0.3.255, 192.0.2.0-192.0.2.255,"
            + " 2001:db8::1-2001:db8::4}",
        SilkIpSet.read(file, WarningSink.NONE).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "host.example; line 2: 'host.example' is no address pattern",
        "10.0.0.5 - 10.0.0.1; line 2: range '10.0.0.5 - 10.0.0.1' runs backwards",
        "10.0.0.0/33; line 2: '10.0.0.0/33' is no address pattern: the prefix length is not",
        "x.x.x.1; line 2: 'x.x.x.1' stands for more than 1048576 ranges",
        "10.0.0.1 10.0.0.2; line 2: '10.0.0.1 10.0.0.2' is no address pattern",
        "\u00e9; line 2: '??' is no address, block, wildcard",
      })
  void aFaultyLineOfTextIsNamed(String line, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "10.0.0.1\n" + line + "\n");
    CorruptFileException e =
        assertThrows(CorruptFileException.class, () -> SilkIpSet.read(file, WarningSink.NONE));
    assertTrue(e.getMessage().startsWith(file + ": " + message), e.getMessage());
  }

  @Test
  void aMillionBlocksAreWrittenAndReadBack() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    IpRanges.Builder builder = new IpRanges.Builder();
    long low = 0;
    for (int i = 0; i < 1_000_000; i++) {
      low += 2 + random.nextInt(4000);
      builder.add(0, IpAddress.IPV4_LOW | low, 0, IpAddress.IPV4_LOW | low);
    }
    IpRanges set = builder.build();
    assertEquals(1_000_000, set.count());
    assertEquals(set, writtenAndRead(set), "seed " + seed);
    IpRanges v6 = set.union(IpRanges.ofPrefix(IpAddress.parse("2001:db8::"), 33));
    assertEquals(v6, writtenAndRead(v6), "seed " + seed);
    for (IpRanges few : List.of(IpRanges.NONE, IpRanges.ALL, IpRanges.of(IpAddress.parse("::")))) {
      assertEquals(few, writtenAndRead(few));
    }
  }

  private IpRanges writtenAndRead(IpRanges set) throws IOException {
    Path file = folder.resolve("written.set");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      SilkIpSetWriter.write(set, out);
    }
    return SilkIpSet.read(file, WarningSink.NONE);
  }

  @Test
  void damageNeverGivesMoreThanAnErrorOfTheFile() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<byte[]> good = new ArrayList<>();
    try (Stream<Path> list = Files.list(SharedData.path("silk/corpus/sets"))) {
      for (Path p : (Iterable<Path>) list::iterator) {
        if (p.toString().endsWith(".set") && Files.size(p) < 100_000) {
          good.add(Files.readAllBytes(p));
        }
      }
    }
    Path file = folder.resolve("damaged.set");
    for (int round = 0; round < 4000; round++) {
      Files.write(file, Mutations.of(good.get(random.nextInt(good.size())), random));
      try {
        SilkIpSet.read(file, WarningSink.NONE);
      } catch (CorruptFileException expected) {
        assertFalse(expected.getMessage().contains("\n"), "seed " + seed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }
}
