package dev.weft.partition;

import dev.weft.batch.ChunkReader;
import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Zone;
import dev.weft.encoding.BitPacking;
import dev.weft.encoding.ByteSource;
import dev.weft.encoding.EncodingException;
import dev.weft.error.FileFaults;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * An open partition file: its footer in memory, flows and address filters read by position when
 * they are asked for. Safe for several threads; each reader is for one.
 */
public final class PartitionFile implements OpenFlowFile {
  private static final int TAIL_BYTES = 512; // holds trailer and footer of most files of one block

  /** Bytes of an array that holds a filter's page, behind its bits. */
  static final int BEHIND_BITS = PartitionFormat.CRC_BYTES + BitPacking.PADDING;

  private final SharedPartition shared;
  private final PartitionFooter footer;
  private final LongAdder bytesRead;
  private final int sensor;
  private final int flowtype;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PartitionFile(SharedPartition shared, LongAdder bytesRead, int sensorId, int flowtypeId) {
    this.shared = shared;
    this.footer = shared.footer;
    this.bytesRead = bytesRead;
    this.sensor = sensorId;
    this.flowtype = flowtypeId;
  }

  /** Another opening of a file, which takes over an acquired use of it. */
  static PartitionFile of(SharedPartition shared, int sensorId, int flowtypeId) {
    return new PartitionFile(shared, new LongAdder(), sensorId, flowtypeId);
  }

