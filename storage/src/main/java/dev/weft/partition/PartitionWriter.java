package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.encoding.ByteSink;
import dev.weft.error.FileFaults;
import dev.weft.flow.FlowColumn;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a partition file. Rows are gathered over calls of {@link #append} until they fill a block;
 * only the last block of a file is smaller. For one thread.
 *
 * <p>The file is whole only after {@link #finish}; closing without it deletes what was written.
 * Equal rows give equal bytes.
 */
public final class PartitionWriter implements Closeable {
  /** Rows of a block unless said otherwise. */
  public static final int DEFAULT_BLOCK_ROWS = PartitionFormat.MAX_BLOCK_ROWS;

  private final Path file;
  private final PartitionKey key;
  private final int blockRows;
  private final FileChannel channel;
  private final WriterBuffers buffers;
  private final ByteSink sink;
  private final List<BlockFooter> blocks = new ArrayList<>();
  private List<String> replaced = List.of();
  private long position;
  private boolean finished;

  private PartitionWriter(
      Path file, PartitionKey key, int blockRows, FileChannel channel, WriterBuffers buffers) {
    this.file = file;
    this.key = key;
    this.blockRows = blockRows;
    this.channel = channel;
    this.buffers = buffers;
    this.sink = buffers.sink;
    buffers.begin();
  }

  /** As {@link #create(Path, PartitionKey, int)} with blocks of {@link #DEFAULT_BLOCK_ROWS}. */
  public static PartitionWriter create(Path file, PartitionKey key) throws IOException {
    return create(file, key, DEFAULT_BLOCK_ROWS);
  }

  /** As {@link #create(Path, PartitionKey, int, WriterBuffers)} with memory of its own. */
  public static PartitionWriter create(Path file, PartitionKey key, int blockRows)
      throws IOException {
    return create(file, key, blockRows, new WriterBuffers());
  }

  /**
   * Begins a new file.
   *
   * @param file must not exist, its folder must
   * @param blockRows rows of a block, 1 to 65,536
   * @param buffers the writer's until it is closed
   */
  public static PartitionWriter create(
      Path file, PartitionKey key, int blockRows, WriterBuffers buffers) throws IOException {
    if (blockRows < 1 || blockRows > PartitionFormat.MAX_BLOCK_ROWS) {
      throw new IllegalArgumentException(
          "rows of a block: 1 to " + PartitionFormat.MAX_BLOCK_ROWS + ", not " + blockRows);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    PartitionWriter writer = new PartitionWriter(file, key, blockRows, channel, buffers);
    try {
      writer.writeHeader();
      return writer; // it owns the channel from here
    } catch (Throwable t) {
      try (writer) {
        throw t;
      }
    }
  }

  private void writeHeader() throws IOException {
    sink.u32(PartitionFormat.MAGIC);
    sink.u16(PartitionFormat.VERSION);
    sink.u16(0);
    sink.u32(PartitionFormat.crc(sink.array(), 0, sink.size()));
    flush();
  }

  /**
   * Adds the selected rows of a batch; best sorted by STIME, also over calls.
   *
   * @param flows has every stored column but SENSOR and FLOWTYPE; not kept
   * @throws IllegalArgumentException where a column is missing, or naming a value that its column
   *     can't hold; the file is then to be given up
   */
  public void append(Batch flows) throws IOException {
    if (finished) {
      throw new IllegalStateException(file + " is finished");
    }
    for (FlowColumn c : PartitionFormat.COLUMNS) {
      if (!flows.has(c.ordinal())) {
        throw new IllegalArgumentException("the batch has no column " + c);
      }
    }
    int done = 0;
    while (done < flows.selected()) {
      int count = Math.min(flows.selected() - done, blockRows - buffers.pending().size());
      buffers.add(flows, done, count, blockRows);
      done += count;
      if (buffers.pending().size() == blockRows) {
        writeBlock();
      }
    }
  }

  private void writeBlock() throws IOException {
    Batch pending = buffers.pending();
    sink.clear();
    blocks.add(buffers.encoder.encode(pending, position, sink));
    gather(buffers.sources, pending.addresses(FlowColumn.SIP), pending.size());
    gather(buffers.destinations, pending.addresses(FlowColumn.DIP), pending.size());
    flush();
    pending.size(0);
  }

  private static void gather(AddressSet set, AddressVector v, int count) {
    for (int i = 0; i < count; i++) {
      set.add(v.highs[i], v.lows[i]);
    }
  }

  /** Names the segments whose place the file takes, see {@link PartitionFooter#replaced}. */
  public void replaces(List<String> segments) {
    replaced = List.copyOf(segments);
  }

  /** Writes the sink's bytes and empties it. */
  private void flush() throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(sink.array(), 0, sink.size());
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw FileFaults.named(file, e);
    }
    position += sink.size();
    sink.clear();
  }

  /**
   * Writes what makes the file whole, forces it to the disk and closes it.
   *
   * @return what the file holds
   */
  public PartitionSummary finish() throws IOException {
    if (finished) {
      throw new IllegalStateException(file + " is finished");
    }
    if (buffers.pending().size() > 0) {
      writeBlock();
    }
    sink.clear();
    AddressFilter.Shape sourceFilter = buffers.sources.write(sink);
    AddressFilter.Shape destinationFilter = buffers.destinations.write(sink);
    flush();
    long footerOffset = position;
    new PartitionFooter(key, blocks, sourceFilter, destinationFilter, replaced, 0).write(sink);
    int footerBytes = sink.size();
    int footerCrc = PartitionFormat.crc(sink.array(), 0, footerBytes);
    sink.u64(footerOffset);
    sink.u32(footerBytes);
    sink.u32(footerCrc);
    sink.u32(PartitionFormat.crc(sink.array(), footerBytes, sink.size() - footerBytes));
    sink.u32(PartitionFormat.END_MAGIC);
    flush();
    try {
      Flush.toDisk(channel);
      channel.close();
    } catch (IOException e) {
      throw FileFaults.named(file, e);
    }
    finished = true;
    return new PartitionFooter(key, blocks, sourceFilter, destinationFilter, replaced, position)
        .summary();
  }

  /** Deletes the file unless it was finished. */
  @Override
  public void close() throws IOException {
    if (finished || !channel.isOpen()) {
      return;
    }
    try (channel) {
      Files.deleteIfExists(file);
    }
  }
}
