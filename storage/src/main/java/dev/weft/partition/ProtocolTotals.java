package dev.weft.partition;

import dev.weft.batch.Zone;
import dev.weft.encoding.ByteSink;
import dev.weft.encoding.ByteSource;
import dev.weft.encoding.EncodingException;
import dev.weft.flow.FlowColumn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Flows, packets and bytes of each protocol in a block of few protocols.
 *
 * <p>Layout; the least and the greatest protocol are the bounds of PROTOCOL, the totals of the
 * greatest are what the others leave of the block's:
 *
 * <pre>
 * u8      protocols, 2 to 8; 0 where nothing follows: there are more, or a sum is not known
 * u8 each of the protocols but the least and the greatest, ascending
 * for each protocol but the greatest:
 *   varint  flows
 *   varint  sum of PACKETS
 *   varint  sum of BYTES
 * </pre>
 *
 * @param each ascending by protocol, 2 to 8
 */
record ProtocolTotals(List<Total> each) {
  private static final int MOST = 8;
  private static final int PROTOCOLS = 256;

  /** The totals of one protocol. */
  record Total(int protocol, long rows, long packets, long bytes) {}

  static void write(@Nullable ProtocolTotals totals, ByteSink out) {
    if (totals == null) {
      out.u8(0);
      return;
    }
    int last = totals.each.size() - 1;
    out.u8(last + 1);
    for (int i = 1; i < last; i++) {
      out.u8(totals.each.get(i).protocol);
    }
    for (int i = 0; i < last; i++) {
      Total t = totals.each.get(i);
      out.varint(t.rows);
      out.varint(t.packets);
      out.varint(t.bytes);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param block of which all else is known
   */
  static @Nullable ProtocolTotals read(ByteSource in, BlockFooter block) throws EncodingException {
    int count = in.u8();
    if (count == 0) {
      return null;
    }
    long packets = block.sum(FlowColumn.PACKETS);
    long bytes = block.sum(FlowColumn.BYTES);
    boolean summed = packets != BlockFooter.UNKNOWN_SUM && bytes != BlockFooter.UNKNOWN_SUM;
    if (count == 1 || count > MOST || !summed) {
      throw new EncodingException(
          "protocols with totals: expected " + (summed ? "0, 2 to 8" : "0") + ", found " + count);
    }
    int[] protocols = protocols(in, block.zone(FlowColumn.PROTOCOL), count);
    Total[] each = new Total[count];
    long rows = block.rows;
    for (int i = 0; i < count - 1; i++) {
      each[i] =
          new Total(protocols[i], part(in, 1, rows - 1), part(in, 0, packets), part(in, 0, bytes));
      rows -= each[i].rows;
      packets -= each[i].packets;
      bytes -= each[i].bytes;
    }
    each[count - 1] = new Total(protocols[count - 1], rows, packets, bytes);
    return new ProtocolTotals(List.of(each));
  }

  private static int[] protocols(ByteSource in, Zone bounds, int count) throws EncodingException {
    long[] found = new long[count];
    found[0] = bounds.minLow();
    for (int i = 1; i < count - 1; i++) {
      found[i] = in.u8();
    }
    found[count - 1] = bounds.maxLow();
    boolean ascending = found[0] >= 0 && found[count - 1] < PROTOCOLS;
    for (int i = 1; i < count; i++) {
      ascending &= found[i - 1] < found[i];
    }
    if (!ascending) {
      throw new EncodingException(
          "protocols with totals: expected them to ascend, found " + Arrays.toString(found));
    }
    return LongStream.of(found).mapToInt(Math::toIntExact).toArray();
  }

  private static long part(ByteSource in, long least, long most) throws EncodingException {
    long value = in.varint();
    if (value < least || value > most) {
      throw new EncodingException(
          "total of a protocol: expected " + least + " to " + most + ", found " + value);
    }
    return value;
  }

  /** Adds up the flows of a block by protocol. For one thread. */
  static final class Counter {
    private final long[] rows = new long[PROTOCOLS];
    private final long[] packets = new long[PROTOCOLS];
    private final long[] bytes = new long[PROTOCOLS];

    /** Adds flows; of a protocol, which is 0 to 255 unless a footer lies, 8 bits count. */
    void add(long[] protocols, long[] packets, long[] bytes, int count) {
      for (int i = 0; i < count; i++) {
        int p = (int) protocols[i] & 0xFF;
        rows[p]++;
        this.packets[p] += packets[i]; // may wrap where the block's sum is unknown: no totals then
        this.bytes[p] += bytes[i];
      }
    }

    /** The totals that a block of the flows added is to have; begins anew. */
    @Nullable ProtocolTotals take(BlockFooter block) {
      boolean summed =
          block.sum(FlowColumn.PACKETS) != BlockFooter.UNKNOWN_SUM
              && block.sum(FlowColumn.BYTES) != BlockFooter.UNKNOWN_SUM;
      Total[] each = new Total[MOST];
      int n = 0;
      for (int p = 0; p < PROTOCOLS; p++) {
        if (rows[p] != 0) {
          if (n < MOST) {
            each[n] = new Total(p, rows[p], packets[p], bytes[p]);
          }
          n++;
        }
      }
      Arrays.fill(rows, 0);
      Arrays.fill(packets, 0);
      Arrays.fill(bytes, 0);
      return summed && n > 1 && n <= MOST
          ? new ProtocolTotals(List.of(Arrays.copyOf(each, n)))
          : null;
    }
  }
}
