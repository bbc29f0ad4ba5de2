package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.Zone;
import dev.weft.encoding.AddressEncoding;
import dev.weft.encoding.ByteSink;
import dev.weft.encoding.Encoding;
import dev.weft.encoding.LongEncoder;
import dev.weft.encoding.LongStatistics;
import dev.weft.encoding.PredictedEncoding;
import dev.weft.flow.FirstOctets;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.util.List;
import java.util.Map;

/** Turns the rows of a full batch into the bytes and the footer of a block. Not thread-safe. */
final class BlockEncoder {
  /**
   * Columns of bytes by those that may tell them: small ones that come before. FLAGS, which most
   * conditions on flags ask for, is none of them: reading it must stay fast.
   */
  private static final Map<FlowColumn, List<FlowColumn>> TELLING =
      Map.of(
          FlowColumn.INITIAL_FLAGS, List.of(FlowColumn.FLAGS),
          FlowColumn.SESSION_FLAGS, List.of(FlowColumn.FLAGS, FlowColumn.INITIAL_FLAGS),
          FlowColumn.ATTRIBUTES, List.of(FlowColumn.FLAGS));

  /**
   * Eighths of a bit a row that being told by another column must save for each such column, which
   * is then read too.
   */
  private static final long READING_EIGHTHS = 6;

  private final ProtocolTotals.Counter protocols = new ProtocolTotals.Counter();
  private final ByteSink told = new ByteSink();
  private final LongEncoder longs = new LongEncoder();
  private final AddressEncoding addresses = new AddressEncoding(longs);

  /**
   * Appends the block's bytes.
   *
   * @param rows of the batch, all selected, 1 to {@link PartitionFormat#MAX_BLOCK_ROWS}
   * @param start where the bytes will begin in the file
   * @throws IllegalArgumentException naming a value that its column can't hold
   */
  BlockFooter encode(Batch rows, long start, ByteSink out) {
    int count = rows.size();
    BlockFooter footer = new BlockFooter(count);
    long at = start;
    for (FlowColumn c : PartitionFormat.COLUMNS) {
      int from = out.size();
      if (c.isAddress()) {
        encodeAddresses(c, rows.addresses(c), count, at, footer, out);
      } else {
        encodeLongs(c, rows, at, footer, out);
      }
      int length = out.size() - from;
      if (length > 0) {
        out.u32(PartitionFormat.crc(out.array(), from, length));
        at += length + PartitionFormat.CRC_BYTES;
      }
    }
    footer.etime(
        etimes(rows.longs(FlowColumn.STIME).values, rows.longs(FlowColumn.DURATION).values, count));
    footer.sums(
        sum(rows.longs(FlowColumn.PACKETS).values, count),
        sum(rows.longs(FlowColumn.BYTES).values, count));
    protocols.add(
        rows.longs(FlowColumn.PROTOCOL).values,
        rows.longs(FlowColumn.PACKETS).values,
        rows.longs(FlowColumn.BYTES).values,
        count);
    footer.totals(protocols.take(footer));
    return footer;
  }

  private void encodeLongs(FlowColumn c, Batch rows, long at, BlockFooter footer, ByteSink out) {
    long[] values = rows.longs(c).values;
    LongStatistics s = LongStatistics.of(values, rows.size());
    check(c, s.min());
    check(c, s.max());
    Zone zone = Zone.ofLongs(s.min(), s.max());
    if (s.min() == s.max()) {
      footer.column(c, Encoding.CONSTANT, at, 0, zone);
      return;
    }
    int from = out.size();
    Encoding encoding = longs.encode(values, s, out);
    int length = out.size() - from;
    if (isTold(c, rows, length)) {
      out.truncate(from);
      out.write(told.array(), 0, told.size());
      length = told.size();
      encoding = Encoding.PREDICTED;
    }
    footer.column(c, encoding, at, length, zone);
  }

  /**
   * Encodes a column by those that tell it into {@link #told}.
   *
   * @param length bytes it takes on its own
   * @return true where that is clearly smaller, since reading it means reading the others too
   */
  private boolean isTold(FlowColumn c, Batch rows, int length) {
    List<FlowColumn> others = TELLING.getOrDefault(c, List.of());
    if (others.isEmpty()) {
      return false;
    }
    told.clear();
    List<long[]> values = others.stream().map(o -> rows.longs(o).values).toList();
    return PredictedEncoding.encode(rows.longs(c).values, rows.size(), others, values, longs, told)
        && 8L * told.size() + READING_EIGHTHS * others.size() * rows.size() / 8 < 8L * length;
  }

  private static void check(FlowColumn c, long value) {
    boolean fits = c.bits() == 64 || value >>> c.bits() == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          c + " " + value + " is outside 0 to " + ((1L << c.bits()) - 1));
    }
  }

  private void encodeAddresses(
      FlowColumn c, AddressVector v, int count, long at, BlockFooter footer, ByteSink out) {
    Zone zone = bounds(v.highs, v.lows, count);
    if (zone.minHigh() == zone.maxHigh() && zone.minLow() == zone.maxLow()) {
      footer.column(c, Encoding.CONSTANT, at, 0, zone);
      return;
    }
    int from = out.size();
    Encoding encoding = addresses.encode(v.highs, v.lows, count, out);
    footer.column(c, encoding, at, out.size() - from, zone);
  }

  /** Least and greatest address, and of IPv4 the first octets. */
  static Zone bounds(long[] highs, long[] lows, int count) {
    if (allIpv4(highs, lows, count)) {
      long least = lows[0];
      long most = lows[0];
      for (int i = 1; i < count; i++) {
        least = Math.min(least, lows[i]);
        most = Math.max(most, lows[i]);
      }
      return new Zone(0, least, 0, most, firstOctets(lows, count));
    }
    int min = 0;
    int max = 0;
    for (int i = 1; i < count; i++) {
      if (IpAddress.compare(highs[i], lows[i], highs[min], lows[min]) < 0) {
        min = i;
      } else if (IpAddress.compare(highs[i], lows[i], highs[max], lows[max]) > 0) {
        max = i;
      }
    }
    return new Zone(highs[min], lows[min], highs[max], lows[max], null);
  }

  static boolean allIpv4(long[] highs, long[] lows, int count) {
    long other = 0; // stays 0 while all are IPv4
    for (int i = 0; i < count; i++) {
      other |= highs[i] | lows[i] >>> 32 ^ IpAddress.IPV4_LOW >>> 32;
    }
    return other == 0;
  }

  private static FirstOctets firstOctets(long[] lows, int count) {
    boolean[] seen = new boolean[256];
    addFirstOctets(lows, count, seen);
    return FirstOctets.of(seen);
  }

  /** Marks the first octets of IPv4 addresses. */
  static void addFirstOctets(long[] lows, int count, boolean[] seen) {
    for (int i = 0; i < count; i++) {
      seen[(int) lows[i] >>> 24] = true;
    }
  }

  /** Bounds of the ends. */
  private static Zone etimes(long[] stimes, long[] durations, int count) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      long end = stimes[i] + durations[i];
      if (end < stimes[i]) {
        throw new IllegalArgumentException(
            "start " + stimes[i] + " ms plus duration " + durations[i] + " ms is beyond 64 bits");
      }
      min = Math.min(min, end);
      max = Math.max(max, end);
    }
    return Zone.ofLongs(min, max);
  }

  /** Sum of values that are not negative, UNKNOWN where 63 bits do not hold it. */
  static long sum(long[] values, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
      if (sum < 0) {
        return BlockFooter.UNKNOWN_SUM;
      }
    }
    return sum;
  }
}
