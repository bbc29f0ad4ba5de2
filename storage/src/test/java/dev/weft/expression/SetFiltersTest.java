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

  @Test
  void addressesPassAsASetOfBlocksOfEverySizeSays() {
    long base = System.nanoTime();
    for (int round = 0; round < 12; round++) {
      Random random = new Random(base + round);
      IpRanges.Builder builder = new IpRanges.Builder();
      int blocks = 100 << random.nextInt(9);
      int least = 8 + random.nextInt(25);
      for (int i = 0; i < blocks; i++) {
        int bits = least + random.nextInt(33 - least);
        builder.addPrefix(0, IpAddress.ofIpv4(random.nextInt()).low(), 96 + bits);
      }
      IpRanges blockSet = builder.build();
      IpRanges set = random.nextBoolean() ? blockSet : blockSet.complement();
      AddressVector vector = new AddressVector(ROWS);
      vector.allIpv4(true);
      for (int i = 0; i < ROWS; i++) {
        IpAddress edge = blockSet.low(random.nextInt(blockSet.count()));
        int ipv4 =
            random.nextInt(3) == 0 ? random.nextInt() : (int) edge.low() + random.nextInt(5) - 2;
        vector.lows[i] = IpAddress.ofIpv4(ipv4).low();
      }
      int[] rows = rows(random);
      int[] some = rows == null ? IntStream.range(0, ROWS).toArray() : rows;
      int[] expected = Arrays.stream(some).filter(i -> set.contains(0, vector.lows[i])).toArray();
      int[] found = rows == null ? new int[ROWS] : rows; // the rows may be overwritten
      int n = AddressFilter.of(set).filter(vector, rows, some.length, found);
      assertArrayEquals(expected, Arrays.copyOf(found, n), "seed " + (base + round));
    }
  }

  @Test
  void aComplementHoldsWhatTheSetDoesNot() {
    long base = System.nanoTime();
    for (int round = 0; round < 300; round++) {
      Random random = new Random(base + round);
      IpRanges.Builder builder = new IpRanges.Builder();
      for (int i = random.nextInt(30); i > 0; i--) {
        builder.addPrefix(edgy(random), edgy(random), random.nextInt(129));
      }
      IpRanges set = builder.build();
      IpRanges rest = set.complement();
      String seed = "seed " + (base + round);
      for (IpRanges.Range r : set.ranges()) {
        for (int step = -1; step <= 1; step++) {
          assertOnlyOne(set, rest, r.low().high(), r.low().low() + step, seed);
          assertOnlyOne(set, rest, r.high().high(), r.high().low() + step, seed);
        }
      }
      for (int i = 0; i < 20; i++) {
        assertOnlyOne(set, rest, edgy(random), edgy(random), seed);
      }
      assertEquals(set, IpRanges.of(rest.ranges()).complement(), seed);
    }
  }

  private static long edgy(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> random.nextLong();
      default -> 0xFFFF_0000_0000L | random.nextInt(1 << 16);
    };
  }

  private static void assertOnlyOne(IpRanges a, IpRanges b, long high, long low, String seed) {
    assertEquals(!a.contains(high, low), b.contains(high, low), seed);
  }
}
