package dev.weft.silk;

import dev.weft.batch.ChunkReader;
import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Zone;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A SiLK flow file, read in place. Safe for several threads; each reader is for one.
 *
 * <p>Its blocks: an uncompressed file in pieces of 65,536 records; a compressed one in runs of
 * whole compression blocks, about as long; a gzipped one as a whole. Zones are what the header
 * tells.
 *
 * <p>Reading the blocks one after the other until one throws delivers what SiLK delivers of a
 * damaged file: every record before the fault.
 */
public final class SilkFlowFile implements OpenFlowFile {
  private static final long BLOCK_ROWS = 65_536;
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final FileChannel channel;
  private final long end;
  private final AtomicLong bytesRead = new AtomicLong();
  private final WarningSink warnings;

  private final boolean gzip;
  private final SilkHeader header;
  private final RecordContext context;
  private final LayoutZones zones;
  private final @Nullable BlockRuns runs;

  private SilkFlowFile(Path path, FileChannel channel, Site site, WarningSink warnings)
      throws IOException {
    this.name = path.toString();
    this.channel = channel;
    this.end = channel.size();
    this.warnings = new OnceSink(warnings);
    this.gzip = GzipInput.isNamed(name) && GzipInput.isGzip(range(0, end));
    try (InputStream in = content()) {
      this.header = SilkHeader.read(in, name);
    }
    this.context = RecordContext.of(header, site, this.warnings);
    this.zones = new LayoutZones(context);
    this.runs =
        gzip || header.compression() == Compression.NONE
            ? null
            : BlockRuns.scan(
                at -> range(at, Math.min(end, at + SilkDataStream.BLOCK_HEADER)),
                header.dataOffset(),
                end,
                context.layout().size());
  }

  /**
   * Opens a file and reads its header and, if it is compressed, the headers of its blocks.
   *
   * @param site names, for the sensor and type of a file with a legacy header
   * @param warnings told once of each thing that is clipped or not read
   * @throws dev.weft.error.CorruptFileException where the header is not sound or not of flows
   */
  public static SilkFlowFile open(Path path, Site site, WarningSink warnings) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new SilkFlowFile(path, channel, site, warnings);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private InputStream range(long start, long rangeEnd) {
    return new ChannelInput(channel, name, start, rangeEnd, bytesRead);
  }

  /** The file from its first byte, unpacked if it is gzipped. */
  private InputStream content() throws IOException {
    InputStream all = range(0, end);
    return gzip ? new BufferedInputStream(GzipInput.unpack(all, name), BUFFER) : all;
  }

  /** The file's header. */
  public SilkHeader header() {
    return header;
  }

  @Override
  public int blocks() {
    if (gzip) {
      return 1;
    }
    if (runs != null) {
      return runs.count();
    }
    long records = wholeRecords();
    long blocks = (records + BLOCK_ROWS - 1) / BLOCK_ROWS;
    // a lone piece of a record is a block as well: the one whose reader tells of the fault
    return Math.toIntExact(blocks == 0 && end > header.dataOffset() ? 1 : blocks);
  }

  /**
   * Known in uncompressed files only, and not for a block that ends in a piece of a record: what a
   * compressed block claims is not sure before it is decompressed.
   */
  @Override
  public long rows(int block) {
    if (gzip || runs != null) {
      return -1;
    }
    if (block == blocks() - 1) {
      boolean whole = (end - header.dataOffset()) % context.layout().size() == 0;
      return whole ? wholeRecords() - block * BLOCK_ROWS : -1;
    }
    return BLOCK_ROWS;
  }

  private long wholeRecords() {
    return Math.max(0, end - header.dataOffset()) / context.layout().size();
  }

  @Override
  public Zone zone(int block, FlowColumn column) {
    return zones.zone(column);
  }

  @Override
  public boolean hasSum(int block, FlowColumn column) {
    return false;
  }

  @Override
  public long sum(int block, FlowColumn column) {
    throw new IllegalStateException("SiLK files keep no sums");
  }

  @Override
  public boolean mayContain(FlowColumn side, long high, long low) {
    return !side.isAddress()
        || side == FlowColumn.NHIP
        || !zones.onlyIpv4()
        || IpAddress.isIpv4(high, low);
  }

  @Override
  public ChunkReader read(int block) throws IOException {
    if (gzip) {
      InputStream in = content();
      in.skipNBytes(header.dataOffset());
      return reader(in, header.dataOffset(), end * 1024); // deflate packs 1:1032 at best
    }
    int size = context.layout().size();
    if (runs != null) {
      long start = runs.start(block);
      long runEnd = runs.end(block);
      return reader(range(start, runEnd), start, (runEnd - start) * 1024 / size);
    }
    long start = header.dataOffset() + block * BLOCK_ROWS * size;
    long blockEnd = block == blocks() - 1 ? end : start + BLOCK_ROWS * size;
    return reader(range(start, blockEnd), start, (blockEnd - start) / size);
  }

  private ChunkReader reader(InputStream in, long offset, long mostRows) {
    return new SilkChunkReader(
        new SilkDataStream(in, header.compression(), name, offset, warnings), context, mostRows);
  }

  @Override
  public long bytesRead() {
    return bytesRead.get();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
