package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.Zone;
import dev.weft.encoding.Encoding;
import dev.weft.error.CorruptFileException;
import dev.weft.flow.FirstOctets;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the blocks of a file, one after the other. Every column is decoded once, chunk by chunk,
 * and all that is to be compared is made of it on the way. For one thread.
 */
final class BlockChecker {
  /** Told what is wrong with a block, column by column. */
  interface Faults {
    /** A column can't be read. */
    void lost(int block, FlowColumn column, CorruptFileException e);

    /** What is said about a column is not so. */
    void wrong(int block, FlowColumn column, String detail);
  }

  private final PartitionFile file;
  private final FilterCheck sources;
  private final FilterCheck destinations;
  private final Faults faults;

  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  /** Memory of a chunk, which a thread keeps for its next file: most files are small. */
  private static final class Buffers {
    final AddressVector addresses = new AddressVector(Batch.ROWS);
    final LongVector other = new LongVector(Batch.ROWS);
    final long[] ends = new long[Batch.ROWS];
    final Map<FlowColumn, LongVector> kept = new EnumMap<>(FlowColumn.class);

    Buffers() {
      for (FlowColumn c :
          new FlowColumn[] {
            FlowColumn.STIME,
            FlowColumn.DURATION,
            FlowColumn.PROTOCOL,
            FlowColumn.PACKETS,
            FlowColumn.BYTES
          }) {
        kept.put(c, new LongVector(Batch.ROWS)); // compared with each other, row by row
      }
    }
  }

  private final AddressVector addresses;
  private final LongVector other;
  private final Map<FlowColumn, LongVector> kept;
  private final long[] ends;
  private final ProtocolTotals.Counter counter = new ProtocolTotals.Counter();

  private final BoundsCheck[] checks = new BoundsCheck[FlowColumn.count()];
  private final boolean[][] octets = new boolean[FlowColumn.count()][256];
  private final boolean[] others = new boolean[FlowColumn.count()]; // with addresses beyond IPv4
  private final @Nullable CorruptFileException[] damage =
      new CorruptFileException[FlowColumn.count()];
  private final long[] sums = new long[FlowColumn.count()];
  private final long[] last = new long[FlowColumn.count()]; // value of a column that ascends
  private final boolean[] descends = new boolean[FlowColumn.count()];

  BlockChecker(PartitionFile file, FilterCheck sources, FilterCheck destinations, Faults faults) {
    this.file = file;
    this.sources = sources;
    this.destinations = destinations;
    this.faults = faults;
    Buffers buffers = BUFFERS.get();
    addresses = buffers.addresses;
    other = buffers.other;
    kept = buffers.kept;
    ends = buffers.ends;
    Arrays.setAll(checks, i -> new BoundsCheck());
  }

  void check(int block) throws IOException {
    for (FlowColumn c : FlowColumn.values()) {
      Zone zone = file.zone(block, c);
      checks[c.ordinal()].begin(zone.minLow(), zone.maxLow());
      Arrays.fill(octets[c.ordinal()], false);
    }
    Arrays.fill(others, false);
    Arrays.fill(damage, null);
    Arrays.fill(sums, 0);
    Arrays.fill(last, Long.MIN_VALUE);
    Arrays.fill(descends, false);
    BlockFooter footer = file.footer().block(block);
    try (ChunkReader reader = file.read(block)) {
      for (int n = reader.next(); n > 0; n = reader.next()) {
        for (FlowColumn c : PartitionFormat.COLUMNS) {
          if (damage[c.ordinal()] == null && !isPlain(footer, c)) {
            try {
              read(reader, footer, c, n);
            } catch (CorruptFileException e) {
              damage[c.ordinal()] = e;
            }
          }
        }
        addEnds(n);
        addTotals(n);
      }
    }
    for (FlowColumn c : PartitionFormat.COLUMNS) {
      report(block, footer, c);
    }
    if (isSound(FlowColumn.STIME, FlowColumn.DURATION)) {
      compareBounds(block, FlowColumn.ETIME);
    }
    ProtocolTotals totals = counter.take(footer);
    if (isSound(FlowColumn.PROTOCOL, FlowColumn.PACKETS, FlowColumn.BYTES)
        && !Objects.equals(totals, footer.totals())) {
      String detail = "totals: expected " + totals + ", found " + footer.totals();
      faults.wrong(block, FlowColumn.PROTOCOL, detail);
    }
  }

  /** True for a column whose one value is its bound, and of which nothing else is known. */
  private boolean isPlain(BlockFooter footer, FlowColumn c) {
    return footer.encoding(c) == Encoding.CONSTANT && !c.isAddress() && !kept.containsKey(c);
  }

