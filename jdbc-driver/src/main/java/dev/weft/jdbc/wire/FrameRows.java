package dev.weft.jdbc.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Frame} as it came: rows read one after the other, values found in the message's bytes
 * and decoded when they are asked for. Columns count from 0. For use by one thread.
 */
public final class FrameRows {
  private final WireReader in;
  private final byte[] bytes;
  private final long offset;
  private final boolean done;
  private final int count;
  private final Rep[] reps;
  private final long[] numbers;
  private final int[] starts;
  private final int[] lengths;

  private FrameRows(WireReader in, byte[] bytes, long offset, boolean done, int count, int width) {
    this.in = in;
    this.bytes = bytes;
    this.offset = offset;
    this.done = done;
    this.count = count;
    reps = new Rep[width];
    numbers = new long[width];
    starts = new int[width];
    lengths = new int[width];
  }

  /** Finds the end of the frame first: whether it is the last stands behind its rows. */
  static FrameRows read(WireReader frame, int width) throws WireException {
    int start = frame.position();
    long offset = 0;
    boolean done = false;
    int count = 0;
    for (int field = frame.field(); field != 0; field = frame.field()) {
      switch (field) {
        case 1 -> offset = frame.varint();
        case 2 -> done = frame.flag();
        case 3 -> {
          count++;
          frame.skip();
        }
        default -> frame.skip();
      }
    }
    byte[] bytes = frame.bytes();
    WireReader rows = new WireReader(bytes, start, frame.position());
    return new FrameRows(rows, bytes, offset, done, count, width);
  }

  /** Place of the first row in the result, from 0. */
  public long offset() {
    return offset;
  }

  /** True where no more rows follow the frame. */
  public boolean done() {
    return done;
  }

  public int count() {
    return count;
  }

  /** Moves to the next row; false after the last. */
  public boolean next() throws WireException {
    int field = in.field();
    while (field != 0 && field != 3) {
      in.skip();
      field = in.field();
    }
    if (field == 0) {
      return false;
    }
    int frame = in.enter();
    int column = 0;
    for (field = in.field(); field != 0; field = in.field()) {
      if (field != 1 || column == reps.length) {
        throw new WireException("Malformed message: a row has another width than its columns");
      }
      readColumn(column++);
    }
    if (column != reps.length) {
      throw new WireException("Malformed message: a row has another width than its columns");
    }
    in.leave(frame);
    return true;
  }

  private void readColumn(int column) throws WireException {
    int row = in.enter();
    reps[column] = Rep.NULL;
    for (int field = in.field(); field != 0; field = in.field()) {
      if (field == 4) {
        readValue(column);
      } else {
        in.skip();
      }
    }
    in.leave(row);
  }

  private void readValue(int column) throws WireException {
    int outer = in.enter();
    long type = 0;
    long number = 0;
    starts[column] = 0;
    lengths[column] = 0;
    for (int field = in.field(); field != 0; field = in.field()) {
      switch (field) {
        case 1 -> type = in.varint();
        case 2 -> number = in.flag() ? 1 : 0;
        case 3, 5 -> {
          int length = in.passBlock();
          starts[column] = in.position() - length;
          lengths[column] = length;
        }
        case 4 -> number = in.signed();
        case 6 -> number = Double.doubleToRawLongBits(in.real());
        default -> in.skip();
      }
    }
    reps[column] = Rep.of(type);
    numbers[column] = number;
    in.leave(outer);
  }

  public boolean isNull(int column) {
    return reps[column] == Rep.NULL;
  }

  /** A whole number, a date in days, a time or timestamp in milliseconds. */
  public long whole(int column) {
    return numbers[column];
  }

  /** The text of a value that is sent as text. */
  public String text(int column) {
    return new String(bytes, starts[column], lengths[column], StandardCharsets.UTF_8);
  }

  /**
   * The value as an object of its kind, null for NULL.
   *
   * @throws NumberFormatException if a decimal is none
   */
  public @Nullable Object value(int column) {
    long number = numbers[column];
    return switch (reps[column]) {
      case BOOLEAN -> number != 0;
      case BYTE -> (byte) number;
      case SHORT -> (short) number;
      case INTEGER, DATE, TIME -> (int) number;
      case LONG, NUMBER, TIMESTAMP -> number;
      case FLOAT -> Float.intBitsToFloat((int) number);
      case DOUBLE -> Double.longBitsToDouble(number);
      case STRING -> text(column);
      case DECIMAL -> new BigDecimal(text(column));
      case BYTES -> Arrays.copyOfRange(bytes, starts[column], starts[column] + lengths[column]);
      case NULL -> null;
    };
  }
}
