package dev.weft.partition;

import dev.weft.batch.Zone;
import dev.weft.encoding.ByteSink;
import dev.weft.encoding.ByteSource;
import dev.weft.encoding.EncodingException;
import dev.weft.flow.FlowColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a partition without reading flows. Immutable.
 *
 * <p>Layout:
 *
 * <pre>
 * signed   hours since the epoch
 * text     class, type, sensor: each its length in bytes (varint) and UTF-8
 * varint   blocks
 *          each block: {@link BlockFooter}
 * filters  of SIP, then of DIP: {@link AddressFilter.Shape}
 * varint   segments that this one replaces; the footer may end before it, which means none
 *          text each: the segment part of its name
 * </pre>
 */
public final class PartitionFooter {
  private static final int MIN_BLOCK_BYTES = 40; // rows, 18 columns, etime, sums

  private final PartitionKey key;
  private final List<BlockFooter> blocks;
  private final AddressFilter.Shape sources;
  private final AddressFilter.Shape destinations;
  private final List<String> replaced;
  private final PartitionSummary summary;
  private final @Nullable Zone sourceZone; // null where there is no flow
  private final @Nullable Zone destinationZone;

  PartitionFooter(
      PartitionKey key,
      List<BlockFooter> blocks,
      AddressFilter.Shape sources,
      AddressFilter.Shape destinations,
      List<String> replaced,
      long fileBytes) {
    this.key = key;
    this.blocks = List.copyOf(blocks);
    this.sources = sources;
    this.destinations = destinations;
    this.replaced = List.copyOf(replaced);
    this.summary = summarize(fileBytes);
    this.sourceZone = blocks.isEmpty() ? null : zone(FlowColumn.SIP);
    this.destinationZone = blocks.isEmpty() ? null : zone(FlowColumn.DIP);
  }

  public PartitionKey key() {
    return key;
  }

  /** Flows, sums, times of the whole file. */
  public PartitionSummary summary() {
    return summary;
  }

  public long rows() {
    return summary.rows();
  }

  /** Number of blocks. */
  public int blocks() {
    return blocks.size();
  }

  BlockFooter block(int i) {
    return blocks.get(i);
  }

  /**
   * The segments of the same partition, by the segment parts of their names, whose flows are in
   * this file: where it lies, they do not count.
   */
  public List<String> replaced() {
    return replaced;
  }

  /** Bytes that a column takes in the blocks of the file, checksums included. */
  public long columnBytes(FlowColumn column) {
    long sum = 0;
    for (BlockFooter b : blocks) {
      sum += b.length(column) == 0 ? 0 : b.length(column) + PartitionFormat.CRC_BYTES;
    }
    return sum;
  }

  /** Bytes that the address filters take. */
  public long filterBytes() {
    return sources.bytes() + destinations.bytes();
  }

  /** The address filter's shape of SIP or DIP. */
  AddressFilter.Shape filter(FlowColumn side) {
    return side == FlowColumn.SIP ? sources : destinations;
  }

  /** Where a filter's pages begin in the file. */
  long filterOffset(FlowColumn side) {
    return blocksEnd() + (side == FlowColumn.SIP ? 0 : sources.bytes());
  }

  long blocksEnd() {
    long end = PartitionFormat.HEADER_BYTES;
    for (BlockFooter b : blocks) {
      end = b.end(end);
    }
    return end;
  }

  /**
   * Bounds of a column over the whole file, tight.
   *
   * @param column any but SENSOR and FLOWTYPE
   * @throws IllegalStateException where the file has no flow
   */
  public Zone zone(FlowColumn column) {
    if (blocks.isEmpty()) {
      throw new IllegalStateException("no flow, no bounds");
    }
    Zone z = blocks.get(0).zone(column);
    for (int i = 1; i < blocks.size(); i++) {
      z = union(z, blocks.get(i).zone(column), column.isAddress());
    }
    return z;
  }

