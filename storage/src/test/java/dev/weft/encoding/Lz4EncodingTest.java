package dev.weft.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Lz4EncodingTest {
  private static final int ROWS = 65_536;

  private final LongEncoder encoder = new LongEncoder();

  @Test
  void portsOfAPollerThatAsksTheSameHostsEveryMinuteAreManyTimesSmaller() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    long[] round = random.longs(1000, 0, 65_536).toArray();
    long[] ports = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      ports[i] = round[i % round.length];
    }
    ByteSink out = new ByteSink();
    assertEquals(Encoding.LZ4, encoder.encode(ports, ROWS, out));
    assertTrue(out.size() < BitPacking.bytes(ROWS, 10) / 15, out.size() + " bytes");
    long[] all = new long[ROWS];
    open(out, out.size(), ROWS).read(0, ROWS, all, 0);
    assertArrayEquals(ports, all);
  }

  @Test
  void startsOfABeaconTakeNextToNothing() throws IOException {
    long[] starts = new long[ROWS];
    long[] gaps = new SplittableRandom(2).longs(60, 0, 50_000).toArray();
    for (int i = 1; i < ROWS; i++) {
      starts[i] = starts[i - 1] + gaps[i % gaps.length];
    }
    ByteSink out = new ByteSink();
    assertEquals(Encoding.DELTA, encoder.encode(starts, ROWS, out));
    assertTrue(out.size() < 2500, out.size() + " bytes");
    byte[] bytes = Arrays.copyOf(out.array(), out.size() + BitPacking.PADDING);
    long[] all = new long[ROWS];
    new LongReader().open(Encoding.DELTA, bytes, 0, out.size(), ROWS).read(0, ROWS, all, 0);
    assertArrayEquals(starts, all);
  }

  @Test
  void valuesInNoOrderAreNotTriedHoweverFewThereAre() {
    SplittableRandom random = new SplittableRandom(3);
    long[] few = random.longs(9, 0, 1 << 30).toArray();
    long[] values = random.ints(ROWS, 0, few.length).mapToLong(i -> few[i]).toArray();
    assertTrue(!Lz4Encoding.repeats(values, ROWS));
    assertNotEquals(Encoding.LZ4, encoder.encode(values, ROWS, new ByteSink()));
  }

  @Test
  void damagedBlocksAreRefusedOrGiveValuesAndNeverPassTheirRows() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    long[] round = random.longs(50, 0, 1 << 20).toArray();
    long[] values = new long[3000];
    for (int i = 0; i < values.length; i++) {
      values[i] = round[i % round.length] + (random.nextInt(40) == 0 ? 1 : 0);
    }
    ByteSink out = new ByteSink();
    Lz4Encoding.encode(values, LongStatistics.of(values, values.length), out);
    assertThrows(EncodingException.class, () -> open(out, out.size() - 1, values.length));
    assertThrows(EncodingException.class, () -> open(out, out.size(), values.length - 1));
    assertThrows(EncodingException.class, () -> open(out, out.size(), values.length + 1));
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      ByteSink damaged = new ByteSink();
      damaged.write(out.array(), 0, out.size());
      damaged.array()[random.nextInt(out.size())] = (byte) random.nextInt();
      try {
        LongDecoder decoder = open(damaged, damaged.size(), values.length);
        decoder.read(0, values.length, new long[values.length], 0);
      } catch (EncodingException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertTrue(refused > 100, "some damage shows: " + refused);
  }

  private static LongDecoder open(ByteSink out, int length, int rows) throws IOException {
    byte[] bytes = Arrays.copyOf(out.array(), length + BitPacking.PADDING);
    return new LongReader().open(Encoding.LZ4, bytes, 0, length, rows);
  }
}
