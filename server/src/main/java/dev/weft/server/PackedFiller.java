package dev.weft.server;

import dev.weft.jdbc.wire.ColumnPacker;
import dev.weft.jdbc.wire.FrameWriter;
import java.sql.SQLException;
import java.util.List;

/**
 * Collects rows as columns, for Weft's own driver: straight from the query's batches where there
 * are any, else value by value. For use by one thread.
 */
final class PackedFiller implements FrameFiller {
  private static final int MOST_ROWS = 8192;

  /** Columns hold no more values than this in all, of 8 bytes, but always some rows. */
  private static final int MOST_VALUES = 1 << 19;

  private static final int LEAST_ROWS = 64;

  /** Of texts, in all columns. */
  private static final int MOST_TEXT_BYTES = 1 << 20;

  /** Where columns and values come from. */
  interface Source {
    List<? extends ColumnPacker> columns();

    /**
     * Puts up to {@code most} rows into the columns, from {@code row} on.
     *
     * @return how many; 0 where no row is left
     */
    int take(int row, int most) throws SQLException;

    /** Bytes of texts in the columns, about. */
    default long textBytes() {
      long bytes = 0;
      for (ColumnPacker column : columns()) {
        bytes += column.textBytes();
      }
      return bytes;
    }
  }

  private final Source source;
  private final FrameWriter frame;
  private final int mostRows;
  private int count;

  PackedFiller(Source source, FrameWriter frame) {
    this.source = source;
    this.frame = frame;
    int width = Math.max(1, source.columns().size());
    mostRows = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, MOST_VALUES / width));
  }

  @Override
  public int take(int most) throws SQLException {
    int wanted = Math.min(most, mostRows - count);
    int taken = 0;
    while (taken < wanted && source.textBytes() < MOST_TEXT_BYTES) {
      int more = source.take(count, wanted - taken);
      if (more == 0) {
        break;
      }
      count += more;
      taken += more;
    }
    return taken;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public boolean isFull() {
    return count >= mostRows || source.textBytes() >= MOST_TEXT_BYTES;
  }

  @Override
  public void finish() {
    frame.packed(source.columns(), count);
  }
}
