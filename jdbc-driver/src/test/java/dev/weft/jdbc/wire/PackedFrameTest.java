package dev.weft.jdbc.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.flow.IpAddress;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Packed frames give back what was put into them, and broken ones are refused. */
class PackedFrameTest {
  /** A column as it is made, and what must come out of it. */
  private record Made(Rep rep, ColumnPacker packer, List<@Nullable Object> values) {}

  private static WireColumn column(Rep rep) {
    return new WireColumn(
        0,
        "c",
        "c",
        "",
        "",
        "",
        Types.OTHER,
        "",
        rep,
        "",
        0,
        0,
        0,
        0,
        false,
        false,
        false,
        false,
        false);
  }

  private static byte[] answer(List<Made> columns, int rows, boolean done) {
    WireSignature signature =
        new WireSignature(
            columns.stream().map(made -> column(made.rep)).toList(), "SELECT", List.of());
    ResultWriter writer = ResultWriter.execute("a", 1, signature);
    writer.rows().packed(columns.stream().map(Made::packer).toList(), rows);
    return writer.finish(done);
  }

  private static FrameRows read(byte[] answer) throws Exception {
    return Objects.requireNonNull(Response.readExecuted(answer)).rows();
  }

  @Test
  void everyValueComesBackAsItWas() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int rows = random.nextInt(5) == 0 ? 0 : random.nextInt(random.nextInt(10) == 0 ? 9000 : 70);
      List<Made> columns = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        Rep[] reps = {
          Rep.BOOLEAN,
          Rep.BYTE,
          Rep.SHORT,
          Rep.INTEGER,
          Rep.LONG,
          Rep.FLOAT,
          Rep.DOUBLE,
          Rep.NUMBER,
          Rep.STRING,
          Rep.BYTES
        };
        columns.add(make(random, reps[random.nextInt(reps.length)], rows));
      }
      boolean done = random.nextBoolean();
      compare(columns, rows, done, read(answer(columns, rows, done)), "seed " + seed);
      for (Made made : columns) { // emptied by the frame, a packer serves the next one
        fill(random, made, rows);
      }
      compare(columns, rows, done, read(answer(columns, rows, done)), "again, seed " + seed);
    }
  }

  private static void compare(
      List<Made> columns, int rows, boolean done, FrameRows frame, String hint)
      throws WireException {
    assertEquals(done, frame.done(), hint);
    assertEquals(rows, frame.count(), hint);
    for (int row = 0; row < rows; row++) {
      assertTrue(frame.next(), hint);
      for (int i = 0; i < columns.size(); i++) {
        Made made = columns.get(i);
        Object expected = made.values.get(row);
        String where = hint + ", row " + row + ", " + made.rep;
        assertEquals(expected == null, frame.isNull(i), where);
        if (expected instanceof IpAddress address) {
          assertTrue(frame.isAddress(i), where);
          assertEquals(address, new IpAddress(frame.high(i), frame.low(i)), where);
        } else if (expected instanceof byte[] bytes) {
          assertArrayEquals(bytes, (byte[]) frame.value(i), where);
        } else if (expected != null || !frame.isAddress(i)) {
          assertEquals(expected, frame.value(i), where);
        }
        if (expected instanceof Long number) {
          assertEquals(number, frame.whole(i), where);
        }
      }
    }
    assertFalse(frame.next(), hint);
    assertFalse(frame.next(), hint);
  }

  private static Made make(Random random, Rep rep, int rows) {
    ColumnPacker packer =
        switch (rep) {
          case FLOAT -> new RealPacker(true);
          case DOUBLE -> new RealPacker(false);
          case NUMBER -> random.nextBoolean() ? WholePacker.ofDecimals(3) : TextPacker.ofDecimals();
          case STRING -> random.nextBoolean() ? new AddressPacker() : TextPacker.ofTexts();
          case BYTES -> TextPacker.ofBytes();
          default -> WholePacker.ofNumbers();
        };
    Made made = new Made(rep, packer, new ArrayList<>());
    fill(random, made, rows);
    return made;
  }

  private static void fill(Random random, Made made, int rows) {
    made.values.clear();
    int nulls = random.nextInt(4); // none, few, many, all
    int bits = 1 + random.nextInt(64);
    boolean ipv4 = random.nextBoolean();
    for (int row = 0; row < rows; row++) {
      made.packer.reserve(row + 1);
      if (nulls == 3 || nulls > 0 && random.nextInt(nulls == 1 ? 20 : 2) == 0) {
        made.packer.none(row);
        made.values.add(null);
      } else {
        made.values.add(put(random, made, row, random.nextLong() >> 64 - bits, ipv4));
      }
    }
  }

  private static Object put(Random random, Made made, int row, long number, boolean ipv4) {
    if (made.packer instanceof WholePacker whole) {
      long kept =
          switch (made.rep) {
            case BOOLEAN -> number & 1;
            case BYTE -> (byte) number;
            case SHORT -> (short) number;
            case INTEGER -> (int) number;
            default -> number;
          };
      whole.values()[row] = kept;
      return switch (made.rep) {
        case BOOLEAN -> kept != 0;
        case BYTE -> (byte) kept;
        case SHORT -> (short) kept;
        case INTEGER -> (int) kept;
        case NUMBER -> BigDecimal.valueOf(kept, 3);
        default -> (Object) kept;
      };
    } else if (made.packer instanceof RealPacker real) {
      double[] odd = {0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1 / 3.0};
      double value = random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : number / 7.0;
      real.values()[row] = value;
      return made.rep == Rep.FLOAT ? (Object) (float) value : (Object) value;
    } else if (made.packer instanceof AddressPacker address) {
      IpAddress a = ipv4 ? IpAddress.ofIpv4(number) : new IpAddress(random.nextLong(), number);
      address.highs()[row] = a.high();
      address.lows()[row] = a.low();
      return a;
    }
    TextPacker texts = (TextPacker) made.packer;
    return switch (made.rep) {
      case NUMBER -> {
        BigDecimal decimal = BigDecimal.valueOf(number, random.nextInt(-5, 30));
        texts.decimal(row, decimal);
        yield decimal;
      }
      case BYTES -> {
        byte[] bytes = new byte[random.nextInt(random.nextInt(9) == 0 ? 300 : 4)];
        random.nextBytes(bytes);
        texts.bytes(row, bytes);
        yield bytes;
      }
      default -> {
        String text = random.nextInt(4) == 0 ? "" : "gr\u00fc\u00dfe \ud83d\ude00" + number % 50;
        texts.text(row, text);
        yield text;
      }
    };
  }

  @Test
  void labelsAreWrittenOnce() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TextPacker labels = TextPacker.ofTexts();
    List<@Nullable Object> texts = new ArrayList<>();
    for (int at = 0; at < 6000; at += 600) {
      long[] codes = new long[600];
      labels.reserve(at + 600);
      for (int i = 0; i < codes.length; i++) {
        codes[i] = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(500);
        if (random.nextInt(5) == 0) {
          labels.none(at + i);
          texts.add(null);
        } else {
          texts.add("label " + codes[i]);
        }
      }
      labels.labels(at, codes, codes.length, code -> "label " + code);
    }
    List<Made> columns = List.of(new Made(Rep.STRING, labels, texts));
    compare(columns, 6000, true, read(answer(columns, 6000, true)), "seed " + seed);
  }

  /** Layouts that a server of ours never sends. */
  @Test
  void brokenFramesAreRefusedWithOneMessage() {
    assertRefused("rows are 65537", Rep.LONG, 0x81, 0x80, 0x04, 1);
    assertRefused("2 columns", Rep.LONG, 1, 2, 0, 0);
    assertRefused("packed in a way", Rep.LONG, 1, 1, 8);
    assertRefused("packed as TEXT", Rep.LONG, 1, 1, 5, 1, 0, 0, 0);
    assertRefused("a width of 3", Rep.LONG, 1, 1, 1, 0, 3, 1, 2, 3);
    assertRefused("ends within", Rep.LONG, 2, 1, 1, 0, 8, 1, 2, 3);
    assertRefused("ends within", Rep.LONG, 9, 1, 0x81, 0);
    assertRefused("left over", Rep.LONG, 1, 1, 1, 0, 0, 7);
    assertRefused("outside 0 to 1", Rep.BOOLEAN, 1, 1, 1, 0, 1, 2);
    assertRefused("outside -128 to 127", Rep.BYTE, 1, 1, 1, 0, 1, 200);
    assertRefused("a scale of", Rep.NUMBER, 1, 1, 2, 0xd2, 0x0f, 0, 0);
    assertRefused("a width of 8", Rep.FLOAT, 1, 1, 3, 8, 1, 2, 3, 4, 5, 6, 7, 8);
    assertRefused("a width of 6", Rep.STRING, 1, 1, 4, 6, 1, 2, 3, 4, 5, 6);
    assertRefused("more texts than bytes", Rep.STRING, 1, 1, 5, 99, 0, 0, 0);
    assertRefused("longer than what is left", Rep.STRING, 1, 1, 5, 1, 99, 0, 0);
    assertRefused("outside 0 to 0", Rep.STRING, 1, 1, 5, 1, 1, 'a', 2, 0);
    assertRefused("outside 0 to -1", Rep.STRING, 1, 1, 5, 0, 0, 0);
    assertRefused("no decimal", Rep.NUMBER, 1, 1, 7, 1, 1, 'a', 0, 0);
    assertRefused("no decimal", Rep.NUMBER, 1, 1, 7, 1, 6, '1', 'E', '9', '9', '9', '9', 0, 0);
  }

  private static void assertRefused(String message, Rep rep, int... block) {
    byte[] bytes = new byte[block.length];
    for (int i = 0; i < block.length; i++) {
      bytes[i] = (byte) block[i];
    }
    WireWriter out = new WireWriter();
    out.block(Packing.FIELD, bytes);
    WireException refusal =
        assertThrows(
            WireException.class,
            () -> FrameRows.read(new WireReader(out.toBytes()), List.of(column(rep))),
            Arrays.toString(block));
    assertTrue(String.valueOf(refusal.getMessage()).contains(message), refusal.getMessage());
  }
}
