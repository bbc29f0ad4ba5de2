package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.IpAddress;
import dev.weft.flow.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Group keys as one or more longs, so that equal keys, NULL among them, are equal longs.
 *
 * <p>A narrow layout gives each LONG the bits of its expected range and each address the 32 of
 * IPv4, and packs several keys into a long; rows that do not fit are told apart and belong to the
 * wide layout, where everything fits. A key that fits the narrow layout is never in the wide one,
 * so the groups of both are simply put together.
 */
final class KeyLayout {
  private enum Part {
    /** A LONG less its base, the bits of a DOUBLE, the low half of an address. */
    LOW,
    /** The high half of an address. */
    HIGH,
    /** 1 for NULL. */
    IS_NULL
  }

  private record Field(int key, Part part, long base, int bits, int word, int shift) {
    long mask() {
      return bits == 64 ? -1 : (1L << bits) - 1;
    }
  }

  private final List<Field> fields;
  private final boolean ipv4Only;
  private final int words;
  private final int bits;

  private KeyLayout(List<Field> wanted, boolean ipv4Only) {
    this.ipv4Only = ipv4Only;
    List<Field> placed = new ArrayList<>();
    List<Integer> used = new ArrayList<>();
    List<Field> largestFirst = new ArrayList<>(wanted);
    largestFirst.sort(Comparator.comparingInt(f -> -f.bits()));
    for (Field f : largestFirst) {
      int word = 0;
      while (word < used.size() && used.get(word) + f.bits() > 64) {
        word++;
      }
      if (word == used.size()) {
        used.add(0);
      }
      placed.add(new Field(f.key(), f.part(), f.base(), f.bits(), word, used.get(word)));
      used.set(word, used.get(word) + f.bits());
    }
    fields = List.copyOf(placed);
    words = Math.max(1, used.size());
    bits = used.size() > 1 ? 64 : used.isEmpty() ? 0 : used.get(0);
  }

