package dev.weft.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.flow.LongRanges;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongEncodingTest {
  private static final int[] SIZES = {1, 2, 3, 63, 64, 65, 300, 4095, 4096, 4097, 20_000, 65_536};

  private final LongEncoder encoder = new LongEncoder();
  private final LongReader reader = new LongReader();
  private int matches;
  private final Set<Encoding> seen = EnumSet.noneOf(Encoding.class);

  @Test
  void everyShapeOfValuesComesBackThroughEveryVerb() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int size : SIZES) {
      for (Shape shape : Shape.values()) {
        long[] values = shape.make(random, size);
        check("seed " + seed + " " + shape + " of " + size, values, random);
      }
    }
    Set<Encoding> longs = EnumSet.allOf(Encoding.class);
    longs.removeIf(Encoding::isOfAddresses);
    longs.remove(Encoding.PREDICTED); // PredictedEncodingTest
    assertEquals(longs, seen, "seed " + seed + ": each encoding is the best for some shape");
    assertTrue(matches > 100, "seed " + seed + ": " + matches + " matches without reading");
  }

  @Test
  void everyWidthComesBack() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int width = 0; width <= 64; width++) {
      for (int size : new int[] {1, 7, 64, 129, 5000}) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
          values[i] = width == 0 ? 0 : random.nextLong() >>> (64 - width);
        }
        check("seed " + seed + " width " + width + " of " + size, values, random);
      }
    }
  }

  @Test
  void equalValuesGiveEqualBytesWhateverWasEncodedBefore() {
    SplittableRandom random = new SplittableRandom(5);
    for (Shape shape : Shape.values()) {
      long[] values = shape.make(new SplittableRandom(6), 9000);
      ByteSink fresh = new ByteSink();
      new LongEncoder().encode(values, values.length, fresh);
      Shape other = Shape.values()[random.nextInt(Shape.values().length)];
      encoder.encode(other.make(random, 3000), 3000, new ByteSink());
      ByteSink used = new ByteSink();
      encoder.encode(values, values.length, used);
      assertArrayEquals(
          Arrays.copyOf(fresh.array(), fresh.size()), Arrays.copyOf(used.array(), used.size()));
    }
  }

  @Test
  void nothingIsEverLargerThanPlainPacking() {
    SplittableRandom random = new SplittableRandom(7);
    for (Shape shape : Shape.values()) {
      for (int size : SIZES) {
        long[] values = shape.make(random, size);
        LongStatistics s = LongStatistics.of(values, size);
        ByteSink out = new ByteSink();
        encoder.encode(values, s, out);
        assertTrue(out.size() <= 11 + BitPacking.bytes(size, s.width()), shape + " of " + size);
      }
    }
  }

  @Test
  void damagedBytesGiveAnExceptionOrValuesButNeverAnythingElse() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (Shape shape : Shape.values()) {
      long[] values = shape.make(random, 5000);
      ByteSink out = new ByteSink();
      Encoding encoding = encoder.encode(values, values.length, out);
      for (int round = 0; round < 300; round++) {
        byte[] bytes = Arrays.copyOf(out.array(), out.size() + BitPacking.PADDING);
        int length = out.size();
        for (int i = random.nextInt(4); i >= 0; i--) {
          // beginnings hold counts and widths, so most damage goes there
          int at = random.nextInt(random.nextBoolean() ? Math.min(24, length) : length);
          bytes[at] = (byte) random.nextInt();
        }
        length -= random.nextInt(5) == 0 ? random.nextInt(length) : 0;
        try {
          LongDecoder decoder = reader.open(encoding, bytes, 0, length, values.length);
          decoder.read(0, values.length, new long[values.length], 0);
          decoder.get(random.nextInt(values.length));
          int[] found = new int[values.length];
          decoder.match(0, values.length, LongRanges.of(values[0], values[0]), found);
        } catch (IOException e) {
          refused++;
        } catch (RuntimeException | Error e) {
          throw new AssertionError("seed " + seed + " " + shape + " as " + encoding, e);
        }
      }
    }
    assertTrue(refused > 100, "some damage shows in the structure: " + refused);
  }

  private void check(String what, long[] values, SplittableRandom random) throws IOException {
    int rows = values.length;
    ByteSink out = new ByteSink();
    out.u32(-1); // bytes of another column before
    Encoding encoding = encoder.encode(values, rows, out);
    seen.add(encoding);
    String text = what + " as " + encoding;
    byte[] bytes = Arrays.copyOf(out.array(), out.size() + BitPacking.PADDING);
    Arrays.fill(bytes, out.size(), bytes.length, (byte) -1);
    LongDecoder decoder = reader.open(encoding, bytes, 4, out.size() - 4, rows);
    long[] all = new long[rows + 2];
    decoder.read(0, rows, all, 1);
    assertArrayEquals(values, Arrays.copyOfRange(all, 1, rows + 1), text);
    for (int i = 0; i < 20; i++) {
      int from = random.nextInt(rows);
      int count = Math.min(rows - from, 1 + random.nextInt(random.nextInt(4096) + 1));
      long[] some = new long[count];
      decoder.read(from, count, some, 0);
      assertArrayEquals(Arrays.copyOfRange(values, from, from + count), some, text);
      int share = 1 + random.nextInt(random.nextBoolean() ? 3 : 300);
      int[] selection = new int[count];
      int selected = 0;
      for (int r = 0; r < count; r++) {
        selection[selected] = r;
        selected += random.nextInt(share) == 0 ? 1 : 0;
      }
      decoder.readSelected(from, selection, selected, some);
      long[] picked = new long[count];
      decoder.readSelected(from, selection, selected, picked);
      for (int r = 0; r < selected; r++) {
        assertEquals(values[from + selection[r]], picked[selection[r]], text);
      }
      assertEquals(values[from], decoder.get(from), text);
      checkMatch(text, Arrays.copyOfRange(values, from, from + count), from, decoder, random);
    }
  }

  private void checkMatch(
      String text, long[] values, int from, LongDecoder decoder, SplittableRandom random) {
    long bound = values[random.nextInt(values.length)];
    LongRanges set =
        switch (random.nextInt(4)) {
          case 0 -> LongRanges.of(bound, bound);
          case 1 -> LongRanges.of(bound, Long.MAX_VALUE);
          case 2 -> LongRanges.of(Math.max(bound, 200_000), Long.MAX_VALUE);
          default -> LongRanges.of(random.nextLong(), random.nextLong()).union(LongRanges.of(7, 9));
        };
    int[] found = new int[values.length];
    int n = decoder.match(from, values.length, set, found);
    if (n >= 0) {
      matches++;
      int[] expected =
          IntStream.range(0, values.length).filter(i -> set.contains(values[i])).toArray();
      assertArrayEquals(expected, Arrays.copyOf(found, n), text + " " + set);
    }
  }

  /** What columns look like, and what they never should. */
  private enum Shape {
    ALL_EQUAL,
    TWO_VALUES,
    EXTREMES,
    MOSTLY_ONE,
    FEW_FREQUENT,
    FEW_VALUES_FAR_APART,
    SKEWED,
    OUTLIERS,
    ASCENDING,
    ASCENDING_IN_BURSTS,
    ASCENDING_FAR,
    DESCENDING,
    WHOLE_SECONDS,
    AGAIN_AND_AGAIN,
    ASCENDING_AGAIN_AND_AGAIN,
    RANDOM;

    long[] make(SplittableRandom random, int size) {
      long[] values = new long[size];
      long pick = random.nextLong();
      long[] few = random.longs(17).toArray();
      long[] round = random.longs(700, 0, 1 << 20).toArray();
      long running = random.nextInt();
      for (int i = 0; i < size; i++) {
        running +=
            this == ASCENDING_FAR
                ? random.nextLong() >>> 20
                : this == ASCENDING_AGAIN_AND_AGAIN
                    ? round[i % round.length]
                    : this == ASCENDING_IN_BURSTS
                        ? (random.nextInt(500) == 0 ? random.nextInt(1_000_000) : 0)
                        : random.nextInt(7);
        int percent = random.nextInt(100);
        values[i] =
            switch (this) {
              case ALL_EQUAL -> pick;
              case TWO_VALUES -> percent < 50 ? pick : few[0];
              case EXTREMES ->
                  percent < 30 ? Long.MIN_VALUE : percent < 60 ? Long.MAX_VALUE : percent - 80;
              case MOSTLY_ONE -> percent < 97 ? 6 : random.nextInt(256);
              case FEW_FREQUENT -> percent < 60 ? few[percent & 3] : random.nextLong() >>> 30;
              case FEW_VALUES_FAR_APART -> few[percent % few.length];
              case SKEWED -> (long) Math.exp(random.nextDouble() * random.nextDouble() * 40);
              case OUTLIERS -> percent < 98 ? random.nextInt(16) : random.nextLong();
              case ASCENDING, ASCENDING_IN_BURSTS, ASCENDING_FAR -> running;
              case DESCENDING -> -running;
              case WHOLE_SECONDS -> 17 + 1000L * random.nextInt(3600);
              case AGAIN_AND_AGAIN -> random.nextInt(300) == 0 ? pick : round[i % round.length];
              case ASCENDING_AGAIN_AND_AGAIN -> running;
              case RANDOM -> random.nextLong();
            };
      }
      return values;
    }
  }
}
