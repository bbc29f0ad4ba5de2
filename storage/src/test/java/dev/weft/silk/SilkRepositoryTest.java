package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.flow.LongRanges;
import dev.weft.flow.Site;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilkRepositoryTest {
  private static final long HOUR_MS = 3_600_000;
  private static final long FIRST = Instant.parse("2024-02-27T00:00:00Z").toEpochMilli();
  private static final LongRanges ALL = LongRanges.ALL;

  @TempDir Path root;

  private static final Site SITE =
      new Site(
          List.of(
              new Site.Sensor(0, "S0", null, List.of("all", "lab")),
              new Site.Sensor(3, "S0-x", null, List.of("all", "lab")),
              new Site.Sensor(300, "far.edge", null, List.of("all"))),
          List.of(
              new Site.FlowType(0, "all", "in", "in", true),
              new Site.FlowType(1, "all", "out", "out-w", false),
              new Site.FlowType(20, "lab", "in", "lab_in", true)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%T/%Y/%m/%d/%x",
        "%x",
        "/%T/%x",
        "%C/%N/%T/%n/%f/%Y/%m/%d/%H/%x",
        "%Y%m%d/%F-%N/%x",
        "flows/%N%T/%Y-%m/%x",
        "%m/%Y/%d%%/%x",
        "%H/%x",
      })
  void everyPathFormatFindsExactlyTheFilesThatTheBoundsAllow(String text) throws IOException {
    PathFormat format = PathFormat.parse(text);
    SilkConf conf = new SilkConf(SITE, List.of("all", "lab"), null, format, null);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<SilkRepository.Found> all = new ArrayList<>();
    for (long hour = FIRST; hour < FIRST + 100 * HOUR_MS; hour += HOUR_MS) {
      for (Site.FlowType type : SITE.types()) {
        for (Site.Sensor sensor : SITE.sensors()) {
          if (random.nextInt(4) == 0) {
            Path file = root.resolve("./" + format.path(type, sensor, hour)).normalize();
            Files.createDirectories(file.getParent());
            boolean gzip = random.nextInt(3) == 0;
            Path made = gzip ? Path.of(file + ".gz") : file;
            Files.createFile(made);
            if (!gzip && random.nextInt(3) == 0) {
              Files.createFile(Path.of(file + ".gz")); // does not count beside the plain file
            }
            all.add(new SilkRepository.Found(made, type.id(), sensor.id(), hour));
          }
        }
      }
    }
    SilkRepository repository = new SilkRepository(root, conf);
    List<String> warnings = new ArrayList<>();
    assertEquals(all, repository.find(ALL, ALL, ALL, warnings::add), "seed " + seed);
    for (int round = 0; round < 40; round++) {
      LongRanges times = randomTimes(random);
      LongRanges sensors = random.nextBoolean() ? ALL : LongRanges.ofValues(3, 300, 999);
      LongRanges types = random.nextBoolean() ? ALL : LongRanges.of(1, 20);
      List<SilkRepository.Found> expected =
          all.stream()
              .filter(f -> times.intersects(f.hour(), f.hour() + HOUR_MS - 1))
              .filter(f -> sensors.contains(f.sensor()) && types.contains(f.flowtype()))
              .toList();
      assertEquals(
          expected, repository.find(times, sensors, types, warnings::add), times + " " + seed);
    }
    assertEquals(List.of(), warnings);
  }

  private static LongRanges randomTimes(Random random) {
    long from = FIRST + (random.nextInt(120) - 10) * HOUR_MS + random.nextInt(3) - 1;
    long length = (1L << random.nextInt(28)) - 1;
    return switch (random.nextInt(5)) {
      case 0 -> LongRanges.of(from, Long.MAX_VALUE);
      case 1 -> LongRanges.of(Long.MIN_VALUE, from);
      case 2 -> LongRanges.of(from, from);
      case 3 -> LongRanges.of(from, from + length).union(LongRanges.of(0, 5));
      default -> LongRanges.of(from, from + length);
    };
  }

  @Test
  void aQuestionAboutOneDayListsNoDirectoryOfAnotherDay() throws IOException {
    SilkConf conf = SilkConf.of(SITE);
    Path day29 = Files.createDirectories(root.resolve("in/2024/02/29"));
    Files.createFile(day29.resolve("in-S0_20240229.05"));
    for (String trap : List.of("in/2024/02/28", "in/2024/03", "in/2023")) { // can't be listed
      Files.createSymbolicLink(root.resolve(trap), root.resolve(trap));
    }
    long day = Instant.parse("2024-02-29T00:00:00Z").toEpochMilli();
    assertEquals(
        1,
        new SilkRepository(root, conf)
            .find(LongRanges.of(day, day + 24 * HOUR_MS - 1), ALL, ALL, WarningSink.NONE)
            .size());
    assertThrows(
        IOException.class,
        () -> new SilkRepository(root, conf).find(ALL, ALL, ALL, WarningSink.NONE));
  }

  @Test
  void aFileInTheDirectoryOfAnotherDayIsWarnedOf() throws IOException {
    Path folder = Files.createDirectories(root.resolve("in/2024/03/01"));
    Files.createFile(folder.resolve("in-S0_20240229.05"));
    Files.createFile(folder.resolve("in-S0_20240301.05.old"));
    Files.createFile(folder.resolve("README.txt"));
    List<String> warnings = new ArrayList<>();
    assertTrue(
        new SilkRepository(root, SilkConf.of(SITE)).find(ALL, ALL, ALL, warnings::add).isEmpty());
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(
        warnings.get(0).startsWith(folder.resolve("in-S0_20240229.05") + ": not read"),
        warnings.get(0));
  }

  @Test
  void theFilesOfTheReferenceRootAreThoseThatRwfglobNames() throws IOException {
    Path repo = SharedData.path("silk/corpus/repo");
    SilkConf conf = SilkConf.read(repo.resolve("silk.conf"), WarningSink.NONE);
    List<String> expected = new ArrayList<>();
    boolean wanted = false;
    for (String line : Files.readAllLines(SharedData.path("silk/corpus/queries/repo-files.txt"))) {
      if (!line.startsWith("  ")) {
        wanted = line.startsWith("--start-date=2024/02/29 --class=all --type=all\t");
      } else if (wanted) {
        expected.add(line.strip().substring("repo/".length()));
      }
    }
    long day = Instant.parse("2024-02-29T00:00:00Z").toEpochMilli();
    List<String> found;
    try (Stream<SilkRepository.Found> files =
        new SilkRepository(repo, conf)
                .find(LongRanges.of(day, day + 24 * HOUR_MS - 1), ALL, ALL, WarningSink.NONE)
                .stream()) {
      found = files.map(f -> repo.relativize(f.path()).toString()).toList();
    }
    assertEquals(15, expected.size());
    assertEquals(expected, found);
  }
}
