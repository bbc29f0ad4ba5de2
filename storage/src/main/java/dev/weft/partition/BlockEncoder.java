package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.Zone;
import dev.weft.encoding.AddressEncoding;
import dev.weft.encoding.ByteSink;
import dev.weft.encoding.Encoding;
import dev.weft.encoding.LongEncoder;
import dev.weft.encoding.LongStatistics;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;

/** Turns the rows of a full batch into the bytes and the footer of a block. Not thread-safe. */
final class BlockEncoder {
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
        encodeLongs(c, rows.longs(c).values, count, at, footer, out);
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
    return footer;
  }

  private void encodeLongs(
      FlowColumn c, long[] values, int count, long at, BlockFooter footer, ByteSink out) {
    LongStatistics s = LongStatistics.of(values, count);
    check(c, s.min());
    check(c, s.max());
    Zone zone = Zone.ofLongs(s.min(), s.max());
    if (s.min() == s.max()) {
      footer.column(c, Encoding.CONSTANT, at, 0, zone);
      return;
    }
    int from = out.size();
    Encoding encoding = longs.encode(values, s, out);
    footer.column(c, encoding, at, out.size() - from, zone);
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

  /** Least and greatest address. */
  static Zone bounds(long[] highs, long[] lows, int count) {
    int min = 0;
    int max = 0;
    for (int i = 1; i < count; i++) {
      if (IpAddress.compare(highs[i], lows[i], highs[min], lows[min]) < 0) {
        min = i;
      } else if (IpAddress.compare(highs[i], lows[i], highs[max], lows[max]) > 0) {
        max = i;
      }
    }
    return new Zone(highs[min], lows[min], highs[max], lows[max]);
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
