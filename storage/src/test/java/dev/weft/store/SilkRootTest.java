package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.ChunkReader;
import dev.weft.batch.OpenFlowFile;
import dev.weft.error.CorruptFileException;
import dev.weft.flow.LongRanges;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilkRootTest {
  private static final long DAY_MS = 86_400_000;
  private static final long FEB_29 = Instant.parse("2024-02-29T00:00:00Z").toEpochMilli();

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void aDataRootGivesEveryFlowOfItsFiles() throws IOException {
    Path repo = SharedData.path("silk/corpus/repo");
    try (SilkRoot root = SilkRoot.open(repo, null, warnings::add)) {
      assertEquals(29, root.files(KeyBounds.ALL, warnings::add).size());
      assertEquals(lines("silk/corpus/queries/hours.csv"), flows(root, KeyBounds.ALL));
      assertEquals(List.of(), warnings);
      assertEquals("far.edge", root.site().sensorLabel(300));
      assertEquals(repo.resolve("sets"), root.setsDirectory());
      assertEquals(repo.resolve("pmaps"), root.mapsDirectory());
    }
  }

  @Test
  void oneDayGivesThatDaysFilesInOrderWithTheirKeys() throws IOException {
    Path repo = SharedData.path("silk/corpus/repo");
    KeyBounds day = day(FEB_29, LongRanges.of(1, 1), LongRanges.ALL);
    try (SilkRoot root = SilkRoot.open(repo, null, warnings::add)) {
      List<FlowFile> files = root.files(day, warnings::add);
      assertEquals(8, files.size());
      for (FlowFile file : files) {
        assertTrue(file.path().toString().contains("/2024/02/29/"), file.toString());
        assertEquals(1, file.sensor());
        assertTrue(file.bytes() > 0);
      }
      assertEquals(FEB_29 + 22 * 3_600_000, files.get(0).hour());
      assertEquals(0, files.get(0).flowtype());
    }
  }

  @Test
  void aRootWithoutSilkConfIsWalkedAndItsNamesTellTheHours() throws IOException {
    Path repo = SharedData.path("silk/corpus/repo");
    copy(repo, folder);
    Files.delete(folder.resolve("silk.conf"));
    try (SilkRoot root = SilkRoot.open(folder, null, warnings::add)) {
      assertEquals(lines("silk/corpus/queries/hours.csv"), flows(root, KeyBounds.ALL));
      assertEquals("300", root.site().sensorLabel(300));
      KeyBounds day = day(FEB_29, LongRanges.ALL, LongRanges.ALL);
      List<FlowFile> files = root.files(day, warnings::add);
      assertEquals(15, files.size());
      files.forEach(f -> assertTrue(f.path().toString().contains("/2024/02/29/"), f.toString()));
      assertEquals(-1, files.get(0).sensor());
    }
    assertEquals(List.of(), warnings);
  }

  @Test
  void aFolderOfOneLooseFileBesideSiteSetsAndMapsHasItsNames() throws IOException {
    Path data = SharedData.path("silk/corpus");
    Files.copy(data.resolve("flows/mixed.rwf"), folder.resolve("data.rwf"));
    Files.copy(data.resolve("silk.conf"), folder.resolve("silk.conf"));
    copy(data.resolve("sets"), folder.resolve("sets"));
    copy(data.resolve("pmaps"), folder.resolve("pmaps"));
    try (SilkRoot root = SilkRoot.open(folder, null, warnings::add)) {
      assertEquals(273, flows(root, KeyBounds.ALL));
      KeyBounds day = day(0, LongRanges.ALL, LongRanges.ALL);
      assertEquals(273, flows(root, day), "what a loose file holds, its path does not tell");
      assertEquals("S1", root.site().sensorLabel(1));
    }
    assertEquals(List.of(), warnings);
  }

  @Test
  void aFolderGivesFlowFilesAtAnyDepthAndWarnsOfOtherSilkFiles() throws IOException {
    Path data = SharedData.path("silk/corpus");
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Files.copy(data.resolve("flows/mixed.rwf"), deep.resolve("x"));
    Files.copy(data.resolve("crafted/whole.rwf.gz"), deep.resolve("y.rwf.gz"));
    Files.copy(data.resolve("sets/v4-r2-none.set"), deep.resolve("v4.set"));
    Files.writeString(deep.resolve("notes.txt"), "no flows");
    Files.createFile(deep.resolve("empty"));
    Files.copy(data.resolve("flows/mixed.rwf"), deep.resolve(".hidden"));
    try (SilkRoot root = SilkRoot.open(folder, null, warnings::add)) {
      List<Path> paths =
          root.files(KeyBounds.ALL, warnings::add).stream().map(FlowFile::path).toList();
      assertEquals(List.of(deep.resolve("x"), deep.resolve("y.rwf.gz")), paths);
    }
    assertEquals(
        List.of(deep.resolve("v4.set") + ": not read, a SiLK file that holds no flow records"),
        warnings);
  }

  @Test
  void aSingleFileTakesTheSiteFileBesideIt() throws IOException {
    Path data = SharedData.path("silk/corpus");
    Files.copy(data.resolve("silk.conf"), folder.resolve("silk.conf"));
    Path file = Files.copy(data.resolve("flows/mixed.rwf"), folder.resolve("in-S0_20200101.00"));
    try (SilkRoot root = SilkRoot.open(file, null, warnings::add)) {
      assertEquals(273, flows(root, day(FEB_29, LongRanges.ALL, LongRanges.ALL)));
      assertEquals("edge-east", root.site().sensorLabel(7));
      assertEquals(folder.resolve("sets"), root.setsDirectory());
    }
  }

  @Test
  void aFileWhoseHeaderSaysOtherThanItsPathIsWarnedOf() throws IOException {
    Path repo = SharedData.path("silk/corpus/repo");
    Files.copy(repo.resolve("silk.conf"), folder.resolve("silk.conf"));
    Path day = Files.createDirectories(folder.resolve("out/2024/02/29"));
    Path misplaced =
        Files.copy(
            repo.resolve("in/2024/02/29/in-S1_20240229.22"), day.resolve("out-S0_20240229.23"));
    try (SilkRoot root = SilkRoot.open(folder, null, warnings::add)) {
      flows(root, KeyBounds.ALL);
    }
    assertEquals(
        List.of(
            misplaced
                + ": the path says other than the header, which counts: hour 2024-02-29T23:00:00Z"
                + " against 2024-02-29T22:00:00Z, sensor S0 against S1, type out against in"),
        warnings);
  }

  @Test
  void whatCannotBeReadIsRefusedWithTheReason() throws IOException {
    assertMessage(
        NoSuchFileException.class,
        folder.resolve("nowhere"),
        "nowhere: there is no such file or directory to read flows from");
    assertMessage(IOException.class, folder, "neither a silk.conf nor a SiLK flow file");
    Path text = Files.writeString(folder.resolve("a.txt"), "hello");
    assertMessage(CorruptFileException.class, text, "a.txt, byte 0: not a SiLK file");
    assertMessage(
        CorruptFileException.class,
        SharedData.path("silk/corpus/sets/v4-r2-none.set"),
        "holds no flow records");
    Files.writeString(folder.resolve("silk.conf"), "sensor x y\n");
    assertMessage(CorruptFileException.class, folder, "silk.conf: line 1: sensor id 'x'");
  }

  private void assertMessage(Class<? extends IOException> type, Path location, String part) {
    IOException e = assertThrows(type, () -> SilkRoot.open(location, null, warnings::add));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private static KeyBounds day(long start, LongRanges sensors, LongRanges types) {
    return new KeyBounds(LongRanges.of(start, start + DAY_MS - 1), sensors, types);
  }

  private long flows(SilkRoot root, KeyBounds bounds) throws IOException {
    long flows = 0;
    for (FlowFile file : root.files(bounds, warnings::add)) {
      try (OpenFlowFile open = file.open(warnings::add)) {
        for (int block = 0; block < open.blocks(); block++) {
          try (ChunkReader reader = open.read(block)) {
            for (int n = reader.next(); n > 0; n = reader.next()) {
              flows += n;
            }
          }
        }
      }
    }
    return flows;
  }

  private static long lines(String file) throws IOException {
    try (Stream<String> lines = Files.lines(SharedData.path(file))) {
      return lines.filter(l -> !l.startsWith("sIP")).count();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
