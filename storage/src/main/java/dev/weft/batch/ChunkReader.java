package dev.weft.batch;

import dev.weft.flow.FlowColumn;
import dev.weft.flow.LongRanges;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Flows read in order, a chunk at a time, decoding only the columns that are asked for. For one
 * thread. Whoever opened it closes it.
 *
 * <p>A reader of foreign files delivers every sound flow before it throws.
 */
public interface ChunkReader extends Closeable {
  /**
   * Moves to the next chunk.
   *
   * @return its rows, 1 to {@link Batch#ROWS}; 0 at the end
   * @throws dev.weft.error.CorruptFileException where the bytes are not what the format says
   */
  int next() throws IOException;

  /**
   * Decodes a column of the current chunk into rows 0 to n-1 of the vector (n as returned by {@link
   * #next}); clears its nulls. Addresses set {@link AddressVector#allIpv4}.
   *
   * @param target a vector of the column's kind with capacity of at least n
   */
  void read(FlowColumn column, Vector target) throws IOException;

  /**
   * As {@link #read}, but only the given rows need be filled; each value stands at its own row, not
   * packed together.
   *
   * @param rows ascending row numbers in the chunk
   * @param count how many of them count
   */
  default void readSelected(FlowColumn column, int[] rows, int count, Vector target)
      throws IOException {
    read(column, target);
  }

  /**
   * Finds the rows of the current chunk whose value of a long column is in a set, where that takes
   * clearly less than to {@link #read} the column and look.
   *
   * @param out at least as long as the chunk; gets the rows, ascending
   * @return how many, or -1 where reading is as good
   */
  default int match(FlowColumn column, LongRanges values, int[] out) throws IOException {
    return -1;
  }

  /**
   * The values of a long column by row of the current chunk, where they are known to ascend (not
   * strictly) and single ones cost little; else null. Valid until the next chunk.
   */
  default @Nullable IntToLongFunction ascending(FlowColumn column) throws IOException {
    return null;
  }
}