  /**
   * A layout for the expected.
   *
   * @param nullable keys that may be NULL
   */
  static KeyLayout narrow(List<ValueKind> kinds, boolean[] nullable, List<KeyRange> ranges) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      KeyRange range = ranges.get(i);
      switch (kinds.get(i)) {
        case LONG -> fields.add(new Field(i, Part.LOW, range.min(), range.bits(), 0, 0));
        case DOUBLE -> fields.add(new Field(i, Part.LOW, 0, 64, 0, 0));
        case ADDRESS -> fields.add(new Field(i, Part.LOW, IpAddress.IPV4_LOW, 32, 0, 0));
      }
    }
    addNulls(fields, nullable);
    return new KeyLayout(fields, true);
  }

  /** A layout for every value. */
  static KeyLayout wide(List<ValueKind> kinds, boolean[] nullable) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      fields.add(new Field(i, Part.LOW, 0, 64, 0, 0));
      if (kinds.get(i) == ValueKind.ADDRESS) {
        fields.add(new Field(i, Part.HIGH, 0, 64, 0, 0));
      }
    }
    addNulls(fields, nullable);
    return new KeyLayout(fields, false);
  }

  private static void addNulls(List<Field> fields, boolean[] nullable) {
    for (int i = 0; i < nullable.length; i++) {
      if (nullable[i]) {
        fields.add(new Field(i, Part.IS_NULL, 0, 1, 0, 0));
      }
    }
  }

  /** Longs a key, at least 1. */
  int words() {
    return words;
  }

  /** Bits in use where {@link #words} is 1. */
  int bits() {
    return bits;
  }

  /**
   * Encodes keys of rows into rows 0 to count - 1 of the columns {@code out[0..words-1]}.
   *
   * @param rows null = rows 0 to count - 1
   * @param misfits where not all fit: set for each row that does not; all false before
   * @return true where all rows fit
   */
  boolean encode(Vector[] keys, int @Nullable [] rows, int count, long[][] out, boolean[] misfits) {
    if (fields.size() == 1 && keys[0] instanceof LongVector v && !v.hasNulls()) {
      return encodeOnly(v, rows, count, fields.get(0), out[0], misfits);
    }
    for (int w = 0; w < words; w++) {
      Arrays.fill(out[w], 0, count, 0);
    }
    boolean fit = true;
    for (Field f : fields) {
      Vector vector = keys[f.key()];
      long[] target = out[f.word()];
      if (f.part() == Part.IS_NULL) {
        encodeNulls(vector, rows, count, f, target);
      } else if (vector instanceof LongVector v) {
        fit &= encodeLongs(v, rows, count, f, target, misfits);
      } else if (vector instanceof DoubleVector v) {
        encodeDoubles(v, rows, count, f, target);
      } else if (vector instanceof AddressVector v) {
        fit &= encodeAddresses(v, rows, count, f, target, misfits);
      }
    }
    return fit;
  }

  /** A key of one LONG: nothing to put together. */
  private static boolean encodeOnly(
      LongVector vector, int @Nullable [] rows, int count, Field f, long[] out, boolean[] misfits) {
    long[] values = vector.values;
    long base = f.base();
    long seen = 0;
    for (int i = 0; i < count; i++) {
      long code = values[rows == null ? i : rows[i]] - base;
      seen |= code;
      out[i] = code;
    }
    return (seen & ~f.mask()) == 0 || markMisfits(out, count, f, misfits);
  }

  private static boolean markMisfits(long[] codes, int count, Field f, boolean[] misfits) {
    for (int i = 0; i < count; i++) {
      misfits[i] |= (codes[i] & ~f.mask()) != 0;
    }
    return false;
  }

  private static void encodeNulls(
      Vector vector, int @Nullable [] rows, int count, Field f, long[] out) {
    if (vector.hasNulls()) {
      for (int i = 0; i < count; i++) {
        out[i] |= vector.isNull(rows == null ? i : rows[i]) ? 1L << f.shift() : 0;
      }
    }
  }

  private static boolean encodeLongs(
      LongVector vector, int @Nullable [] rows, int count, Field f, long[] out, boolean[] misfits) {
    long[] values = vector.values;
    long base = f.base();
    int shift = f.shift();
    if (vector.hasNulls()) {
      boolean fit = true;
      for (int i = 0; i < count; i++) {
        if (!vector.isNull(rows == null ? i : rows[i])) {
          long code = values[rows == null ? i : rows[i]] - base;
          boolean misfit = (code & ~f.mask()) != 0;
          misfits[i] |= misfit;
          fit &= !misfit;
          out[i] |= code << shift;
        }
      }
      return fit;
    }
    long seen = 0; // one test for the whole loop instead of one a row
    for (int i = 0; i < count; i++) {
      long code = values[rows == null ? i : rows[i]] - base;
      seen |= code;
      out[i] |= code << shift;
    }
    if ((seen & ~f.mask()) == 0) {
      return true;
    }
    for (int i = 0; i < count; i++) {
      misfits[i] |= (values[rows == null ? i : rows[i]] - base & ~f.mask()) != 0;
    }
    return false;
  }

  private static void encodeDoubles(
      DoubleVector vector, int @Nullable [] rows, int count, Field f, long[] out) {
    for (int i = 0; i < count; i++) {
      if (!vector.isNull(rows == null ? i : rows[i])) {
        out[i] |=
            Double.doubleToLongBits(vector.values[rows == null ? i : rows[i]] + 0.0) << f.shift();
      }
    }
  }

  private boolean encodeAddresses(
      AddressVector vector,
      int @Nullable [] rows,
      int count,
      Field f,
      long[] out,
      boolean[] misfits) {
    long[] highs = vector.highs;
    long[] lows = vector.lows;
    int shift = f.shift();
    if (!ipv4Only) {
      long[] half = f.part() == Part.HIGH ? highs : lows;
      for (int i = 0; i < count; i++) {
        out[i] |=
            vector.isNull(rows == null ? i : rows[i])
                ? 0
                : half[rows == null ? i : rows[i]] << shift;
      }
      return true;
    }
    if (vector.allIpv4() && !vector.hasNulls()) {
      for (int i = 0; i < count; i++) {
        out[i] |= (lows[rows == null ? i : rows[i]] & 0xFFFF_FFFFL) << shift;
      }
      return true;
    }
    boolean fit = true;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      if (!vector.isNull(row)) {
        boolean misfit = !IpAddress.isIpv4(highs[row], lows[row]);
        misfits[i] |= misfit;
        fit &= !misfit;
        out[i] |= (lows[row] & 0xFFFF_FFFFL) << shift;
      }
    }
    return fit;
  }

  /** Turns keys back into vectors. */
  void decode(long[][] in, int count, Vector[] keys) {
    for (Vector v : keys) {
      v.clearNulls();
      if (v instanceof AddressVector a) {
        a.allIpv4(ipv4Only);
        Arrays.fill(a.highs, 0, count, 0);
      }
    }
    for (Field f : fields) {
      Vector vector = keys[f.key()];
      long[] source = in[f.word()];
      if (f.part() == Part.IS_NULL) {
        decodeNulls(source, count, f, vector);
      } else if (vector instanceof LongVector v) {
        decode(source, count, f, v.values);
      } else if (vector instanceof DoubleVector v) {
        for (int i = 0; i < count; i++) {
          v.values[i] = Double.longBitsToDouble(source[i] >>> f.shift());
        }
      } else if (vector instanceof AddressVector v) {
        decode(source, count, f, f.part() == Part.HIGH ? v.highs : v.lows);
      }
    }
  }

  private static void decode(long[] source, int count, Field f, long[] target) {
    long mask = f.mask();
    for (int i = 0; i < count; i++) {
      target[i] = (source[i] >>> f.shift() & mask) + f.base();
    }
  }

  private static void decodeNulls(long[] source, int count, Field f, Vector vector) {
    boolean[] nulls = null;
    for (int i = 0; i < count; i++) {
      if ((source[i] >>> f.shift() & 1) != 0) {
        nulls = nulls == null ? vector.useNulls() : nulls;
        nulls[i] = true;
      }
    }
  }
}
