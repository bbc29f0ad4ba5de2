package dev.weft.jdbc.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of a frame as Avatica has them: found in the message one after the other. */
final class PlainRows extends FrameRows {
  private final WireReader in;
  private final byte[] bytes;
  private final Rep[] reps;
  private final long[] numbers;
  private final int[] starts;
  private final int[] lengths;

  /**
   * @param in the frame, whose end is known
   */
  PlainRows(WireReader in, byte[] bytes, Head head, int width) {
    super(head);
    this.in = in;
    this.bytes = bytes;
    reps = new Rep[width];
    numbers = new long[width];
    starts = new int[width];
    lengths = new int[width];
  }

  @Override
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
    if (reps[column] == Rep.DECIMAL) {
      WireValue.decimal(in, text(column));
    }
  }

  @Override
  public boolean isNull(int column) {
    return reps[column] == Rep.NULL;
  }

  @Override
  public long whole(int column) {
    return numbers[column];
  }

  @Override
  public String text(int column) {
    return new String(bytes, starts[column], lengths[column], StandardCharsets.UTF_8);
  }

  @Override
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
