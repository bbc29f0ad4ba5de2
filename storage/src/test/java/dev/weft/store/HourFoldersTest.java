package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.flow.LongRanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HourFoldersTest {
  private static final long HOUR = StoreLayout.HOUR_MILLIS;

  @TempDir Path folder;

  private void make(long hour) throws IOException {
    Files.createDirectories(new StoreLayout(folder).hourFolder(hour));
  }

  /** Hours visited whose folder exists. */
  private List<Long> visit(LongRanges times) throws IOException {
    List<Long> hours = new ArrayList<>();
    StoreLayout layout = new StoreLayout(folder);
    HourFolders.visit(
        layout.flows(),
        times,
        (hour, path) -> {
          assertEquals(layout.hourFolder(hour), path);
          if (Files.isDirectory(path)) {
            hours.add(hour);
          }
        });
    return hours;
  }

  private static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  @Test
  void hoursOfAllErasAreFoundInOrder() throws IOException {
    List<Long> hours =
        List.of(
            Math.floorDiv(Long.MIN_VALUE, HOUR) * HOUR + HOUR,
            at("-0044-03-15T12:00:00Z"),
            at("0000-01-01T00:00:00Z"),
            at("1969-12-31T23:00:00Z"),
            0L,
            at("2024-02-29T23:00:00Z"),
            at("2024-03-01T00:00:00Z"),
            at("2106-02-07T06:00:00Z"),
            at("+12345-06-07T08:00:00Z"),
            Math.floorDiv(Long.MAX_VALUE, HOUR) * HOUR);
    for (long hour : hours) {
      make(hour);
    }
    assertEquals(hours, visit(LongRanges.ALL));
    assertEquals(hours.subList(0, 4), visit(LongRanges.of(Long.MIN_VALUE, -1)));
    assertEquals(hours.subList(4, 10), visit(LongRanges.of(0, Long.MAX_VALUE)));
    assertEquals(hours.subList(5, 7), visit(LongRanges.of(hours.get(5), hours.get(6))));
    assertEquals(hours.subList(3, 4), visit(LongRanges.of(-1, -1)));
    assertEquals(List.of(), visit(LongRanges.NONE));
  }

  @Test
  void aDayOfALargeStoreListsThatDayOnly() throws IOException {
    make(at("2024-02-29T05:00:00Z"));
    List<Path> visited = new ArrayList<>();
    long day = at("2024-02-29T00:00:00Z");
    HourFolders.visit(
        new StoreLayout(folder).flows(),
        LongRanges.of(day, day + 24 * HOUR - 1),
        (hour, path) -> visited.add(path));
    assertTrue(visited.size() <= 24 && visited.stream().allMatch(p -> p.toString().contains("02")));
  }

  @Test
  void randomRangesFindWhatAModelFinds() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TreeSet<Long> all = new TreeSet<>();
    long base = at("2023-11-01T00:00:00Z");
    for (int i = 0; i < 60; i++) {
      long hour = base + HOUR * random.nextInt(24 * 200);
      all.add(hour);
      make(hour);
    }
    Files.createDirectories(folder.resolve("flows/lost+found/x"));
    Files.createDirectories(folder.resolve("flows/2023/99/77"));
    for (int round = 0; round < 200; round++) {
      long[] pairs = new long[2 * (1 + random.nextInt(4))];
      for (int i = 0; i < pairs.length; i += 2) {
        pairs[i] = base + (long) (random.nextDouble() * 200 * 24 * HOUR);
        pairs[i + 1] = pairs[i] + (long) (Math.pow(random.nextDouble(), 4) * 200 * 24 * HOUR);
      }
      LongRanges times = LongRanges.ofPairs(pairs);
      List<Long> expected = all.stream().filter(h -> times.intersects(h, h + HOUR - 1)).toList();
      assertEquals(expected, visit(times), "seed " + seed + ", " + times);
    }
  }
}
