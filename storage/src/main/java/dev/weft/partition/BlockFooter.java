package dev.weft.partition;

import dev.weft.batch.Zone;
import dev.weft.encoding.ByteSink;
import dev.weft.encoding.ByteSource;
import dev.weft.encoding.Encoding;
import dev.weft.encoding.EncodingException;
import dev.weft.flow.FirstOctets;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the footer tells of a block.
 *
 * <p>Layout:
 *
 * <pre>
 * varint  rows, 1 to 65,536
 * for each column of {@link PartitionFormat#COLUMNS}:
 *   u8      encoding id
 *   varint  bytes of the encoded column without CRC; left out for CONSTANT, which has none
 *   bounds  of a long column: least value (signed varint; of STIME what it is after the hour),
 *             greatest minus least (varint; left out for CONSTANT)
 *           of an address column: u8 1 if the least is IPv4, + 2 if the greatest is; least, then
 *             greatest (left out for CONSTANT): 4 bytes of an IPv4 address, else u64 upper half,
 *             u64 lower half; of IPv4 that is not CONSTANT the first octets: u8 how many, 0 for
 *             256, then up to 31 a u8 each, ascending, more as 32 bytes, a bit an octet
 * varint  least end minus least start
 * varint  greatest end minus least end
 * u8      1 if the sum of PACKETS is known, + 2 if that of BYTES is
 * varint  sum of PACKETS, if known
 * varint  sum of BYTES, if known
 * totals  {@link ProtocolTotals}; left out where PROTOCOL is CONSTANT
 * </pre>
 */
final class BlockFooter {
  static final long UNKNOWN_SUM = -1;

  /** First octets of addresses that take less room one by one than as bits. */
  private static final int MOST_LISTED_OCTETS = 31;

  /** Zones of one small value, which most blocks have many of: one object serves all. */
  private static final Zone[] SMALL = new Zone[64];

  static {
    Arrays.setAll(SMALL, value -> Zone.ofLongs(value, value));
  }

  final int rows;
  private final long[] offsets = new long[FlowColumn.count()];
  private final int[] lengths = new int[FlowColumn.count()];
  private final Encoding[] encodings = new Encoding[FlowColumn.count()];
  private final Zone[] zones = new Zone[FlowColumn.count()];
  private long packets = UNKNOWN_SUM;
  private long bytes = UNKNOWN_SUM;
  private @Nullable ProtocolTotals totals;

  BlockFooter(int rows) {
    this.rows = rows;
  }

  /** Sets what is known of a stored column; length 0 for CONSTANT. */
  void column(FlowColumn column, Encoding encoding, long offset, int length, Zone zone) {
    int i = column.ordinal();
    encodings[i] = encoding;
    offsets[i] = offset;
    lengths[i] = length;
    zones[i] = zone;
  }

  void etime(Zone zone) {
    zones[FlowColumn.ETIME.ordinal()] = zone;
  }

  /** Sets the sums, each {@link #UNKNOWN_SUM} where 63 bits do not hold it. */
  void sums(long packets, long bytes) {
    this.packets = packets;
    this.bytes = bytes;
  }

  /** Sets the totals by protocol; null where they are not known. */
  void totals(@Nullable ProtocolTotals totals) {
    this.totals = totals;
  }

  /** Null where the block has but one protocol, too many, or a sum is not known. */
  @Nullable ProtocolTotals totals() {
    return totals;
  }

  Encoding encoding(FlowColumn column) {
    return encodings[column.ordinal()];
  }

  /** Where the column's bytes begin in the file. */
  long offset(FlowColumn column) {
    return offsets[column.ordinal()];
  }

  /** Bytes of the column without CRC; 0 for CONSTANT. */
  int length(FlowColumn column) {
    return lengths[column.ordinal()];
  }

  /** Bounds of a stored column or of ETIME, as tight as can be. */
  Zone zone(FlowColumn column) {
    return zones[column.ordinal()];
  }

  /** The sum of PACKETS or BYTES, {@link #UNKNOWN_SUM} for what is not known. */
  long sum(FlowColumn column) {
    return column == FlowColumn.PACKETS
        ? packets
        : column == FlowColumn.BYTES ? bytes : UNKNOWN_SUM;
  }

  /** Where the first byte behind the block is, given where it begins. */
  long end(long start) {
    long end = start;
    for (FlowColumn c : PartitionFormat.COLUMNS) {
      end += length(c) == 0 ? 0 : length(c) + PartitionFormat.CRC_BYTES;
    }
    return end;
  }

  void write(ByteSink out, long hour) {
    out.varint(rows);
    for (FlowColumn c : PartitionFormat.COLUMNS) {
      boolean constant = encoding(c) == Encoding.CONSTANT;
      Zone z = zone(c);
      out.u8(encoding(c).id());
      if (!constant) {
        out.varint(length(c));
      }
      if (c.isAddress()) {
        writeAddresses(z, constant, out);
      } else {
        out.signed(z.minLow() - (c == FlowColumn.STIME ? hour : 0));
        if (!constant) {
          out.varint(z.maxLow() - z.minLow());
        }
      }
    }
    Zone etime = zone(FlowColumn.ETIME);
    out.varint(etime.minLow() - zone(FlowColumn.STIME).minLow());
    out.varint(etime.maxLow() - etime.minLow());
    out.u8((packets == UNKNOWN_SUM ? 0 : 1) + (bytes == UNKNOWN_SUM ? 0 : 2));
    if (packets != UNKNOWN_SUM) {
      out.varint(packets);
    }
    if (bytes != UNKNOWN_SUM) {
      out.varint(bytes);
    }
    if (encoding(FlowColumn.PROTOCOL) != Encoding.CONSTANT) {
      ProtocolTotals.write(totals, out);
    }
  }

  private static void writeAddresses(Zone z, boolean constant, ByteSink out) {
    boolean min4 = IpAddress.isIpv4(z.minHigh(), z.minLow());
    boolean max4 = IpAddress.isIpv4(z.maxHigh(), z.maxLow());
    out.u8((min4 ? 1 : 0) + (max4 ? 2 : 0));
    writeAddress(min4, z.minHigh(), z.minLow(), out);
    if (!constant) {
      writeAddress(max4, z.maxHigh(), z.maxLow(), out);
    }
    FirstOctets octets = z.octets();
    if (!constant && min4 && max4 && octets != null) {
      writeOctets(octets, out);
    }
  }

  private static void writeOctets(FirstOctets octets, ByteSink out) {
    int count = octets.count();
    out.u8(count & 0xFF);
    if (count > MOST_LISTED_OCTETS) {
      out.u64(octets.w0());
      out.u64(octets.w1());
      out.u64(octets.w2());
      out.u64(octets.w3());
      return;
    }
    for (int octet = 0; octet < 256; octet++) {
      if (octets.contains(octet)) {
        out.u8(octet);
      }
    }
  }

  private static void writeAddress(boolean is4, long high, long low, ByteSink out) {
    if (is4) {
      out.u32((int) low);
    } else {
      out.u64(high);
      out.u64(low);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param start where the block begins in the file
   * @param limit where blocks must have ended
   */
  static BlockFooter read(ByteSource in, long hour, long start, long limit)
      throws EncodingException {
    BlockFooter block = new BlockFooter(in.varint(PartitionFormat.MAX_BLOCK_ROWS, "rows"));
    if (block.rows == 0) {
      throw new EncodingException("rows: expected at least 1, found 0");
    }
    long at = start;
    for (FlowColumn c : PartitionFormat.COLUMNS) {
      Encoding encoding = Encoding.of(in.u8());
      boolean constant = encoding == Encoding.CONSTANT;
      if (!constant && encoding.isOfAddresses() != c.isAddress()) {
        throw new EncodingException(c + ": expected another encoding than " + encoding);
      }
      int length = 0;
      if (!constant) {
        length = in.varint((int) Math.min(Integer.MAX_VALUE / 2, limit - at), c + " bytes");
        if (length == 0 || limit - at < length + PartitionFormat.CRC_BYTES) {
          throw new EncodingException(
              c + " bytes: expected 1 to " + (limit - at - 4) + ", found " + length);
        }
      }
      Zone zone =
          c.isAddress()
              ? readAddresses(in, constant)
              : readLongs(in, constant, c == FlowColumn.STIME ? hour : 0);
      block.column(c, encoding, at, length, zone);
      at += constant ? 0 : length + PartitionFormat.CRC_BYTES;
    }
    long minEtime = block.zone(FlowColumn.STIME).minLow() + in.varint();
    block.etime(Zone.ofLongs(minEtime, minEtime + in.varint()));
    int known = in.u8();
    if (known > 3) {
      throw new EncodingException("marks of known sums: expected 0 to 3, found " + known);
    }
    block.packets = (known & 1) != 0 ? in.varint() : UNKNOWN_SUM;
    block.bytes = (known & 2) != 0 ? in.varint() : UNKNOWN_SUM;
    if (block.encoding(FlowColumn.PROTOCOL) != Encoding.CONSTANT) {
      block.totals = ProtocolTotals.read(in, block);
    }
    return block;
  }

  private static Zone readLongs(ByteSource in, boolean constant, long base)
      throws EncodingException {
    long min = in.signed() + base;
    long max = constant ? min : min + in.varint();
    if (max < min) {
      throw new EncodingException("bounds: expected a greatest value above " + min);
    }
    boolean small = min == max && min >= 0 && min < SMALL.length;
    return small ? SMALL[(int) min] : Zone.ofLongs(min, max);
  }

  private static Zone readAddresses(ByteSource in, boolean constant) throws EncodingException {
    int forms = in.u8();
    if (forms > 3) {
      throw new EncodingException("forms of addresses: expected 0 to 3, found " + forms);
    }
    IpAddress min = readAddress(in, (forms & 1) != 0);
    IpAddress max = constant ? min : readAddress(in, (forms & 2) != 0);
    if (max.compareTo(min) < 0) {
      throw new EncodingException("bounds: expected a greatest address above " + min);
    }
    Zone zone = Zone.ofAddresses(min, max);
    if (!zone.allIpv4()) {
      return zone;
    }
    int first = (int) min.low() >>> 24;
    if (constant) {
      return zone.with(FirstOctets.of(first));
    }
    FirstOctets octets = readOctets(in);
    if (!octets.contains(first) || !octets.contains((int) max.low() >>> 24)) {
      throw new EncodingException(
          "first octets: expected those of " + min + " and " + max + ", found " + octets);
    }
    return zone.with(octets);
  }

  private static FirstOctets readOctets(ByteSource in) throws EncodingException {
    int count = in.u8();
    FirstOctets octets = FirstOctets.NONE;
    if (count == 0 || count > MOST_LISTED_OCTETS) {
      long w0 = in.u64();
      long w1 = in.u64();
      long w2 = in.u64();
      octets = new FirstOctets(w0, w1, w2, in.u64());
    } else {
      boolean[] listed = new boolean[256];
      for (int i = 0; i < count; i++) {
        listed[in.u8()] = true;
      }
      octets = FirstOctets.of(listed);
    }
    if ((octets.count() & 0xFF) != count) {
      throw new EncodingException(
          "first octets: expected " + count + ", found " + octets.count() + " different ones");
    }
    return octets;
  }

  private static IpAddress readAddress(ByteSource in, boolean is4) throws EncodingException {
    if (is4) {
      return IpAddress.ofIpv4(in.u32());
    }
    long high = in.u64();
    return new IpAddress(high, in.u64());
  }
}