  /**
   * Opens a file and reads header, trailer and footer.
   *
   * @param sensorId what SENSOR is to be for all flows
   * @param flowtypeId what FLOWTYPE is to be for all flows
   * @throws CorruptPartitionException where these bytes are damaged
   * @throws UnsupportedFormatException where a later Weft wrote the file
   */
  public static PartitionFile open(Path path, int sensorId, int flowtypeId, WarningSink warnings)
      throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      LongAdder bytesRead = new LongAdder();
      PartitionFooter footer = readFooter(path, channel, bytesRead);
      SharedPartition shared = // it owns the channel from here
          new SharedPartition(path, channel, footer);
      return new PartitionFile(shared, bytesRead, sensorId, flowtypeId);
    } catch (Throwable t) {
      try (channel) {
        throw t;
      }
    }
  }

  private static PartitionFooter readFooter(Path path, FileChannel channel, LongAdder bytesRead)
      throws IOException {
    long size = channel.size();
    int least = PartitionFormat.HEADER_BYTES + PartitionFormat.TRAILER_BYTES;
    if (size < least) {
      throw new CorruptPartitionException(
          path, size, "expected a partition of at least " + least + " bytes, found " + size);
    }
    checkHeader(path, read(path, channel, bytesRead, 0, PartitionFormat.HEADER_BYTES));
    int tailBytes = (int) Math.min(size - PartitionFormat.HEADER_BYTES, TAIL_BYTES);
    byte[] tail = read(path, channel, bytesRead, size - tailBytes, tailBytes);
    long trailerOffset = size - PartitionFormat.TRAILER_BYTES;
    ByteSource in =
        new ByteSource(
            tail, tailBytes - PartitionFormat.TRAILER_BYTES, PartitionFormat.TRAILER_BYTES);
    int trailerStart = in.position();
    long footerOffset = in.u64();
    long footerBytes = in.u32() & 0xFFFF_FFFFL;
    int footerCrc = in.u32();
    int found = PartitionFormat.crc(tail, trailerStart, in.position() - trailerStart);
    int expected = in.u32();
    if (in.u32() != PartitionFormat.END_MAGIC) {
      throw new CorruptPartitionException(
          path, trailerOffset + 20, "expected the mark TFEW at the end; the file may be cut short");
    }
    if (found != expected) {
      throw CorruptPartitionException.checksum(
          path,
          CorruptPartitionException.NO_BLOCK,
          null,
          trailerOffset,
          "trailer: ",
          expected,
          found);
    }
    if (footerOffset < PartitionFormat.HEADER_BYTES
        || footerOffset > trailerOffset
        || footerBytes != trailerOffset - footerOffset
        || footerBytes > Integer.MAX_VALUE / 2) {
      throw new CorruptPartitionException(
          path,
          trailerOffset,
          "expected a footer that ends at byte "
              + trailerOffset
              + ", found "
              + footerBytes
              + " bytes at "
              + footerOffset);
    }
    byte[] bytes = tail;
    int start = (int) (tailBytes - PartitionFormat.TRAILER_BYTES - footerBytes);
    if (start < 0) {
      bytes = read(path, channel, bytesRead, footerOffset, (int) footerBytes);
      start = 0;
    }
    found = PartitionFormat.crc(bytes, start, (int) footerBytes);
    if (found != footerCrc) {
      throw CorruptPartitionException.checksum(
          path,
          CorruptPartitionException.NO_BLOCK,
          null,
          footerOffset,
          "footer: ",
          footerCrc,
          found);
    }
    ByteSource source = new ByteSource(bytes, start, (int) footerBytes);
    try {
      return PartitionFooter.read(source, footerOffset, size);
    } catch (EncodingException e) {
      throw new CorruptPartitionException(
          path, footerOffset + source.position() - start, "footer: " + e.getMessage());
    }
  }

  private static void checkHeader(Path path, byte[] header) throws IOException {
    ByteSource in = new ByteSource(header, 0, PartitionFormat.HEADER_BYTES);
    if (in.u32() != PartitionFormat.MAGIC) {
      throw new CorruptPartitionException(path, 0, "expected the mark WEFT of a partition");
    }
    int version = in.u16();
    int reserved = in.u16();
    int expected = in.u32();
    int found = PartitionFormat.crc(header, 0, 8);
    if (expected != found) {
      throw CorruptPartitionException.checksum(
          path, CorruptPartitionException.NO_BLOCK, null, 0, "header: ", expected, found);
    }
    if (version != PartitionFormat.VERSION || reserved != 0) {
      throw new UnsupportedFormatException(
          path.toString(),
          4,
          "expected partition format version "
              + PartitionFormat.VERSION
              + ", found "
              + version
              + (version > PartitionFormat.VERSION
                  ? "; read it with a later Weft"
                  : "; an earlier Weft wrote it: import its flows anew"));
    }
  }

  /** Reads {@code length} bytes, with room for {@link BitPacking#PADDING} more behind them. */
  private static byte[] read(
      Path path, FileChannel channel, LongAdder bytesRead, long offset, int length)
      throws IOException {
    byte[] bytes = new byte[length + BitPacking.PADDING];
    readFully(path, channel, offset, length, bytes);
    bytesRead.add(length);
    return bytes;
  }

  static void readFully(Path path, FileChannel channel, long offset, int length, byte[] target)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
    while (buffer.hasRemaining()) {
      int n = read(path, channel, buffer, offset);
      if (n < 0) {
        throw new CorruptPartitionException(
            path,
            offset + buffer.position(),
            "expected " + buffer.remaining() + " more bytes, found the end of the file");
      }
    }
  }

  private static int read(Path path, FileChannel channel, ByteBuffer buffer, long offset)
      throws IOException {
    try {
      return channel.read(buffer, offset + buffer.position());
    } catch (IOException e) {
      throw FileFaults.named(path, e);
    }
  }

  /** Reads bytes of the file into the front of an array. */
  void read(long offset, int length, byte[] target) throws IOException {
    shared.read(offset, length, target);
    bytesRead.add(length);
  }

  SharedPartition shared() {
    return shared;
  }

  public Path path() {
    return shared.path;
  }

  /** Key, rows, bounds, sums. */
  public PartitionFooter footer() {
    return footer;
  }

  @Override
  public int blocks() {
    return footer.blocks();
  }

  @Override
  public long rows(int block) {
    return footer.block(block).rows;
  }

  @Override
  public Zone zone(int block, FlowColumn column) {
    return switch (column) {
      case SENSOR -> Zone.ofLongs(sensor, sensor);
      case FLOWTYPE -> Zone.ofLongs(flowtype, flowtype);
      default -> footer.block(block).zone(column);
    };
  }

  @Override
  public boolean hasSum(int block, FlowColumn column) {
    return footer.block(block).sum(column) != BlockFooter.UNKNOWN_SUM;
  }

  @Override
  public long sum(int block, FlowColumn column) {
    long sum = footer.block(block).sum(column);
    if (sum == BlockFooter.UNKNOWN_SUM) {
      throw new IllegalStateException("the sum of " + column + " is not known");
    }
    return sum;
  }

  @Override
  public boolean hasTightZones() {
    return true;
  }

  @Override
  public List<ProtocolFlows> byProtocol(int block) {
    ProtocolTotals totals = footer.block(block).totals();
    return totals == null ? List.of() : ProtocolFlows.of(this, block, totals);
  }

  @Override
  public boolean mayContain(FlowColumn side, long high, long low) throws IOException {
    if (side != FlowColumn.SIP && side != FlowColumn.DIP) {
      return true;
    }
    if (footer.blocks() == 0) {
      return false;
    }
    Zone z = footer.addresses(side);
    if (IpAddress.compare(high, low, z.minHigh(), z.minLow()) < 0
        || IpAddress.compare(high, low, z.maxHigh(), z.maxLow()) > 0) {
      return false;
    }
    AddressFilter.Shape shape = footer.filter(side);
    if (shape.pages() == 0) {
      return true;
    }
    long hash = AddressFilter.hash(high, low);
    byte[] page = page(side, shape, shape.page(hash));
    return AddressFilter.mayContain(hash, page, 0, shape.pageBytes());
  }

  /** A page of an address filter, read and checked once. */
  byte[] page(FlowColumn side, AddressFilter.Shape shape, int index) throws IOException {
    AtomicReferenceArray<byte[]> pages = shared.pages(side);
    byte[] page = pages.get(index);
    if (page == null) {
      int stride = shape.pageBytes() + PartitionFormat.CRC_BYTES;
      long offset = footer.filterOffset(side) + (long) stride * index;
      page = new byte[shape.pageBytes() + BEHIND_BITS];
      read(offset, stride, page);
      checkPage(side, shape, index, page, 0);
      if (pages.compareAndSet(index, null, page)) {
        shared.addPage(page.length);
      }
    }
    return page;
  }

  /** Compares the checksum of a filter's page that lies in an array. */
  void checkPage(FlowColumn side, AddressFilter.Shape shape, int index, byte[] bytes, int at)
      throws IOException {
    int found = PartitionFormat.crc(bytes, at, shape.pageBytes());
    int expected = new ByteSource(bytes, at + shape.pageBytes(), PartitionFormat.CRC_BYTES).u32();
    if (expected != found) {
      int stride = shape.pageBytes() + PartitionFormat.CRC_BYTES;
      throw CorruptPartitionException.checksum(
          path(),
          CorruptPartitionException.NO_BLOCK,
          side,
          footer.filterOffset(side) + (long) stride * index,
          "address filter: ",
          expected,
          found);
    }
  }

  @Override
  public ChunkReader read(int block) {
    return new BlockReader(this, block);
  }

  @Override
  public long bytesRead() {
    return bytesRead.sum();
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      shared.release();
    }
  }
}
