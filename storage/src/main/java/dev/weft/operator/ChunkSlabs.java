package dev.weft.operator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Chunks of rows of one format, one after the other in few large arrays: so large that the garbage
 * collector leaves them where they are.
 */
final class ChunkSlabs {
  /** Most rows of a chunk. */
  static final int LARGEST_CHUNK = 256;

  private static final int FIRST_ROWS = 1 << 14;
  private static final int MOST_ROWS = 1 << 19;
  private static final int CHUNK_BITS = 16;

  private final RowFormat format;
  private final int chunkRows;
  private final MemoryBudget budget;
  private final List<Slab> slabs = new ArrayList<>();
  private long reserved;
  private int filling;
  private int chunksInFilling;

  /**
   * @param chunkRows a power of two, at least 8, at most {@link #LARGEST_CHUNK}
   */
  ChunkSlabs(RowFormat format, int chunkRows, MemoryBudget budget) {
    this.format = format;
    this.chunkRows = chunkRows;
    this.budget = budget;
  }

  /**
   * Copies a chunk.
   *
   * @return its number, or -1 where memory does not allow; then nothing was copied
   */
  int add(Slab source, int from) {
    if (filling < slabs.size() && chunksInFilling == slabs.get(filling).rows / chunkRows) {
      filling++;
      chunksInFilling = 0;
    }
    if (filling == slabs.size() && !grow()) {
      return -1;
    }
    slabs.get(filling).copy(source, from, chunksInFilling * chunkRows, chunkRows);
    return filling << CHUNK_BITS | chunksInFilling++;
  }

  private boolean grow() {
    int size = Math.min(MOST_ROWS, FIRST_ROWS << Math.min(8, slabs.size()));
    int rows = size - LARGEST_CHUNK; // an array's header would make a power of two take more pages
    long bytes = (long) rows * format.rowBytes();
    if (!budget.tryReserveBuffer(bytes)) {
      return false;
    }
    reserved += bytes;
    slabs.add(new Slab(format, rows));
    return true;
  }

  /** Reads a chunk into rows {@code to} and following of the columns. */
  void read(int chunk, long[][] columns, int to) {
    slab(chunk).read(from(chunk), chunkRows, columns, to);
  }

  /** Writes a chunk to a buffer. */
  void write(int chunk, ByteBuffer buffer) {
    slab(chunk).write(from(chunk), chunkRows, buffer);
  }

  private Slab slab(int chunk) {
    return slabs.get(chunk >>> CHUNK_BITS);
  }

  private int from(int chunk) {
    return (chunk & (1 << CHUNK_BITS) - 1) * chunkRows;
  }

  /** Forgets all chunks; the memory stays for others. */
  void clear() {
    filling = 0;
    chunksInFilling = 0;
  }

  /** Gives the memory back, for good: the arrays may be another query's at once. */
  void release() {
    slabs.forEach(Slab::recycle);
    slabs.clear();
    budget.release(reserved);
    reserved = 0;
    clear();
  }

  /** Reads rows that {@link Slab#write} wrote from a buffer. */
  static void read(RowFormat format, ByteBuffer buffer, int rows, long[][] columns, int to) {
    buffer.order(ByteOrder.nativeOrder());
    for (int c = 0; c < format.columns(); c++) {
      long[] column = columns[c];
      int at = buffer.position();
      switch (format.width(c)) {
        case 0 -> java.util.Arrays.fill(column, to, to + rows, 0);
        case Integer.BYTES -> {
          for (int i = 0; i < rows; i++) {
            column[to + i] = buffer.getInt(at + Integer.BYTES * i) & 0xFFFF_FFFFL;
          }
        }
        default -> buffer.asLongBuffer().get(column, to, rows);
      }
      buffer.position(at + rows * format.width(c));
    }
  }

  /** Rows as columns of as many bytes as the format says. */
  static final class Slab {
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};

    final int rows;
    private final int[][] ints;
    private final long[][] longs;

    /** A slab whose rows hold anything until they are written. */
    Slab(RowFormat format, int rows) {
      this.rows = rows;
      ints = new int[format.columns()][];
      longs = new long[format.columns()][];
      ArrayPool pool = ArrayPool.SHARED;
      for (int c = 0; c < ints.length; c++) {
        ints[c] = format.width(c) == Integer.BYTES ? pool.takeInts(rows) : NO_INTS;
        longs[c] = format.width(c) == Long.BYTES ? pool.takeLongs(rows) : NO_LONGS;
      }
    }

    /** Leaves the arrays to other slabs; this one must not be used any more. */
    void recycle() {
      for (int c = 0; c < ints.length; c++) {
        if (ints[c].length > 0) {
          ArrayPool.SHARED.keep(ints[c]);
        } else if (longs[c].length > 0) {
          ArrayPool.SHARED.keep(longs[c]);
        }
        ints[c] = NO_INTS;
        longs[c] = NO_LONGS;
      }
    }

    /** Puts rows {@code from} to {@code end - 1} of the columns to the places of each. */
    void scatter(long[][] columns, int from, int end, int[] places) {
      for (int c = 0; c < ints.length; c++) {
        long[] column = columns[c];
        if (ints[c].length > 0) {
          int[] target = ints[c];
          for (int i = from; i < end; i++) {
            target[places[i]] = (int) column[i];
          }
        } else if (longs[c].length > 0) {
          long[] target = longs[c];
          for (int i = from; i < end; i++) {
            target[places[i]] = column[i];
          }
        }
      }
    }

    private void copy(Slab source, int from, int to, int count) {
      for (int c = 0; c < ints.length; c++) {
        if (ints[c].length > 0) {
          System.arraycopy(source.ints[c], from, ints[c], to, count);
        } else if (longs[c].length > 0) {
          System.arraycopy(source.longs[c], from, longs[c], to, count);
        }
      }
    }

    /** Reads rows into rows {@code to} and following of the columns. */
    void read(int from, int count, long[][] columns, int to) {
      for (int c = 0; c < ints.length; c++) {
        long[] column = columns[c];
        if (ints[c].length > 0) {
          int[] source = ints[c];
          for (int i = 0; i < count; i++) {
            column[to + i] = source[from + i] & 0xFFFF_FFFFL;
          }
        } else if (longs[c].length > 0) {
          System.arraycopy(longs[c], from, column, to, count);
        } else {
          java.util.Arrays.fill(column, to, to + count, 0);
        }
      }
    }

    /** Writes rows to a buffer, in the machine's byte order. */
    void write(int from, int count, ByteBuffer buffer) {
      buffer.order(ByteOrder.nativeOrder());
      for (int c = 0; c < ints.length; c++) {
        if (ints[c].length > 0) {
          buffer.asIntBuffer().put(ints[c], from, count);
          buffer.position(buffer.position() + Integer.BYTES * count);
        } else if (longs[c].length > 0) {
          buffer.asLongBuffer().put(longs[c], from, count);
          buffer.position(buffer.position() + Long.BYTES * count);
        }
      }
    }
  }
}
