package dev.weft.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.batch.AddressVector;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Memberships by loop against memberships one by one, for sets of every size and spread. */
class SetFiltersTest {
  private static final int ROWS = 500;

  @Test
  void longsPassAsTheSetSays() {
    long base = System.nanoTime();
    for (int round = 0; round < 400; round++) {
      Random random = new Random(base + round);
      int spread = 1 + random.nextInt(64);
      long around = random.nextBoolean() ? 0 : random.nextLong();
      long[] bounds = new long[2 * (1 + random.nextInt(random.nextInt(4) == 0 ? 3000 : 20))];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = around + (random.nextLong() >>> 64 - spread);
      }
      Arrays.sort(bounds);
      LongRanges set = LongRanges.NONE;
      for (int i = 0; i < Math.min(bounds.length, 400); i += 2) {
        set = set.union(LongRanges.of(bounds[i], bounds[i + (random.nextInt(3) == 0 ? 1 : 0)]));
      }
      LongRanges wanted = random.nextInt(4) == 0 ? set.complement() : set;
      long[] values = new long[ROWS];
      for (int i = 0; i < ROWS; i++) {
        long near = bounds[random.nextInt(bounds.length)] + random.nextInt(3) - 1;
        values[i] = random.nextInt(3) == 0 ? random.nextLong() >> random.nextInt(64) : near;
      }
      LongFilter filter = LongFilter.of(wanted);
      int[] rows = rows(random);
      int[] some = rows == null ? IntStream.range(0, ROWS).toArray() : rows;
      int[] expected = Arrays.stream(some).filter(i -> wanted.contains(values[i])).toArray();
      int[] found = new int[ROWS];
      int n = filter.filter(values, rows, some.length, found);
      assertArrayEquals(expected, Arrays.copyOf(found, n), "seed " + (base + round));
      for (long v : values) {
        assertEquals(wanted.contains(v), filter.contains(v), v + " seed " + (base + round));
      }
    }
  }

  private static int[] rows(Random random) {
    return random.nextBoolean()
        ? null
        : IntStream.range(0, ROWS).filter(i -> random.nextInt(3) != 0).toArray();
  }

  @Test
  void addressesPassAsTheSetSays() {
    long base = System.nanoTime();
    for (int round = 0; round < 200; round++) {
      Random random = new Random(base + round);
      IpAddress[] pool = new IpAddress[1 + random.nextInt(2000)];
      boolean ipv6 = random.nextBoolean();
      for (int i = 0; i < pool.length; i++) {
        pool[i] =
            ipv6 && random.nextInt(3) == 0
                ? new IpAddress(random.nextInt(3), random.nextLong())
                : IpAddress.ofIpv4(0x0A00_0000L | random.nextInt(1 << 1 + random.nextInt(24)));
      }
      IpRanges.Builder builder = new IpRanges.Builder();
      for (int i = 0; i < pool.length; i += 1 + random.nextInt(3)) {
        builder.add(IpRanges.of(pool[i]));
      }
      IpRanges set = random.nextInt(4) == 0 ? builder.build().complement() : builder.build();
      AddressVector vector = new AddressVector(ROWS);
      boolean ipv4 = true;
      for (int i = 0; i < ROWS; i++) {
        IpAddress a = pool[random.nextInt(pool.length)];
        vector.highs[i] = a.high();
        vector.lows[i] = a.low();
        ipv4 &= a.isIpv4();
      }
      vector.allIpv4(ipv4);
      int[] rows = rows(random);
      int[] some = rows == null ? IntStream.range(0, ROWS).toArray() : rows;
      int[] expected =
          Arrays.stream(some).filter(i -> set.contains(vector.highs[i], vector.lows[i])).toArray();
      int[] found = new int[ROWS];
      int n = AddressFilter.of(set).filter(vector, rows, some.length, found);
      assertArrayEquals(expected, Arrays.copyOf(found, n), "seed " + (base + round));
    }
  }
}
