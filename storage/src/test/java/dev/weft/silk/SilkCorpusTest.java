package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every sound flow file of the corpus decodes to what rwcut printed of it, field by field. */
class SilkCorpusTest {
  private static Path corpus() {
    return SharedData.path("silk/corpus");
  }

  private static Site site() throws IOException {
    return SilkConf.read(corpus().resolve("silk.conf"), WarningSink.NONE).site();
  }

  @TestFactory
  Stream<DynamicTest> everyFileDecodesToWhatRwcutPrinted() throws IOException {
    Site site = site();
    List<String[]> cases =
        Files.readAllLines(corpus().resolve("expected.tsv")).stream()
            .map(line -> line.split("\t"))
            .filter(fields -> fields.length == 4 && fields[2].startsWith("rwcut"))
            .toList();
    assertEquals(842, cases.size(), "flow files of expected.tsv");
    return cases.stream()
        .map(
            fields ->
                dynamicTest(
                    fields[0] + " " + fields[2],
                    () ->
                        check(
                            corpus().resolve(fields[0]),
                            corpus().resolve(fields[1]),
                            new RwcutText(site, fields[2].equals("rwcut-letters")),
                            site,
                            Integer.parseInt(fields[3]))));
  }

  private static void check(Path file, Path expected, RwcutText printer, Site site, int records)
      throws IOException {
    List<String> lines = Files.readAllLines(expected);
    assertTrue(lines.isEmpty() || lines.get(0).equals(RwcutText.TITLE), "title of " + expected);
    List<String> wanted = lines.isEmpty() ? lines : lines.subList(1, lines.size());
    List<String> inPlace = new ArrayList<>();
    try (SilkFlowFile open = SilkFlowFile.open(file, site, WarningSink.NONE)) {
      for (int block = 0; block < open.blocks(); block++) {
        int before = inPlace.size();
        printer.addAll(open.read(block), inPlace);
        long rows = open.rows(block);
        assertTrue(rows == -1 || rows == inPlace.size() - before, "rows of block " + block);
      }
    }
    List<String> streamed;
    try (InputStream in = Files.newInputStream(file)) {
      streamed = printer.all(SilkFlowStream.open(in, file.toString(), site, WarningSink.NONE));
    }
    assertAll(
        () -> assertEquals(records, inPlace.size(), "records"),
        () -> assertLines(wanted, inPlace),
        () -> assertLines(wanted, streamed));
  }

  static void assertLines(List<String> wanted, List<String> found) {
    for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
      assertEquals(wanted.get(i), found.get(i), "record " + (i + 1));
    }
    assertEquals(wanted.size(), found.size(), "records");
  }
}
