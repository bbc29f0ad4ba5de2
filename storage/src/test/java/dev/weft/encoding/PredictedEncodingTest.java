package dev.weft.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PredictedEncodingTest {
  private final LongEncoder encoder = new LongEncoder();

  @Test
  void valuesComeBackWithOneOtherColumnAndWithTwo() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    LongReader reader = new LongReader(); // reused, so that tables of earlier blocks must be gone
    for (int round = 0; round < 60; round++) {
      int rows = 1 + random.nextInt(9000);
      long[] flags = bytes(random, rows, 1 + random.nextInt(12));
      long[] initial = bytes(random, rows, 1 + random.nextInt(12));
      long[] session = new long[rows];
      for (int i = 0; i < rows; i++) {
        session[i] = random.nextInt(20) == 0 ? random.nextInt(64) : flags[i] & ~initial[i];
      }
      boolean both = random.nextBoolean();
      List<FlowColumn> others =
          both ? List.of(FlowColumn.FLAGS, FlowColumn.INITIAL_FLAGS) : List.of(FlowColumn.FLAGS);
      List<long[]> values = both ? List.of(flags, initial) : List.of(flags);
      ByteSink out = new ByteSink();
      assertTrue(PredictedEncoding.encode(session, rows, others, values, encoder, out));
      reader.columns(c -> plain(c == FlowColumn.FLAGS ? flags : initial));
      LongDecoder decoder = open(reader, out, rows);
      long[] all = new long[rows];
      decoder.read(0, rows, all, 0);
      assertArrayEquals(session, all, "seed " + seed);
      int from = random.nextInt(rows);
      assertEquals(session[from], decoder.get(from), "seed " + seed);
      long[] tail = new long[rows - from + 1];
      decoder.read(from, rows - from, tail, 1);
      assertArrayEquals(
          Arrays.copyOfRange(session, from, rows), Arrays.copyOfRange(tail, 1, tail.length));
    }
  }

  @Test
  void aColumnThatTheOthersDetermineTakesNextToNothing() {
    SplittableRandom random = new SplittableRandom(1);
    long[] flags = bytes(random, 65_536, 30);
    long[] initial = Arrays.stream(flags).map(f -> f & 18).toArray();
    ByteSink out = new ByteSink();
    PredictedEncoding.encode(
        initial, 65_536, List.of(FlowColumn.FLAGS), List.of(flags), encoder, out);
    assertTrue(out.size() < 200, out.size() + " bytes");
  }

  @Test
  void tooManyPairsAreLeftToOtherEncodings() {
    SplittableRandom random = new SplittableRandom(2);
    long[] one = bytes(random, 65_536, 256);
    long[] two = bytes(random, 65_536, 256);
    ByteSink out = new ByteSink();
    assertFalse(
        PredictedEncoding.encode(
            one, 65_536, List.of(FlowColumn.FLAGS), List.of(two), encoder, out));
    assertEquals(0, out.size());
  }

  @Test
  void damagedBytesAreRefusedOrGiveBytesAndNestedOnesAreRefused() {
    SplittableRandom random = new SplittableRandom(3);
    long[] flags = bytes(random, 3000, 9);
    long[] initial = bytes(random, 3000, 9);
    ByteSink out = new ByteSink();
    PredictedEncoding.encode(
        initial, 3000, List.of(FlowColumn.FLAGS), List.of(flags), encoder, out);
    LongReader reader = new LongReader();
    assertThrows(EncodingException.class, () -> open(reader, out, 3000));
    reader.columns(c -> plain(flags));
    for (int round = 0; round < 500; round++) {
      ByteSink damaged = new ByteSink();
      damaged.write(out.array(), 0, out.size());
      damaged.array()[random.nextInt(Math.min(60, out.size()))] = (byte) random.nextInt();
      try {
        long[] all = new long[3000];
        open(reader, damaged, 3000).read(0, 3000, all, 0);
        assertTrue(Arrays.stream(all).allMatch(v -> v >= 0 && v < 256));
      } catch (IOException e) {
        assertTrue(e instanceof EncodingException);
      }
    }
  }

  private static long[] bytes(SplittableRandom random, int rows, int different) {
    long[] few = random.longs(different, 0, 256).toArray();
    return random.ints(rows, 0, different).mapToLong(i -> few[i]).toArray();
  }

  private LongDecoder plain(long[] values) throws IOException {
    ByteSink out = new ByteSink();
    Encoding encoding = new LongEncoder().encode(values, values.length, out);
    byte[] bytes = Arrays.copyOf(out.array(), out.size() + BitPacking.PADDING);
    return new LongReader().open(encoding, bytes, 0, out.size(), values.length);
  }

  private static LongDecoder open(LongReader reader, ByteSink out, int rows) throws IOException {
    byte[] bytes = Arrays.copyOf(out.array(), out.size() + BitPacking.PADDING);
    return reader.open(Encoding.PREDICTED, bytes, 0, out.size(), rows);
  }
}
