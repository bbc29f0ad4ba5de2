package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.flow.LongRanges;
import dev.weft.silk.PathFormat.Kind;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileHoursTest {
  private static final long HOUR = 3_600_000;
  private static final List<Kind> UNITS = List.of(Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.HOUR);

  @Test
  void theHoursOfAPathAreThoseThatOneByOneMayStandThere() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      LongRanges times = times(random);
      @Nullable FileHours hours = new FileHours(times);
      FileHours told = hours;
      for (Kind unit : UNITS) {
        if (hours != null && random.nextBoolean()) {
          told = hours;
          hours = hours.with(unit, value(unit, random));
        }
      }
      if (hours == null) {
        continue; // ruled out by what told last: see the test below
      }
      FileHours path = hours;
      assertArrayEquals(plain(times).filter(path::mayHold).toArray(), path.all(), "seed " + seed);
      assertEquals(Math.min(6, path.all().length), path.count(5), "seed " + seed + told);
    }
  }

  @Test
  void aPathIsRuledOutOnlyWhereNoHourMayStandThere() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      LongRanges times = times(random);
      FileHours hours = new FileHours(times);
      for (Kind unit : UNITS) {
        int value = value(unit, random);
        FileHours narrowed = hours.with(unit, value);
        if (narrowed == null) {
          FileHours alone =
              new FileHours(
                  LongRanges.ALL,
                  unit == Kind.YEAR ? value : hours.year(),
                  unit == Kind.MONTH ? value : hours.month(),
                  unit == Kind.DAY ? value : hours.day(),
                  unit == Kind.HOUR ? value : hours.hour());
          assertEquals(0, plain(times).filter(alone::mayHold).count(), "seed " + seed);
          break;
        }
        hours = narrowed;
      }
    }
  }

  @Test
  void aPathThatTellsTheDayLeavesTwentyFourHoursOfAllTimes() {
    FileHours hours = new FileHours(LongRanges.ALL, 2024, 2, 29, -1);
    assertEquals(24, hours.all().length);
    assertEquals(LongRanges.ALL, hours.times());
  }

  /** One or two stretches of some months from 2023 on. */
  private static LongRanges times(SplittableRandom random) {
    long start = 1_672_531_200_000L + random.nextLong(700 * 24 * HOUR);
    long end = start + random.nextLong(100 * 24 * HOUR);
    long later = end + 1 + random.nextLong(50 * 24 * HOUR);
    LongRanges one = LongRanges.of(start, end);
    return random.nextBoolean()
        ? one
        : one.union(LongRanges.of(later, later + random.nextLong(3 * HOUR)));
  }

  private static int value(Kind unit, SplittableRandom random) {
    return unit == Kind.YEAR
        ? 2023 + random.nextInt(2)
        : random.nextInt(FileHours.least(unit), FileHours.greatest(unit) + 1);
  }

  private static LongStream plain(LongRanges times) {
    long first = times.low(0) / HOUR;
    long last = times.high(times.count() - 1) / HOUR;
    return LongStream.rangeClosed(first, last)
        .map(h -> h * HOUR)
        .filter(h -> times.intersects(h, h + HOUR - 1));
  }
}
