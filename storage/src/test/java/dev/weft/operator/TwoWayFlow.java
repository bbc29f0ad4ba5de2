package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.IpAddress;
import dev.weft.flow.ValueKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A flow of the tests of walkers; its fields stand at the positions of the same order. */
record TwoWayFlow(
    IpAddress sip,
    IpAddress dip,
    long sport,
    long dport,
    long protocol,
    long packets,
    long bytes,
    long flags,
    long stime,
    long etime,
    long response,
    long id) {
  static final List<ValueKind> KINDS = kinds();

  private static final long IPV4 = 0xFFFF_0000_0000L;
  private static final long[] FLAGS = {2, 2, 2, 18, 4, 20, 6, 27, 16, 0, 10};
  private static final long[] PROTOCOLS = {6, 6, 6, 17, 17, 1, 1, 47};

  private static List<ValueKind> kinds() {
    List<ValueKind> kinds = new ArrayList<>(Collections.nCopies(12, ValueKind.LONG));
    kinds.set(0, ValueKind.ADDRESS);
    kinds.set(1, ValueKind.ADDRESS);
    return kinds;
  }

  static Input input(int position) {
    return new Input(position, KINDS.get(position), false);
  }

  /** Flows of few hosts among each other; no two begin in the same millisecond if so wished. */
  static List<TwoWayFlow> random(Random random, int count, boolean distinctStarts) {
    int sources = 1 + random.nextInt(6);
    int spread = 1 << random.nextInt(11);
    int step = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(3);
    boolean lowPorts = random.nextBoolean();
    int proto = random.nextInt(3);
    Set<Long> starts = new HashSet<>();
    List<TwoWayFlow> flows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = random.nextInt(distinctStarts ? 50_000_000 : 3000);
      while (distinctStarts && !starts.add(start)) {
        start++;
      }
      long length = random.nextInt(3) == 0 ? 0 : random.nextInt(1 << random.nextInt(20));
      long sip = 10L << 24 | random.nextInt(sources);
      long dip = 10L << 24 | 200 + (long) step * random.nextInt(spread);
      boolean back = random.nextInt(4) == 0;
      boolean v6 = random.nextInt(20) == 0;
      IpAddress from = v6 ? new IpAddress(0x2001_0db8L << 32, sip) : new IpAddress(0, IPV4 | sip);
      IpAddress to = v6 ? new IpAddress(0x2001_0db8L << 32, dip) : new IpAddress(0, IPV4 | dip);
      long sport = random.nextInt(9) == 0 ? 65_535 : 40_000 + random.nextInt(3);
      long dport =
          lowPorts ? 1018 + random.nextInt(8) : random.nextInt(3) * 256L + random.nextInt(2) * 2048;
      long protocol =
          random.nextInt(5) > 0 && proto < 3
              ? new long[] {6, 17, 1}[proto]
              : PROTOCOLS[random.nextInt(PROTOCOLS.length)];
      flows.add(
          new TwoWayFlow(
              back ? to : from,
              back ? from : to,
              back ? dport : sport,
              back ? sport : dport,
              protocol,
              1 + random.nextInt(5),
              random.nextInt(400),
              random.nextInt(spread) == 0 || random.nextBoolean()
                  ? 2
                  : FLAGS[random.nextInt(FLAGS.length)],
              1_700_000_000_000L + start,
              1_700_000_000_000L + start + length,
              back ? 1 : 0,
              i));
    }
    return flows;
  }

  /** A plan of these flows, cut into batches of any length, of several sources. */
  static Plan plan(List<TwoWayFlow> flows, Random random) {
    List<Plan> parts = new ArrayList<>();
    int from = 0;
    while (from < flows.size() || parts.isEmpty()) {
      int to = Math.min(flows.size(), from + 1 + random.nextInt(flows.size() + 1));
      List<TwoWayFlow> some = flows.subList(Math.min(from, to), to);
      long seed = random.nextLong();
      parts.add(
          new Plan.Rows(
              KINDS,
              sink -> {
                Random lengths = new Random(seed);
                for (int at = 0; at < some.size(); ) {
                  int n = Math.min(some.size() - at, 1 + lengths.nextInt(Batch.ROWS));
                  sink.accept(batch(some.subList(at, at + n)));
                  at += n;
                }
              }));
      from = to;
    }
    return parts.size() == 1 ? parts.get(0) : new Plan.Union(parts);
  }

  private static Batch batch(List<TwoWayFlow> flows) {
    Vector[] vectors = new Vector[KINDS.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = Vector.of(KINDS.get(i), flows.size());
    }
    for (int r = 0; r < flows.size(); r++) {
      TwoWayFlow f = flows.get(r);
      set((AddressVector) vectors[0], r, f.sip);
      set((AddressVector) vectors[1], r, f.dip);
      long[] values = {
        f.sport,
        f.dport,
        f.protocol,
        f.packets,
        f.bytes,
        f.flags,
        f.stime,
        f.etime,
        f.response,
        f.id
      };
      for (int i = 0; i < values.length; i++) {
        ((LongVector) vectors[i + 2]).values[r] = values[i];
      }
    }
    Batch batch = new Batch(vectors);
    batch.size(flows.size());
    return batch;
  }

  private static void set(AddressVector vector, int row, IpAddress address) {
    vector.highs[row] = address.high();
    vector.lows[row] = address.low();
  }
}
