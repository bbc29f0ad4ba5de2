package dev.weft.jdbc.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** {@code TypedValue}: a value that says of which kind it is. */
public final class WireValue {
  private static final int TYPE = 1;
  private static final int BOOL = 2;
  private static final int STRING = 3;
  private static final int NUMBER = 4;
  private static final int BYTES = 5;
  private static final int DOUBLE = 6;
  private static final int NULL = 7;
  private static final int BIG_INTEGER = 25;

  /** Most digits of a decimal; its exponent is as small. */
  private static final int DIGITS = 1000;

  private WireValue() {}

  static void writeNull(WireWriter out, int field) {
    int value = out.begin(field);
    out.number(TYPE, Rep.NULL.code());
    out.flag(NULL, true);
    out.end(value);
  }

  static void writeWhole(WireWriter out, int field, Rep rep, long number) {
    int value = out.begin(field);
    out.number(TYPE, rep.code());
    out.signed(NUMBER, number);
    out.end(value);
  }

  static void writeText(WireWriter out, int field, Rep rep, String text) {
    int value = out.begin(field);
    out.number(TYPE, rep.code());
    out.textAlways(STRING, text);
    out.end(value);
  }

  /** Writes a value by its class. */
  static void write(WireWriter out, int field, @Nullable Object o) {
    if (o == null) {
      writeNull(out, field);
    } else if (o instanceof Boolean b) {
      int value = out.begin(field);
      out.number(TYPE, Rep.BOOLEAN.code());
      out.flag(BOOL, b);
      out.end(value);
    } else if (o instanceof Byte b) {
      writeWhole(out, field, Rep.BYTE, b);
    } else if (o instanceof Short s) {
      writeWhole(out, field, Rep.SHORT, s);
    } else if (o instanceof Integer i) {
      writeWhole(out, field, Rep.INTEGER, i);
    } else if (o instanceof Long l) {
      writeWhole(out, field, Rep.LONG, l);
    } else if (o instanceof Float f) {
      writeWhole(out, field, Rep.FLOAT, Float.floatToRawIntBits(f));
    } else if (o instanceof Double d) {
      int value = out.begin(field);
      out.number(TYPE, Rep.DOUBLE.code());
      out.real(DOUBLE, d);
      out.end(value);
    } else if (o instanceof BigDecimal d) {
      writeText(out, field, Rep.DECIMAL, d.toString());
    } else if (o instanceof byte[] b) {
      int value = out.begin(field);
      out.number(TYPE, Rep.BYTES.code());
      out.block(BYTES, b);
      out.end(value);
    } else if (o instanceof LocalDate day) {
      writeWhole(out, field, Rep.DATE, day.toEpochDay());
    } else if (o instanceof LocalTime time) {
      writeWhole(out, field, Rep.TIME, time.toNanoOfDay() / 1_000_000);
    } else if (o instanceof LocalDateTime clock) {
      writeWhole(out, field, Rep.TIMESTAMP, clock.toInstant(ZoneOffset.UTC).toEpochMilli());
    } else {
      writeText(out, field, Rep.STRING, o.toString());
    }
  }

  /**
   * The value: of the box of its kind, {@code String}, {@code BigDecimal}, {@code byte[]}, {@code
   * LocalDate}, {@code LocalTime}, {@code LocalDateTime}, or null.
   */
  static @Nullable Object read(WireReader in) throws WireException {
    long type = 0;
    boolean flag = false;
    boolean isNull = false;
    long number = 0;
    double real = 0;
    String text = "";
    byte[] block = {};
    for (int field = in.field(); field != 0; field = in.field()) {
      switch (field) {
        case TYPE -> type = in.varint();
        case BOOL -> flag = in.flag();
        case STRING -> text = in.text();
        case NUMBER -> number = in.signed();
        case BYTES -> block = in.block();
        case DOUBLE -> real = in.real();
        case NULL -> isNull = in.flag();
        default -> in.skip();
      }
    }
    if (isNull) {
      return null;
    }
    if (type == BIG_INTEGER) {
      return block.length == 0 ? null : new BigDecimal(new BigInteger(block));
    }
    return value(Rep.of(type), flag, number, real, text, block);
  }

  private static @Nullable Object value(
      Rep rep, boolean flag, long number, double real, String text, byte[] block)
      throws WireException {
    try {
      return switch (rep) {
        case BOOLEAN -> flag;
        case BYTE -> (byte) number;
        case SHORT -> (short) number;
        case INTEGER -> (int) number;
        case LONG, NUMBER -> number;
        case FLOAT -> Float.intBitsToFloat((int) number);
        case DOUBLE -> real;
        case STRING -> text;
        case BYTES -> block;
        case DECIMAL -> decimal(text);
        case DATE -> LocalDate.ofEpochDay(number);
        case TIME -> LocalTime.ofNanoOfDay(Math.multiplyExact(number, 1_000_000L));
        case TIMESTAMP ->
            LocalDateTime.ofEpochSecond(
                Math.floorDiv(number, 1000L),
                (int) Math.floorMod(number, 1000L) * 1_000_000,
                ZoneOffset.UTC);
        case NULL -> null;
      };
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw new WireException("Malformed message: a value is no " + rep);
    }
  }

  /** A decimal of a packed column. */
  static BigDecimal decimal(WireReader in, String text) throws WireException {
    try {
      return decimal(text);
    } catch (NumberFormatException e) {
      throw in.malformed("a value is no decimal");
    }
  }

  private static BigDecimal decimal(String text) {
    if (text.length() > DIGITS) {
      throw new NumberFormatException("too long");
    }
    BigDecimal decimal = new BigDecimal(text);
    if (Math.abs((long) decimal.scale()) > DIGITS) {
      throw new NumberFormatException("too large");
    }
    return decimal;
  }
}
