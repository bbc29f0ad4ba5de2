package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

class SilkConfTest {
  private static final long HOUR = Instant.parse("2024-02-29T23:00:00Z").toEpochMilli();

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyFileOfTheCorpusIsTakenOrRefusedAsBySilk() throws IOException {
    Path conf = SharedData.path("silk/corpus/conf");
    String text = Files.readString(conf.resolve("expected.txt"));
    Matcher m = Pattern.compile("(?m)^== (\\S+): (.*)\\n((?:(?!== ).*\\n)*)").matcher(text);
    List<DynamicTest> tests = new ArrayList<>();
    while (m.find()) {
      String name = m.group(1);
      String verdict = m.group(2);
      String expected = m.group(3);
      tests.add(DynamicTest.dynamicTest(name, () -> check(conf, name, verdict, expected)));
    }
    assertEquals(94, tests.size());
    return tests.stream();
  }

  private static void check(Path conf, String name, String verdict, String expected)
      throws IOException {
    if (verdict.equals("accepted")) {
      SilkConf read = SilkConf.read(conf.resolve(name), conf, WarningSink.NONE);
      assertEquals(expected, describe(read));
      return;
    }
    CorruptFileException e =
        assertThrows(
            CorruptFileException.class,
            () -> SilkConf.read(conf.resolve(name), conf, WarningSink.NONE));
    Matcher line = Pattern.compile("line (\\d+)").matcher(verdict);
    String where = line.find() ? name + ": line " + line.group(1) + ": " : name + ": ";
    assertTrue(e.getMessage().contains(where), () -> where + " in " + e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  private static String describe(SilkConf conf) {
    StringBuilder b = new StringBuilder();
    for (String c : conf.classes()) {
      for (Site.FlowType t : conf.site().types()) {
        if (t.className().equals(c)) {
          String marks = (c.equals(conf.defaultClass()) ? "+" : "") + (t.isDefault() ? "*" : "");
          b.append("types ").append(c).append('|').append(t.typeName()).append('|');
          b.append(t.flowtype()).append('|').append(t.id()).append('|').append(marks).append('\n');
        }
      }
    }
    for (Site.Sensor s : conf.site().sensors()) {
      String description = s.description() == null ? "" : s.description().replace("\n", "\\n");
      b.append("sensor ").append(s.id()).append('|').append(s.name()).append('|');
      b.append(description).append('\n');
    }
    for (Site.FlowType t : conf.site().types()) {
      for (Site.Sensor s : conf.site().sensors()) {
        String first = conf.classes().get(0);
        if (t.className().equals(first) && s.classes().contains(first)) {
          String slash = conf.pathFormat().text().startsWith("/") ? "/" : "";
          b.append("path R/").append(slash).append(conf.pathFormat().path(t, s, HOUR)).append('\n');
        }
      }
    }
    return b.toString();
  }

  @Test
  void whatIsWrittenReadsBackTheSame() throws IOException {
    Path conf = SharedData.path("silk/corpus/conf");
    List<Path> files = new ArrayList<>();
    try (Stream<Path> list = Files.list(conf)) {
      list.filter(p -> p.toString().endsWith(".conf")).forEach(files::add);
    }
    files.add(SharedData.path("silk/corpus/silk.conf"));
    files.add(SharedData.path("silk-suite/data/silk.conf"));
    files.add(SharedData.path("captures/silk/data/silk.conf"));
    int written = 0;
    for (Path file : files) {
      SilkConf read;
      try {
        read = SilkConf.read(file, conf, WarningSink.NONE);
      } catch (CorruptFileException e) {
        continue;
      }
      Path copy = folder.resolve("silk.conf");
      read.write(copy);
      assertEquals(read, SilkConf.read(copy, WarningSink.NONE), file.toString());
      written++;
    }
    assertTrue(written > 40, written + " files");
  }

  @Test
  void namesThatSilkConfCannotHoldAreRefusedWhenWriting() {
    Site.FlowType in = new Site.FlowType(0, "all", "in", "in", true);
    for (Site.Sensor bad :
        List.of(
            new Site.Sensor(0, "a_b", null, List.of("all")),
            new Site.Sensor(65535, "S0", null, List.of("all")),
            new Site.Sensor(0, "S0", null, List.of("lab")))) {
      Site site = new Site(List.of(bad), List.of(in));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> SilkConf.write(site));
      assertTrue(e.getMessage().startsWith("silk.conf: "), e.getMessage());
    }
  }

  @Test
  void aLastLineWithoutNewlineIsWarnedOf() throws IOException {
    Path file = Files.writeString(folder.resolve("silk.conf"), "sensor 1 S1\nsensor 2 S2");
    List<String> warnings = new ArrayList<>();
    SilkConf conf = SilkConf.read(file, warnings::add);
    assertEquals(1, conf.site().sensors().size());
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).startsWith(file + ": the last line has no newline"));
  }

  @Test
  void damagedFilesAreRefusedWithinTheirFormat() throws IOException {
    byte[] good = Files.readAllBytes(SharedData.path("silk/corpus/silk.conf"));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path file = folder.resolve("silk.conf");
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = Mutations.of(good, random);
      Files.write(file, bytes);
      try {
        SilkConf conf = SilkConf.read(file, folder, WarningSink.NONE);
        Path copy = folder.resolve("copy.conf");
        conf.write(copy);
        assertEquals(conf.site(), SilkConf.read(copy, WarningSink.NONE).site(), "seed " + seed);
      } catch (CorruptFileException expected) {
        assertFalse(expected.getMessage().contains("\n"), "seed " + seed);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }
}
