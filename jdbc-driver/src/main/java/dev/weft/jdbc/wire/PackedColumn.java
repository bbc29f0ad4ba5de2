package dev.weft.jdbc.wire;

import dev.weft.flow.IpAddress;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column of a packed frame, see {@link Packing}: every value of every row was checked when it was
 * read, and is decoded where it lies when it is asked for. Rows count from 0.
 */
final class PackedColumn {
  private static final int IPV4 = 4;
  private static final int NONE = -1;

  private final Packing packing;
  private final Rep rep;
  private final byte[] bytes;
  private final int nulls;
  private int scale;
  private long base;
  private int width;
  private int start;
  private int[] textStarts = {};
  private int[] textLengths = {};
  private @Nullable Object[] texts = {};

  private PackedColumn(Packing packing, Rep rep, byte[] bytes, int nulls) {
    this.packing = packing;
    this.rep = rep;
    this.bytes = bytes;
    this.nulls = nulls;
  }

  static PackedColumn read(WireReader in, int rows, Rep rep) throws WireException {
    int code = in.rawByte();
    Packing packing = Packing.of(code & ~Packing.SOME_NULL);
    if (!packing.holds(rep)) {
      throw in.malformed("a column of " + rep + " is packed as " + packing);
    }
    boolean someNull = (code & Packing.SOME_NULL) != 0;
    int nulls = someNull ? in.pass((rows + 7) / 8) : NONE;
    PackedColumn column = new PackedColumn(packing, rep, in.bytes(), nulls);
    switch (packing) {
      case NULLS -> {}
      case WHOLE -> {
        column.readNumbers(in, rows);
        column.checkRange(in, rows);
      }
      case DECIMAL -> {
        long scale = in.rawSigned();
        if (scale < -Packing.MOST_SCALE || scale > Packing.MOST_SCALE) {
          throw in.malformed("a decimal has a scale of " + scale);
        }
        column.scale = (int) scale;
        column.readNumbers(in, rows);
      }
      case REAL -> column.readFixed(in, rows, rep == Rep.FLOAT ? Float.BYTES : Double.BYTES);
      case ADDRESS -> column.readFixed(in, rows, IPV4, 16);
      case TEXT, BYTES, DECIMAL_TEXT -> column.readTexts(in, rows);
    }
    return column;
  }

  private void readNumbers(WireReader in, int rows) throws WireException {
    base = in.rawSigned();
    width = in.rawByte();
    if (!PackedNumbers.isWidth(width)) {
      throw in.malformed("numbers have a width of " + width);
    }
    start = in.pass(rows * width);
  }

  private void readFixed(WireReader in, int rows, int... widths) throws WireException {
    width = in.rawByte();
    if (Arrays.stream(widths).noneMatch(allowed -> allowed == width)) {
      throw in.malformed("values of " + packing + " have a width of " + width);
    }
    start = in.pass(rows * width);
  }

  private void readTexts(WireReader in, int rows) throws WireException {
    int count = in.rawNumber(Packing.MOST_TEXTS, "texts");
    if (count > in.left()) {
      throw in.malformed("a column has more texts than bytes");
    }
    textStarts = new int[count];
    textLengths = new int[count];
    texts = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      int length = in.passRawBlock();
      textStarts[i] = in.position() - length;
      textLengths[i] = length;
      if (packing == Packing.DECIMAL_TEXT) {
        texts[i] = WireValue.decimal(in, newText(i));
      }
    }
    readNumbers(in, rows);
    check(in, rows, 0, count - 1);
  }

  private void checkRange(WireReader in, int rows) throws WireException {
    switch (rep) {
      case BOOLEAN -> check(in, rows, 0, 1);
      case BYTE -> check(in, rows, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> check(in, rows, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER, DATE, TIME -> check(in, rows, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG, TIMESTAMP, FLOAT, DOUBLE, STRING, NUMBER, DECIMAL, BYTES, NULL -> {}
    }
  }

  /** Checks all numbers; one by one only where the width does not tell. */
  private void check(WireReader in, int rows, long least, long most) throws WireException {
    boolean narrow = width <= 4 && base >= least && base <= most;
    if (rows == 0 || narrow && base + (1L << 8 * width) - 1 <= most) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      long value = whole(row);
      if (value < least || value > most) {
        throw in.malformed("a value of " + packing + " is outside " + least + " to " + most);
      }
    }
  }

  boolean isNull(int row) {
    return nulls == NONE
        ? packing == Packing.NULLS
        : (bytes[nulls + (row >> 3)] >> (row & 7) & 1) != 0;
  }

  long whole(int row) {
    return base + PackedNumbers.get(bytes, start, width, row);
  }

  boolean isAddress() {
    return packing == Packing.ADDRESS;
  }

  long high(int row) {
    return width == IPV4 ? 0 : Long.reverseBytes(PackedNumbers.get(bytes, start, 8, 2 * row));
  }

  long low(int row) {
    if (width == IPV4) {
      return IpAddress.IPV4_LOW
          | Integer.reverseBytes((int) PackedNumbers.get(bytes, start, IPV4, row)) & 0xffff_ffffL;
    }
    return Long.reverseBytes(PackedNumbers.get(bytes, start, 8, 2 * row + 1));
  }

  /** Of a TEXT; texts that repeat are made once. */
  String text(int row) {
    int number = (int) whole(row);
    Object known = texts[number];
    if (known instanceof String text) {
      return text;
    }
    String text = newText(number);
    texts[number] = text;
    return text;
  }

  private String newText(int number) {
    return new String(bytes, textStarts[number], textLengths[number], StandardCharsets.UTF_8);
  }

  /** The value as an object of its kind, null for NULL; not of an address. */
  @Nullable Object value(int row) {
    if (isNull(row)) {
      return null;
    }
    return switch (packing) {
      case NULLS -> null;
      case WHOLE -> number(whole(row));
      case DECIMAL -> BigDecimal.valueOf(whole(row), scale);
      case REAL -> real(row);
      case ADDRESS -> throw new IllegalStateException("an address is no object");
      case TEXT -> text(row);
      case BYTES -> {
        int from = textStarts[(int) whole(row)];
        yield Arrays.copyOfRange(bytes, from, from + textLengths[(int) whole(row)]);
      }
      case DECIMAL_TEXT -> texts[(int) whole(row)];
    };
  }

  private Object number(long number) {
    return switch (rep) {
      case BOOLEAN -> number != 0;
      case BYTE -> (byte) number;
      case SHORT -> (short) number;
      case INTEGER, DATE, TIME -> (int) number;
      case LONG, TIMESTAMP, FLOAT, DOUBLE, STRING, NUMBER, DECIMAL, BYTES, NULL -> number;
    };
  }

  private Object real(int row) {
    long bits = PackedNumbers.get(bytes, start, width, row);
    return width == Float.BYTES
        ? (Object) Float.intBitsToFloat((int) bits)
        : (Object) Double.longBitsToDouble(bits);
  }
}
