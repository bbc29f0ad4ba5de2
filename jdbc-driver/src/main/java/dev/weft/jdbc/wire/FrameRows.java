package dev.weft.jdbc.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Frame} as it came: rows read one after the other, values decoded from the message's
 * bytes when they are asked for. Columns count from 0. For use by one thread.
 */
public abstract sealed class FrameRows permits PlainRows, PackedRows {
  private final Head head;

  /** What a frame says of itself. */
  record Head(long offset, boolean done, int count) {}

  FrameRows(Head head) {
    this.head = head;
  }

  /** Finds the end of the frame first: whether it is the last stands behind its rows. */
  static FrameRows read(WireReader frame, List<WireColumn> columns) throws WireException {
    int start = frame.position();
    long offset = 0;
    boolean done = false;
    int count = 0;
    WireReader packed = null;
    for (int field = frame.field(); field != 0; field = frame.field()) {
      switch (field) {
        case 1 -> offset = frame.varint();
        case 2 -> done = frame.flag();
        case 3 -> {
          count++;
          frame.skip();
        }
        case Packing.FIELD -> packed = frame.message();
        default -> frame.skip();
      }
    }
    if (packed != null) {
      if (count > 0) {
        throw new WireException("Malformed message: a frame has rows of two kinds");
      }
      return PackedRows.read(packed, offset, done, columns);
    }
    byte[] bytes = frame.bytes();
    WireReader rows = new WireReader(bytes, start, frame.position());
    return new PlainRows(rows, bytes, new Head(offset, done, count), columns.size());
  }

  /** Place of the first row in the result, from 0. */
  public final long offset() {
    return head.offset;
  }

  /** True where no more rows follow the frame. */
  public final boolean done() {
    return head.done;
  }

  public final int count() {
    return head.count;
  }

  /** Moves to the next row; false after the last. */
  public abstract boolean next() throws WireException;

  public abstract boolean isNull(int column);

  /** A whole number, a date in days, a time or timestamp in milliseconds. */
  public abstract long whole(int column);

  /** True where the column's texts are addresses, which come as {@link #high} and {@link #low}. */
  public boolean isAddress(int column) {
    return false;
  }

  /** The upper 64 bits of an address. */
  public long high(int column) {
    throw new IllegalStateException("no address");
  }

  /** The lower 64 bits of an address. */
  public long low(int column) {
    throw new IllegalStateException("no address");
  }

  /** The text of a value that is sent as text. */
  public abstract String text(int column);

  /** The value as an object of its kind, null for NULL; not of an address. */
  public abstract @Nullable Object value(int column);
}
