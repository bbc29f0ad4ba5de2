package dev.weft.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.batch.Zone;
import dev.weft.encoding.ByteSink;
import dev.weft.encoding.Encoding;
import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FirstOctets;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionDamageTest {
  @TempDir Path folder;

  private Path file;
  private byte[] sound;
  private List<String> rows;
  private Batch batch;

  @BeforeEach
  void writeAFileOfThreeBlocks() throws IOException {
    file = folder.resolve("damaged.weft");
    write(0.2);
  }

  private void write(double shareOfIpv6) throws IOException {
    batch = FlowBatches.random(new SplittableRandom(11), 1000, shareOfIpv6);
    rows = FlowBatches.rows(batch);
    Files.deleteIfExists(file);
    try (PartitionWriter writer = PartitionWriter.create(file, PartitionRoundTripTest.KEY, 400)) {
      writer.append(batch);
      writer.finish();
    }
    sound = Files.readAllBytes(file);
  }

  @Test
  void everyFlippedByteIsFoundByTheCheckerAndNeverReadAsFlows() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int at = 0; at < sound.length; at += 1 + random.nextInt(40)) {
      flip(at, random);
    }
    for (int at = 0; at < PartitionFormat.HEADER_BYTES; at++) {
      flip(at, random);
    }
    for (int at = sound.length - 600; at < sound.length; at++) { // footer and trailer
      flip(at, random);
    }
  }

  private void flip(int at, SplittableRandom random) throws IOException {
    byte[] bytes = sound.clone();
    bytes[at] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
    List<PartitionFault> faults = PartitionChecker.check(file, n -> {});
    assertFalse(faults.isEmpty(), "byte " + at + " of " + sound.length);
    List<PartitionFault> quick =
        PartitionChecker.check(file, PartitionChecker.Depth.CHECKSUMS, n -> {});
    assertFalse(quick.isEmpty(), "by checksums alone, byte " + at);
    assertTrue(faults.containsAll(quick), "byte " + at); // others are told by a damaged column
    for (PartitionFault f : faults) {
      assertTrue(f.message().contains("damaged.weft"), f.message());
      assertTrue(f.message().contains("run weft verify") || at < 12, f.message());
      assertFalse(f.message().contains("\n"), f.message());
    }
    try (PartitionFile opened = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      assertEquals(rows, FlowBatches.rows(opened), "byte " + at);
      assertThrows( // so the damage is in an address filter
          CorruptPartitionException.class, () -> askForAllAddresses(opened), "byte " + at);
    } catch (CorruptFileException e) {
      assertEquals(file.toString(), e.file());
    }
  }

  private void askForAllAddresses(PartitionFile opened) throws IOException {
    for (int i = 0; i < batch.size(); i++) {
      for (FlowColumn side : List.of(FlowColumn.SIP, FlowColumn.DIP)) {
        opened.mayContain(side, batch.addresses(side).highs[i], batch.addresses(side).lows[i]);
      }
    }
  }

  @Test
  void aFilterThatLacksAnAddressIsFoundThoughItsChecksumsAreRight() throws IOException {
    for (FlowColumn side : List.of(FlowColumn.SIP, FlowColumn.DIP)) {
      byte[] bytes = sound.clone();
      try (PartitionFile opened = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
        clearFirstPage(bytes, opened.footer().filterOffset(side), opened.footer().filter(side));
      }
      Files.write(file, bytes);
      List<PartitionFault> faults = PartitionChecker.check(file, n -> {});
      assertEquals(1, faults.size());
      assertEquals(side, faults.get(0).column());
      assertTrue(faults.get(0).message().contains("lacks those of"), () -> faults.get(0).message());
      Files.write(file, sound);
    }
  }

  private static void clearFirstPage(byte[] file, long offset, AddressFilter.Shape shape) {
    int at = (int) offset;
    Arrays.fill(file, at, at + shape.pageBytes(), (byte) 0);
    int crc = PartitionFormat.crc(file, at, shape.pageBytes());
    for (int i = 0; i < PartitionFormat.CRC_BYTES; i++) {
      file[at + shape.pageBytes() + i] = (byte) (crc >>> 8 * i);
    }
  }

  @Test
  void wrongTotalsByProtocolUnderASoundChecksumAreFound() throws IOException {
    PartitionFooter footer;
    try (PartitionFile opened = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      footer = opened.footer();
    }
    BlockFooter block = footer.block(1);
    List<ProtocolTotals.Total> right = Objects.requireNonNull(block.totals()).each();
    for (int wrong = 0; wrong < 3; wrong++) {
      List<ProtocolTotals.Total> each = new ArrayList<>(right);
      each.set(0, moved(right.get(0), wrong, 1));
      each.set(1, moved(right.get(1), wrong, -1));
      block.totals(new ProtocolTotals(each));
      rewriteFooter(footer);
      List<PartitionFault> faults = PartitionChecker.check(file, n -> {});
      assertEquals(1, faults.size(), faults.toString());
      assertEquals(1, faults.get(0).block());
      assertEquals(FlowColumn.PROTOCOL, faults.get(0).column());
      assertTrue(faults.get(0).message().contains("totals: expected"), faults.toString());
    }
    block.totals(null);
    rewriteFooter(footer);
    assertEquals(1, PartitionChecker.check(file, n -> {}).size());
    block.totals(new ProtocolTotals(right));
    rewriteFooter(footer);
    assertArrayEquals(sound, Files.readAllBytes(file));
  }

  @Test
  void wrongFirstOctetsUnderASoundChecksumAreFound() throws IOException {
    write(0);
    PartitionFooter footer;
    try (PartitionFile opened = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      footer = opened.footer();
    }
    BlockFooter block = footer.block(0);
    FlowColumn side = FlowColumn.DIP;
    Zone right = block.zone(side);
    FirstOctets octets = Objects.requireNonNull(right.octets());
    int another =
        IntStream.range(0, 256).filter(o -> !octets.contains(o)).findFirst().orElseThrow();
    block.column(
        side,
        block.encoding(side),
        block.offset(side),
        block.length(side),
        right.with(octets.union(FirstOctets.of(another))));
    rewriteFooter(footer);
    List<PartitionFault> faults = PartitionChecker.check(file, n -> {});
    assertEquals(1, faults.size(), faults.toString());
    assertEquals(side, faults.get(0).column());
    assertTrue(faults.get(0).message().contains("first octets"), faults.toString());
  }

  private static ProtocolTotals.Total moved(ProtocolTotals.Total t, int part, int by) {
    return new ProtocolTotals.Total(
        t.protocol(),
        t.rows() + (part == 0 ? by : 0),
        t.packets() + (part == 1 ? by : 0),
        t.bytes() + (part == 2 ? by : 0));
  }

  private void rewriteFooter(PartitionFooter footer) throws IOException {
    int start = (int) number(sound, sound.length - 24, 8);
    ByteSink out = new ByteSink();
    out.write(sound, 0, start);
    footer.write(out);
    int length = out.size() - start;
    int crc = PartitionFormat.crc(out.array(), start, length);
    int trailer = out.size();
    out.u64(start);
    out.u32(length);
    out.u32(crc);
    out.u32(PartitionFormat.crc(out.array(), trailer, 16));
    out.u32(PartitionFormat.END_MAGIC);
    Files.write(file, Arrays.copyOf(out.array(), out.size()));
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    for (int length = 0; length < sound.length; length += length < 700 ? 1 : 97) {
      Files.write(file, Arrays.copyOf(sound, length));
      assertThrows(
          CorruptPartitionException.class,
          () -> PartitionFile.open(file, 0, 0, WarningSink.NONE),
          "cut to " + length);
      List<PartitionFault> faults = PartitionChecker.check(file, n -> {});
      assertEquals(PartitionFault.ALL_FLOWS, faults.get(0).lostFlows());
    }
  }

  @Test
  void bytesPutInOrTakenOutAreFound() throws IOException {
    for (int at = 0; at < sound.length; at += 61) {
      byte[] longer = new byte[sound.length + 1];
      System.arraycopy(sound, 0, longer, 0, at);
      System.arraycopy(sound, at, longer, at + 1, sound.length - at);
      Files.write(file, longer);
      assertFalse(PartitionChecker.check(file, n -> {}).isEmpty(), "one more at " + at);
    }
  }

  @Test
  void aDamagedColumnNamesItsBlockAndWhatIsLostAndLeavesTheOthersReadable() throws IOException {
    long offset;
    try (PartitionFile opened = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      offset = opened.footer().block(1).offset(FlowColumn.DPORT);
    }
    byte[] bytes = sound.clone();
    bytes[(int) offset + 3] ^= 4;
    Files.write(file, bytes);
    PartitionFault fault = PartitionChecker.check(file, n -> {}).get(0);
    assertEquals(1, fault.block());
    assertEquals(FlowColumn.DPORT, fault.column());
    assertEquals(400, fault.lostFlows());
    assertEquals(batch.longs(FlowColumn.STIME).values[400], fault.minStime());
    assertEquals(batch.longs(FlowColumn.STIME).values[799], fault.maxStime());
    assertEquals(offset, fault.offset());
    String expected =
        file
            + ", byte "
            + offset
            + ": dport block 1: CRC-32C expected [0-9a-f]{8}, "
            + "found [0-9a-f]{8}; run weft verify";
    assertTrue(fault.message().matches(expected), fault.message());
  }

  @Test
  void valuesThatDescendInAnEncodingThatAscendsAreFound() throws IOException {
    long offset;
    int length;
    try (PartitionFile opened = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      BlockFooter block = opened.footer().block(0);
      assertEquals(Encoding.SORTED, block.encoding(FlowColumn.STIME));
      offset = block.offset(FlowColumn.STIME);
      length = block.length(FlowColumn.STIME);
    }
    int told = 0;
    for (int at = 12; at < length / 2; at++) { // lower bits of values
      byte[] bytes = sound.clone();
      bytes[(int) offset + at] ^= (byte) 0xFF;
      put(bytes, (int) offset + length, PartitionFormat.crc(bytes, (int) offset, length));
      Files.write(file, bytes);
      for (PartitionFault f : PartitionChecker.check(file, n -> {})) {
        told += f.message().contains("SORTED: expected values that ascend") ? 1 : 0;
      }
    }
    assertTrue(told > 20, told + " of " + length / 2);
  }

  @Test
  void otherVersionsAreRefusedAsSuch() throws IOException {
    int known = PartitionFormat.VERSION;
    assertTrue(refusal(known + 1).endsWith("read it with a later Weft"), refusal(known + 1));
    assertTrue(refusal(known - 1).endsWith("import its flows anew"), refusal(known - 1));
    String versions = "version " + known + ", found " + (known - 1);
    assertTrue(refusal(known - 1).contains(versions), refusal(known - 1));
  }

  private String refusal(int version) throws IOException {
    byte[] bytes = sound.clone();
    bytes[4] = (byte) version;
    int crc = PartitionFormat.crc(bytes, 0, 8);
    for (int i = 0; i < 4; i++) {
      bytes[8 + i] = (byte) (crc >>> 8 * i);
    }
    Files.write(file, bytes);
    UnsupportedFormatException e =
        assertThrows(
            UnsupportedFormatException.class,
            () -> PartitionFile.open(file, 0, 0, WarningSink.NONE));
    return String.valueOf(e.getMessage());
  }

  @Test
  void aFooterWithAValidChecksumButWildContentIsRefusedOrReadWithinItsBounds() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int size = sound.length;
    int footer = (int) number(sound, size - 24, 8);
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      byte[] bytes = sound.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        bytes[footer + random.nextInt(size - 24 - footer)] = (byte) random.nextInt();
      }
      put(bytes, size - 12, PartitionFormat.crc(bytes, footer, size - 24 - footer));
      put(bytes, size - 8, PartitionFormat.crc(bytes, size - 24, 16));
      Files.write(file, bytes);
      try (PartitionFile opened = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
        FlowBatches.rows(opened);
        PartitionChecker.check(file, n -> {});
      } catch (CorruptFileException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + " round " + round, e);
      }
    }
    assertTrue(refused > 100, refused + " refused");
  }

  private static void put(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> 8 * i);
    }
  }

  private static long number(byte[] bytes, int at, int length) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | bytes[at + i] & 0xFF;
    }
    return value;
  }
}
