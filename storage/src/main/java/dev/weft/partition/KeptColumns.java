package dev.weft.partition;

import dev.weft.encoding.BitPacking;
import dev.weft.flow.FlowColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of those columns of a partition that were read more than once, as they stand in the
 * file and compared with their checksums: the next query decodes them without reading. What is read
 * for the first time is not kept, so that a query asked once costs no memory. Safe for several
 * threads.
 */
final class KeptColumns {
  private final ColumnMemory memory;
  private final int places; // by block and column
  private byte[] @Nullable [] columns = new byte[0][]; // of no length until one is read
  private boolean[] read = new boolean[0];
  private long bytes;
  private boolean closed;

  KeptColumns(ColumnMemory memory, int blocks) {
    this.memory = memory;
    places = blocks * FlowColumn.count();
  }

  private static int place(int block, FlowColumn column) {
    return block * FlowColumn.count() + column.ordinal();
  }

  /** What is kept of a column; nobody changes it. */
  synchronized byte @Nullable [] get(int block, FlowColumn column) {
    return columns.length == 0 ? null : columns[place(block, column)];
  }

  /**
   * An array to read a column into that is then to be {@link #keep kept}; null where it is not to
   * be.
   *
   * @param length bytes in the file; the array has room for decoders behind them
   */
  synchronized byte @Nullable [] room(int block, FlowColumn column, int length) {
    if (read.length == 0) {
      read = new boolean[places];
      columns = new byte[places][];
    }
    boolean again = read[place(block, column)];
    read[place(block, column)] = true;
    return again && !closed && memory.take(length + BitPacking.PADDING)
        ? new byte[length + BitPacking.PADDING]
        : null;
  }

  /** Keeps an array that {@link #room} made, or gives its memory back. */
  synchronized void keep(int block, FlowColumn column, byte[] array, boolean sound) {
    int place = place(block, column);
    if (!sound || closed || columns[place] != null) {
      memory.giveBack(array.length);
      return;
    }
    columns[place] = array;
    bytes += array.length;
  }

  /** Forgets what is kept; false where that is nothing. */
  synchronized boolean clear() {
    boolean any = bytes > 0;
    Arrays.fill(columns, null);
    memory.giveBack(bytes);
    bytes = 0;
    return any;
  }

  /** Forgets what is kept, and keeps no more. */
  synchronized void close() {
    closed = true;
    clear();
  }
}
