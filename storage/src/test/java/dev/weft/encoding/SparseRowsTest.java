package dev.weft.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseRowsTest {
  private final LongEncoder parts = new LongEncoder();
  private final SparseRows rows = new SparseRows();

  @Test
  void everyShareOfListedRowsComesBackFromAnywhere() throws EncodingException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 400; round++) {
      int count = 1 + random.nextInt(random.nextBoolean() ? 600 : 65_536);
      int share = 1 + random.nextInt(random.nextBoolean() ? 4 : 5000);
      boolean[] listed = new boolean[count];
      for (int i = 0; i < count; i++) {
        listed[i] = random.nextInt(share) == 0;
      }
      check("seed " + seed + ", " + count + " rows, one of " + share, listed, random);
    }
  }

  private void check(String what, boolean[] listed, SplittableRandom random)
      throws EncodingException {
    int count = listed.length;
    long[] numbers = new long[count];
    int[] before = new int[count + 1];
    for (int i = 0; i < count; i++) {
      numbers[before[i]] = i;
      before[i + 1] = before[i] + (listed[i] ? 1 : 0);
    }
    int all = before[count];
    ByteSink out = encoded(numbers, all, count);
    open(out, out.size(), all, count);
    for (int i = 0; i < 10; i++) {
      int from = random.nextInt(count);
      int to = from + random.nextInt(count - from + 1);
      assertEquals(before[from], rows.rank(from), what);
      assertEquals(before[to], rows.rank(to), what);
      assertEquals(listed[from], rows.contains(from, before[from]), what);
      int[] found = rows.rows(from, before[from], before[to]);
      for (int k = before[from]; k < before[to]; k++) {
        assertEquals(numbers[k] - from, found[k - before[from]], what);
      }
    }
  }

  @Test
  void rowsOutOfOrderOrBeyondTheEndAreRefused() {
    ByteSink descending = encoded(new long[] {3, 7}, 2, 300);
    int last = descending.size() - 1;
    descending.array()[last] = 3;
    assertRefused(descending, 2, 300);
    assertRefused(encoded(new long[] {299}, 1, 300), 1, 299);
    assertRefused(encoded(new long[] {3, 7}, 2, 300), 1, 300);
    assertRefused(encoded(new long[] {3, 7}, 2, 300), 3, 300);
  }

  private void assertRefused(ByteSink out, int listed, int count) {
    assertThrows(EncodingException.class, () -> open(out, out.size(), listed, count));
  }

  private ByteSink encoded(long[] numbers, int listed, int count) {
    ByteSink out = new ByteSink();
    SparseRows.encode(numbers, listed, count, parts, out);
    return out;
  }

  private void open(ByteSink out, int length, int listed, int count) throws EncodingException {
    byte[] bytes = Arrays.copyOf(out.array(), length + BitPacking.PADDING);
    ByteSource in = new ByteSource(bytes, 0, length);
    rows.open(in, bytes, listed, count);
    in.finish();
  }
}
