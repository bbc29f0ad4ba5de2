package dev.weft.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import java.util.EnumSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class TrafficGeneratorTest {
  private static final long DAY = 1_352_764_800_000L;
  private static final EnumSet<FlowColumn> COLUMNS = EnumSet.copyOf(TrafficGenerator.columns());

  @Test
  void makesExactlyAsManyFlowsAsAskedFor() {
    for (long flows : new long[] {0, 1, 2, 4_097, 100_000}) {
      assertEquals(flows, count(new TrafficGenerator(settings(flows, 7))::next, 4_096));
    }
  }

  @Test
  void sameSeedSameFlowsWhateverTheBatchSize() {
    long one = digest(new TrafficGenerator(settings(30_000, 7))::next, 4_096);
    assertEquals(one, digest(new TrafficGenerator(settings(30_000, 7))::next, 13));
    assertNotEquals(one, digest(new TrafficGenerator(settings(30_000, 8))::next, 4_096));
  }

  @Test
  void everyFlowLiesInItsDaysAndHoldsSaneValues() {
    TrafficGenerator generator = new TrafficGenerator(settings(50_000, 1));
    Batch batch = Batch.ofFlows(COLUMNS, 4_096);
    long ipv6 = 0;
    while (generator.next(batch, 4_096)) {
      for (int i = 0; i < batch.size(); i++) {
        long start = batch.longs(FlowColumn.STIME).values[i];
        assertTrue(start >= DAY && start < DAY + 2 * 86_400_000L);
        long packets = batch.longs(FlowColumn.PACKETS).values[i];
        long bytes = batch.longs(FlowColumn.BYTES).values[i];
        assertTrue(
            packets >= 1 && bytes >= 40 * packets, packets + " packets, " + bytes + " bytes");
        assertTrue(bytes <= 0xFFFF_FFFFL && batch.longs(FlowColumn.DURATION).values[i] >= 0);
        ipv6 += batch.longs(FlowColumn.IP_VERSION).values[i] == 6 ? 1 : 0;
      }
    }
    assertTrue(ipv6 > 2_000 && ipv6 < 6_000, "IPv6 flows: " + ipv6);
  }

  @Test
  void storyHasItsTheft() {
    OfficeStory story = new OfficeStory();
    Batch batch = Batch.ofFlows(COLUMNS, 4_096);
    long evening = 0;
    long before = 0;
    long thief = 0xFFFFL << 32 | 10L << 24 | 20 << 16 | 30 << 8 | 47;
    while (story.next(batch, 4_096)) {
      for (int i = 0; i < batch.size(); i++) {
        if (batch.addresses(FlowColumn.DIP).lows[i] == thief) {
          long start = batch.longs(FlowColumn.STIME).values[i];
          if (start >= OfficeStory.THEFT_DAY + 18 * 3_600_000L) {
            evening += batch.longs(FlowColumn.BYTES).values[i];
          } else {
            before += batch.longs(FlowColumn.BYTES).values[i];
          }
        }
      }
    }
    assertTrue(evening > 50 * before && before > 0, evening + " against " + before);
  }

  private static TrafficGenerator.Settings settings(long flows, long seed) {
    return new TrafficGenerator.Settings(flows, 2, 3, seed, DAY);
  }

  private static long count(BiFunction<Batch, Integer, Boolean> source, int capacity) {
    Batch batch = Batch.ofFlows(COLUMNS, capacity);
    long n = 0;
    while (source.apply(batch, capacity)) {
      n += batch.size();
    }
    return n;
  }

  private static long digest(BiFunction<Batch, Integer, Boolean> source, int capacity) {
    Batch batch = Batch.ofFlows(COLUMNS, capacity);
    long hash = 1;
    while (source.apply(batch, capacity)) {
      for (int i = 0; i < batch.size(); i++) {
        for (FlowColumn c : COLUMNS) {
          hash =
              hash * 31 + (c.isAddress() ? batch.addresses(c).lows[i] : batch.longs(c).values[i]);
          hash += c.isAddress() ? batch.addresses(c).highs[i] : 0;
        }
      }
    }
    return hash;
  }
}
