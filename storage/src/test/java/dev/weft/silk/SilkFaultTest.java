package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Broken flow files give the records before the fault, and then one clear error. */
class SilkFaultTest {
  /** What SiLK reads to the end without a complaint, and so does Weft. */
  private static final Set<String> SOUND =
      Set.of(
          "block-empty-payload.rwf",
          "block-zlib-trailing-garbage.rwf",
          "lzo1x-corrupt-payload.rwf",
          "snappy-corrupt-payload.rwf");

  private static Path bad(String name) {
    return SharedData.path("silk/corpus/bad").resolve(name);
  }

  private static Site site() throws IOException {
    return SilkConf.read(SharedData.path("silk/corpus/silk.conf"), WarningSink.NONE).site();
  }

  @TestFactory
  Stream<DynamicTest> everyBrokenFileGivesTheRecordsBeforeTheFault() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(SharedData.path("silk/corpus/bad"))) {
      files = list.filter(p -> p.toString().matches(".*\\.rwf(\\.gz)?")).sorted().toList();
    }
    assertEquals(69, files.size(), "broken flow files");
    return files.stream().map(p -> dynamicTest(p.getFileName().toString(), () -> check(p)));
  }

  private static void check(Path file) throws IOException {
    Path csv = Path.of(file + ".csv");
    List<String> lines = Files.exists(csv) ? Files.readAllLines(csv) : List.of("title");
    List<String> wanted = lines.subList(1, lines.size());
    Outcome inPlace = inPlace(file);
    Outcome streamed = streamed(file);
    SilkCorpusTest.assertLines(wanted, inPlace.lines());
    SilkCorpusTest.assertLines(wanted, streamed.lines());
    if (SOUND.contains(file.getFileName().toString())) {
      assertEquals(null, inPlace.fault());
      assertEquals(null, streamed.fault());
    } else {
      assertMessage(file, inPlace.fault());
      assertMessage(file, streamed.fault());
      if (!file.toString().endsWith(".gz")) {
        assertEquals(inPlace.fault().getMessage(), streamed.fault().getMessage());
      }
    }
  }

  private static void assertMessage(Path file, @Nullable CorruptFileException fault) {
    assertTrue(fault != null, "a fault expected");
    String message = fault.getMessage();
    assertTrue(message.startsWith(file.toString()), message);
    assertFalse(message.contains("\n") || message.contains("null"), message);
  }

  private record Outcome(
      List<String> lines, @Nullable CorruptFileException fault, List<String> warnings) {}

  private static Outcome inPlace(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    RwcutText printer = new RwcutText(site(), false);
    try (SilkFlowFile open = SilkFlowFile.open(file, site(), warnings::add)) {
      for (int block = 0; block < open.blocks(); block++) {
        printer.addAll(open.read(block), lines);
      }
      return new Outcome(lines, null, warnings);
    } catch (CorruptFileException e) {
      return new Outcome(lines, e, warnings);
    }
  }

  private static Outcome streamed(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    RwcutText printer = new RwcutText(site(), false);
    try (InputStream in = Files.newInputStream(file)) {
      printer.addAll(SilkFlowStream.open(in, file.toString(), site(), warnings::add), lines);
      return new Outcome(lines, null, warnings);
    } catch (CorruptFileException e) {
      return new Outcome(lines, e, warnings);
    }
  }

  private static void assertFault(String name, long offset, String detail) throws IOException {
    CorruptFileException fault = inPlace(bad(name)).fault();
    assertTrue(fault != null, name);
    assertEquals(bad(name) + ", byte " + offset + ": " + detail, fault.getMessage());
    assertEquals(offset, fault.offset());
  }

  @Test
  void faultsNameTheirOffset() throws IOException {
    long size = Files.size(bad("cut-mid-record.rwf"));
    assertFault(
        "cut-mid-record.rwf",
        size - 17,
        "incomplete record at the end: 52 bytes expected, 17 found");
    assertFault("header-3-bytes.rwf", 0, "file ends inside its header: 4 bytes expected, 3 found");
    assertFault(
        "recsize-56.rwf",
        12,
        "FT_RWGENERIC (0x16) version 5: record size 52 (or 0) expected, 56 found");
    assertFault(
        "compression-254.rwf",
        7,
        "compression 0 (none), 1 (zlib), 2 (lzo1x) or 3 (snappy) expected, 254 found");
    assertFault(
        "format-prefixmap.rwf",
        5,
        "a file of flow records expected, format FT_PREFIXMAP (0x25) found");
    assertFault(
        "recversion-split-0.rwf",
        14,
        "FT_RWSPLIT (0x12): record version 1, 2, 3, 4, 5 expected, 0 found");
  }

  @Test
  void unknownKindsAreToldFromDamagedFiles() throws IOException {
    for (String name :
        List.of("magic-text.rwf", "format-7e.rwf", "legacy-version-7.rwf", "compression-4.rwf")) {
      assertTrue(inPlace(bad(name)).fault() instanceof UnsupportedFormatException, name);
    }
    for (String name : List.of("zero-length.rwf", "extra-byte.rwf", "zlib-payload-random.rwf")) {
      assertFalse(inPlace(bad(name)).fault() instanceof UnsupportedFormatException, name);
    }
  }

  @Test
  void anEmptyBlockThatHidesTheRestIsWarnedOf() throws IOException {
    Path file = bad("block-empty-payload.rwf");
    for (Outcome outcome : List.of(inPlace(file), streamed(file))) {
      assertEquals(1, outcome.warnings().size(), () -> outcome.warnings().toString());
      String warning = outcome.warnings().get(0);
      assertTrue(warning.startsWith(file + ": the empty block at byte "), warning);
    }
  }

  @Test
  void dataAfterAnEndMarkAreWarnedOf() throws IOException {
    Path crafted = SharedData.path("silk/corpus/crafted");
    Path file = crafted.resolve("blocks-terminator-c1.rwf");
    assertEquals(1, inPlace(file).warnings().size());
    assertTrue(inPlace(file).warnings().get(0).contains("the end mark at byte "));
    assertEquals(1, streamed(file).warnings().size());
    assertEquals(List.of(), inPlace(crafted.resolve("empty-c2-terminator.rwf")).warnings());
  }

  @Test
  void clippedNumbersAreWarnedOfOnceAFile() throws IOException {
    Path file = SharedData.path("silk/corpus/crafted/odd-ipv6routing-v3-L.rwf");
    assertEquals(1, inPlace(file).warnings().size());
    assertEquals(
        List.of(),
        inPlace(SharedData.path("silk/corpus/crafted/odd-ipv6routing-v1-L.rwf")).warnings());
  }

  @Test
  void unknownSensorAndHourAreWarnedOf() throws IOException {
    Path crafted = SharedData.path("silk/corpus/crafted");
    String warning = inPlace(crafted.resolve("hdr-no-packedfile.rwf")).warnings().get(0);
    assertTrue(warning.contains("lacks the packed-file entry"), warning);
    Path legacy = crafted.resolve("legacy");
    try (Stream<Path> list = Files.list(legacy)) {
      for (Path file : list.filter(p -> p.toString().endsWith(".dat")).toList()) {
        String name = file.getFileName().toString();
        assertEquals(
            name.startsWith("noname") ? 1 : 0, inPlace(file).warnings().size(), file.toString());
      }
    }
  }

  @Test
  void soundFilesAreReadWithoutAWord() throws IOException {
    assertEquals(List.of(), inPlace(SharedData.path("silk/corpus/flows/mixed.rwf")).warnings());
  }

  @Test
  void aFaultIsToldAgainAtEachFurtherStep() throws IOException {
    try (SilkFlowFile open =
            SilkFlowFile.open(bad("zlib-corrupt-payload.rwf"), site(), WarningSink.NONE);
        var reader = open.read(0)) {
      assertEquals(40, reader.next());
      CorruptFileException first = assertThrows(CorruptFileException.class, reader::next);
      assertEquals(
          first.getMessage(), assertThrows(CorruptFileException.class, reader::next).getMessage());
    }
  }
}