  /** As {@link #zone} of SIP or DIP, at hand. */
  Zone addresses(FlowColumn side) {
    Zone known = side == FlowColumn.SIP ? sourceZone : destinationZone;
    return known == null ? zone(side) : known;
  }

  static Zone union(Zone a, Zone b, boolean addresses) {
    if (!addresses) {
      return Zone.ofLongs(Math.min(a.minLow(), b.minLow()), Math.max(a.maxLow(), b.maxLow()));
    }
    return a.unionOfAddresses(b);
  }

  private PartitionSummary summarize(long fileBytes) {
    if (blocks.isEmpty()) {
      return new PartitionSummary(0, fileBytes, 0, 0, 0, 0, 0);
    }
    long rows = 0;
    long packets = 0;
    long bytes = 0;
    for (BlockFooter b : blocks) {
      rows += b.rows;
      packets = add(packets, b.sum(FlowColumn.PACKETS));
      bytes = add(bytes, b.sum(FlowColumn.BYTES));
    }
    Zone stime = zone(FlowColumn.STIME);
    Zone etime = zone(FlowColumn.ETIME);
    return new PartitionSummary(
        rows, fileBytes, stime.minLow(), stime.maxLow(), etime.maxLow(), packets, bytes);
  }

  /** The sum of two counters, UNKNOWN where either is or 63 bits do not hold it. */
  static long add(long a, long b) {
    return a < 0 || b < 0 || a + b < 0 ? PartitionSummary.UNKNOWN : a + b;
  }

  void write(ByteSink out) {
    out.signed(key.hour() / PartitionKey.HOUR_MILLIS);
    out.text(key.className());
    out.text(key.typeName());
    out.text(key.sensorName());
    out.varint(blocks.size());
    for (BlockFooter b : blocks) {
      b.write(out, key.hour());
    }
    sources.write(out);
    destinations.write(out);
    if (!replaced.isEmpty()) {
      out.varint(replaced.size());
      for (String name : replaced) {
        out.text(name);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote and checks that blocks and filters fill the file.
   *
   * @param footerOffset where the footer begins in the file
   */
  static PartitionFooter read(ByteSource in, long footerOffset, long fileBytes)
      throws EncodingException {
    long hours = in.signed();
    long limit = Long.MAX_VALUE / PartitionKey.HOUR_MILLIS;
    if (hours > limit || hours < -limit) {
      throw new EncodingException("hour: expected at most " + limit + " hours, found " + hours);
    }
    String className = in.text().intern(); // the same few in all files, which a cache holds
    String typeName = in.text().intern();
    String sensorName = in.text().intern();
    PartitionKey key =
        new PartitionKey(hours * PartitionKey.HOUR_MILLIS, className, typeName, sensorName);
    int count = in.varint(in.remaining() / MIN_BLOCK_BYTES, "blocks");
    List<BlockFooter> blocks = new ArrayList<>(count);
    long at = PartitionFormat.HEADER_BYTES;
    for (int i = 0; i < count; i++) {
      BlockFooter block = BlockFooter.read(in, key.hour(), at, footerOffset);
      at = block.end(at);
      blocks.add(block);
    }
    AddressFilter.Shape sources = AddressFilter.Shape.read(in);
    AddressFilter.Shape destinations = AddressFilter.Shape.read(in);
    List<String> replaced = new ArrayList<>();
    if (in.remaining() > 0) {
      int names = in.varint(in.remaining(), "replaced segments");
      for (int i = 0; i < names; i++) {
        replaced.add(in.text());
      }
    }
    in.finish();
    PartitionFooter footer =
        new PartitionFooter(key, blocks, sources, destinations, replaced, fileBytes);
    long end = at + footer.filterBytes();
    if (end != footerOffset) {
      throw new EncodingException(
          "blocks and filters: expected to end at byte " + footerOffset + ", found " + end);
    }
    return footer;
  }
}
