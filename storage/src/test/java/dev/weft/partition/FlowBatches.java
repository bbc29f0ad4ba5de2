package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.OpenFlowFile;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/** Batches of flows for tests of partitions, and the plain way to read a file back. */
final class FlowBatches {
  static final long HOUR = 1_234_396_800_000L;

  private FlowBatches() {}

  /** An empty batch with all columns that a writer takes. */
  static Batch empty(int capacity) {
    Batch b = Batch.ofFlows(EnumSet.copyOf(PartitionFormat.COLUMNS), capacity);
    b.size(0);
    return b;
  }

  /**
   * Plausible flows sorted by start: clients of a pool talk to few services.
   *
   * @param ipv6Share of the rows, 0 to 1
   */
  static Batch random(SplittableRandom random, int rows, double ipv6Share) {
    Batch b = empty(rows);
    long stime = HOUR;
    int[] services = {80, 443, 53, 22, 25, 123, 8080, 993};
    for (int i = 0; i < rows; i++) {
      stime += (long) (-Math.log(1 - random.nextDouble()) * 3_599_000 / rows);
      boolean six = random.nextDouble() < ipv6Share;
      address(b, FlowColumn.SIP, i, random, six);
      address(b, FlowColumn.DIP, i, random, six);
      b.addresses(FlowColumn.NHIP).lows[i] = IpAddress.IPV4_LOW;
      long protocol = random.nextInt(10) < 7 ? 6 : random.nextInt(10) < 8 ? 17 : 1;
      long service = services[Math.min(random.nextInt(8), random.nextInt(8))];
      long client = 1024 + random.nextInt(64_512);
      boolean out = random.nextBoolean();
      long packets = 1 + (long) Math.exp(random.nextDouble() * 4);
      set(b, FlowColumn.SPORT, i, protocol == 1 ? 0 : out ? service : client);
      set(b, FlowColumn.DPORT, i, protocol == 1 ? 2048 : out ? client : service);
      set(b, FlowColumn.PROTOCOL, i, protocol);
      set(b, FlowColumn.PACKETS, i, packets);
      set(b, FlowColumn.BYTES, i, packets * (40 + random.nextInt(1400)));
      set(b, FlowColumn.FLAGS, i, protocol == 6 ? 27 - (random.nextInt(5) == 0 ? 8 : 0) : 0);
      set(b, FlowColumn.INITIAL_FLAGS, i, protocol == 6 ? 2 : 0);
      set(b, FlowColumn.SESSION_FLAGS, i, protocol == 6 ? 25 : 0);
      set(b, FlowColumn.STIME, i, stime);
      set(b, FlowColumn.DURATION, i, packets == 1 ? 0 : random.nextInt(300_000));
      set(b, FlowColumn.APPLICATION, i, random.nextInt(5) == 0 ? 0 : service);
      set(b, FlowColumn.IP_VERSION, i, six ? 6 : 4);
    }
    b.size(rows);
    return b;
  }

  /** Values that fill their columns' widths in every way. */
  static Batch wild(SplittableRandom random, int rows) {
    Batch b = empty(rows);
    for (FlowColumn c : PartitionFormat.COLUMNS) {
      int width = random.nextInt(65);
      for (int i = 0; i < rows; i++) {
        long value = random.nextLong();
        if (c.isAddress()) {
          address(b, c, i, random, random.nextInt(64) < width);
          continue;
        }
        int bits = Math.min(random.nextInt(8) == 0 ? 64 : width, c.bits());
        if (c == FlowColumn.STIME || c == FlowColumn.DURATION) {
          bits = Math.min(bits, 62); // the end must fit into 64 bits
        }
        value = bits == 64 ? value : value & (1L << bits) - 1;
        set(b, c, i, c == FlowColumn.STIME && random.nextBoolean() ? -value : value);
      }
    }
    b.size(rows);
    return b;
  }

  private static void address(
      Batch b, FlowColumn c, int row, SplittableRandom random, boolean six) {
    AddressVector v = b.addresses(c);
    v.highs[row] = six ? 0x2001_0db8_0000_0000L + random.nextInt(100) : 0;
    v.lows[row] = six ? random.nextLong() : IpAddress.IPV4_LOW | random.nextLong() >>> 32;
  }

  static void set(Batch b, FlowColumn c, int row, long value) {
    b.longs(c).values[row] = value;
  }

  /** Each row as text of all its stored values, in order. */
  static List<String> rows(Batch b) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < b.size(); i++) {
      StringBuilder text = new StringBuilder();
      for (FlowColumn c : PartitionFormat.COLUMNS) {
        text.append(c.isAddress() ? address(b, c, i) : b.longs(c).values[i]).append('|');
      }
      out.add(text.toString());
    }
    return out;
  }

  private static IpAddress address(Batch b, FlowColumn c, int i) {
    return new IpAddress(b.addresses(c).highs[i], b.addresses(c).lows[i]);
  }

  /** All rows of a file as {@link #rows} tells them. */
  static List<String> rows(OpenFlowFile file) throws IOException {
    List<String> out = new ArrayList<>();
    Batch b = empty(Batch.ROWS);
    for (int block = 0; block < file.blocks(); block++) {
      try (ChunkReader reader = file.read(block)) {
        for (int n = reader.next(); n > 0; n = reader.next()) {
          for (FlowColumn c : PartitionFormat.COLUMNS) {
            reader.read(c, b.vector(c.ordinal()));
          }
          b.size(n);
          out.addAll(rows(b));
        }
      }
    }
    return out;
  }
}
