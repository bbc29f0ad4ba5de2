package dev.weft.operator;

import dev.weft.batch.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Rows of one format by partition. Each partition has an open chunk, a stretch of the columns of
 * one block of memory small enough to stay near the processor; a full chunk is copied out whole, to
 * where the chunks of all partitions follow each other as they come ({@link ChunkSlabs}). So the
 * scatter touches a cache line a partition and column, and nothing is allocated a chunk.
 *
 * <p>When memory is refused, the full chunks of each partition go to the file as one record: the
 * columns of the first chunk, those of the second, ... in the machine's byte order, which no other
 * process reads.
 */
final class PartitionRows {
  /** Bytes that the open chunks of all partitions should take at most. */
  private static final int OPEN_BYTES = 1 << 21;

  private static final int SMALLEST_CHUNK = 8;
  private static final int RECORD_BYTES = 1 << 22;

  private final QueryContext context;
  private final RowFormat format;
  private final int partitions;
  private final Supplier<SpillFile> file;
  private final int chunkRows;
  private final int chunkBytes;
  private final ChunkSlabs.Slab open;
  private final long openBytes;
  private final int[] next;
  private final int[] places;
  private final ChunkSlabs slabs;
  private final int[][] full;
  private final int[] fullCount;
  private final long[] inFile;
  private final long[][] handles;
  private final int[] handleCount;

  /**
   * @param partitions a power of two
   */
  PartitionRows(QueryContext context, RowFormat format, int partitions, Supplier<SpillFile> file) {
    this.context = context;
    this.format = format;
    this.partitions = partitions;
    this.file = file;
    int rowBytes = format.rowBytes();
    int bytes = (int) Math.min(OPEN_BYTES, context.budget.limit() / 8);
    int wanted = Integer.highestOneBit(Math.max(1, bytes / partitions / rowBytes));
    this.chunkRows = Math.max(SMALLEST_CHUNK, Math.min(ChunkSlabs.LARGEST_CHUNK, wanted));
    this.chunkBytes = chunkRows * rowBytes;
    this.open = new ChunkSlabs.Slab(format, partitions * chunkRows);
    this.openBytes = (long) partitions * chunkBytes;
    context.budget.reserve(openBytes);
    this.next = new int[partitions];
    for (int p = 0; p < partitions; p++) {
      next[p] = p * chunkRows;
    }
    this.places = new int[Batch.ROWS];
    this.slabs = new ChunkSlabs(format, chunkRows, context.budget);
    this.full = new int[partitions][0];
    this.fullCount = new int[partitions];
    this.inFile = new long[partitions];
    this.handles = new long[partitions][0];
    this.handleCount = new int[partitions];
  }

  RowFormat format() {
    return format;
  }

  /** Adds rows 0 to count - 1 to the partitions that their hashes name. */
  void add(long[][] columns, long[] hashes, int count, int shift) {
    int[] to = next;
    int[] at = places;
    int mask = partitions - 1;
    int last = chunkRows - 1;
    int from = 0;
    for (int i = 0; i < count; i++) {
      int p = (int) (hashes[i] >>> shift) & mask;
      int place = to[p];
      at[i] = place;
      to[p] = place + 1;
      if ((place & last) == last) { // full: what is placed so far must be there before it leaves
        open.scatter(columns, from, i + 1, at);
        from = i + 1;
        moveOut(p);
      }
    }
    open.scatter(columns, from, count, at);
  }

  private void moveOut(int p) {
    int from = p * chunkRows;
    next[p] = from;
    int chunk = slabs.add(open, from);
    if (chunk < 0) {
      spill();
      chunk = slabs.add(open, from);
    }
    if (chunk < 0) { // not even a first slab
      ByteBuffer record = ByteBuffer.allocate(chunkBytes);
      open.write(from, chunkRows, record);
      append(p, record, 1);
      return;
    }
    if (fullCount[p] == full[p].length) {
      full[p] = Arrays.copyOf(full[p], Math.max(4, 2 * fullCount[p]));
    }
    full[p][fullCount[p]++] = chunk;
  }

  /** Writes all full chunks to the file. */
  private void spill() {
    int most = Math.max(1, RECORD_BYTES / chunkBytes);
    ByteBuffer record = ByteBuffer.allocate(0);
    for (int p = 0; p < partitions; p++) {
      for (int from = 0; from < fullCount[p]; from += most) {
        int chunks = Math.min(most, fullCount[p] - from);
        if (record.capacity() < chunks * chunkBytes) {
          record = ByteBuffer.allocate(chunks * chunkBytes);
        }
        record.clear();
        for (int i = from; i < from + chunks; i++) {
          slabs.write(full[p][i], record);
        }
        append(p, record, chunks);
      }
      fullCount[p] = 0;
    }
    slabs.clear();
    context.control.check();
  }

  private void append(int p, ByteBuffer record, int chunks) {
    record.flip();
    if (handleCount[p] == handles[p].length) {
      handles[p] = Arrays.copyOf(handles[p], Math.max(4, 2 * handleCount[p]));
    }
    handles[p][handleCount[p]++] = file.get().append(record);
    inFile[p] += (long) chunks * chunkRows;
  }

  /** Rows of a partition. */
  long rows(int p) {
    return inFile[p] + (long) fullCount[p] * chunkRows + next[p] - p * chunkRows;
  }

  /** Passes the rows of a partition on, as many at once as the scratch columns hold. */
  void read(int p, long[][] scratch, PartitionBuffers.Taker taker) throws IOException {
    int most = scratch[0].length - chunkRows;
    int filled = 0;
    for (int i = 0; i < fullCount[p]; i++) {
      slabs.read(full[p][i], scratch, filled);
      filled += chunkRows;
      if (filled > most) {
        taker.take(scratch, filled);
        filled = 0;
      }
    }
    int rest = next[p] - p * chunkRows;
    open.read(p * chunkRows, rest, scratch, filled);
    filled += rest;
    for (int i = 0; i < handleCount[p]; i++) {
      ByteBuffer record = ByteBuffer.wrap(file.get().read(handles[p][i]));
      while (record.hasRemaining()) {
        if (filled > most) {
          taker.take(scratch, filled);
          filled = 0;
        }
        ChunkSlabs.read(format, record, chunkRows, scratch, filled);
        filled += chunkRows;
      }
    }
    if (filled > 0) {
      taker.take(scratch, filled);
    }
  }

  /** Gives the memory back, for good. */
  void release() {
    open.recycle();
    context.budget.release(openBytes);
    slabs.release();
  }
}