  private boolean isSound(FlowColumn... columns) {
    for (FlowColumn c : columns) {
      if (damage[c.ordinal()] != null) {
        return false;
      }
    }
    return true;
  }

  /** Decodes a column of a chunk; takes bounds and sum; looks for addresses in the filter. */
  private void read(ChunkReader reader, BlockFooter footer, FlowColumn c, int n)
      throws IOException {
    int i = c.ordinal();
    if (c.isAddress()) {
      reader.read(c, addresses);
      others[i] |= !BlockEncoder.allIpv4(addresses.highs, addresses.lows, n);
      if (!others[i]) {
        checks[i].add(addresses.lows, n);
        BlockEncoder.addFirstOctets(addresses.lows, n, octets[i]);
      }
      if (c == FlowColumn.SIP) {
        sources.look(addresses.highs, addresses.lows, n);
      } else if (c == FlowColumn.DIP) {
        destinations.look(addresses.highs, addresses.lows, n);
      }
      return;
    }
    LongVector vector = kept.getOrDefault(c, other);
    reader.read(c, vector);
    long[] values = vector.values;
    checks[i].add(values, n);
    if (isSummed(c)) {
      sums[i] = PartitionFooter.add(sums[i], BlockEncoder.sum(values, n));
    }
    Encoding encoding = footer.encoding(c);
    if (encoding == Encoding.SORTED || encoding == Encoding.DELTA) {
      descends[i] |= values[0] < last[i] || !ascends(values, n);
      last[i] = values[n - 1];
    }
  }

  private static boolean isSummed(FlowColumn c) {
    return c == FlowColumn.PACKETS || c == FlowColumn.BYTES;
  }

  private static boolean ascends(long[] values, int count) {
    int down = 0;
    for (int i = 1; i < count; i++) {
      down |= values[i] < values[i - 1] ? 1 : 0;
    }
    return down == 0;
  }

  private long[] values(FlowColumn c) {
    return Objects.requireNonNull(kept.get(c)).values;
  }

  private void addEnds(int n) {
    if (isSound(FlowColumn.STIME, FlowColumn.DURATION)) {
      long[] starts = values(FlowColumn.STIME);
      long[] durations = values(FlowColumn.DURATION);
      for (int i = 0; i < n; i++) {
        ends[i] = starts[i] + durations[i];
      }
      checks[FlowColumn.ETIME.ordinal()].add(ends, n);
    }
  }

  private void addTotals(int n) {
    if (isSound(FlowColumn.PROTOCOL, FlowColumn.PACKETS, FlowColumn.BYTES)) {
      counter.add(
          values(FlowColumn.PROTOCOL), values(FlowColumn.PACKETS), values(FlowColumn.BYTES), n);
    }
  }

  private void report(int block, BlockFooter footer, FlowColumn c) throws IOException {
    CorruptFileException e = damage[c.ordinal()];
    if (e != null) {
      faults.lost(block, c, e);
      return;
    }
    if (!isPlain(footer, c)) {
      compareBounds(block, c);
    }
    long sum = footer.sum(c);
    if (isSummed(c) && sum != sums[c.ordinal()]) {
      faults.wrong(block, c, "sum: expected " + sums[c.ordinal()] + ", found " + sum);
    }
    if (descends[c.ordinal()]) {
      faults.wrong(block, c, footer.encoding(c) + ": expected values that ascend, found others");
    }
  }

  private void compareBounds(int block, FlowColumn c) throws IOException {
    Zone told = file.zone(block, c);
    if (checks[c.ordinal()].isExact() && (!c.isAddress() || isExact(c, told))) {
      return;
    }
    Zone found = BlockBounds.read(file, block, c);
    if (!told.equals(found)) {
      String detail = "bounds: expected " + text(c, found) + ", found " + text(c, told);
      faults.wrong(block, c, detail);
    }
  }

  /** True where all are IPv4 and of just the first octets told; others are looked at once more. */
  private boolean isExact(FlowColumn c, Zone told) {
    int i = c.ordinal();
    return !others[i]
        && told.minHigh() == 0
        && told.maxHigh() == 0
        && FirstOctets.of(octets[i]).equals(told.octets());
  }

  private static String text(FlowColumn c, @Nullable Zone z) {
    if (z == null) {
      return "none";
    }
    if (!c.isAddress()) {
      return z.minLow() + " to " + z.maxLow();
    }
    String bounds =
        new IpAddress(z.minHigh(), z.minLow()) + " to " + new IpAddress(z.maxHigh(), z.maxLow());
    return z.octets() == null ? bounds : bounds + " of first octets " + z.octets();
  }
}
