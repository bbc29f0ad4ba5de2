package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.error.WarningSink;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilkPrefixMapWriterTest {
  @TempDir Path folder;

  private record Block(IpAddress first, IpAddress last, String label) {}

  @Test
  void theLastBlockThatHoldsAnAddressSaysItsLabel() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      SilkPrefixMapWriter writer = SilkPrefixMapWriter.ofAddresses("nets", "elsewhere");
      List<Block> blocks = new ArrayList<>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        IpAddress address = address(random);
        int bits = 1 + random.nextInt(address.isIpv4() ? 32 : 128);
        int length = address.isIpv4() ? 96 + bits : bits;
        String label = "net " + random.nextInt(8);
        writer.block(address, bits, label);
        blocks.add(
            new Block(
                IpRanges.prefixLow(address, length), IpRanges.prefixHigh(address, length), label));
      }
      SilkPrefixMap map = written(writer);
      for (int i = 0; i < 200; i++) {
        IpAddress address = address(random);
        String expected = "elsewhere";
        for (Block b : blocks) {
          if (b.first.compareTo(address) <= 0 && b.last.compareTo(address) >= 0) {
            expected = b.label;
          }
        }
        assertEquals(expected, map.label(map.code(address.high(), address.low())), "seed " + seed);
      }
    }
  }

  /** Few different bits, so that blocks hold one another. */
  private static IpAddress address(Random random) {
    long low = random.nextInt(16) | (long) random.nextInt(16) << 28;
    return random.nextBoolean()
        ? IpAddress.ofIpv4(low)
        : new IpAddress((long) random.nextInt(4) << 61, low);
  }

  @Test
  void portsAreOfTheirProtocol() throws IOException {
    SilkPrefixMap map =
        written(
            SilkPrefixMapWriter.ofPorts("service", "other").port(6, 53, "tcp").port(17, 53, "udp"));
    assertEquals("tcp", map.label(map.code(6, 53)));
    assertEquals("udp", map.label(map.code(17, 53)));
    assertEquals("other", map.label(map.code(17, 52)));
    assertEquals("service", map.name());
  }

  @Test
  void countriesAreReadAsCountries() throws IOException {
    Path file = folder.resolve("country_codes.pmap");
    write(SilkPrefixMapWriter.ofCountries().block(IpAddress.parse("192.0.2.0"), 24, "de"), file);
    CountryMap map = CountryMap.read(file, WarningSink.NONE);
    IpAddress in = IpAddress.parse("192.0.2.200");
    IpAddress out = IpAddress.parse("192.0.3.0");
    assertEquals("de", map.label(map.code(in.high(), in.low())));
    assertEquals("--", map.label(map.code(out.high(), out.low())));
    assertThrows(
        IllegalArgumentException.class,
        () -> SilkPrefixMapWriter.ofCountries().block(in, 32, "germany"));
  }

  private SilkPrefixMap written(SilkPrefixMapWriter writer) throws IOException {
    Path file = folder.resolve("made.pmap");
    write(writer, file);
    return SilkPrefixMap.read(file, WarningSink.NONE);
  }

  private static void write(SilkPrefixMapWriter writer, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      writer.write(out);
    }
  }
}
