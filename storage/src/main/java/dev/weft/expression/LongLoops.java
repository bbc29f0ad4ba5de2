package dev.weft.expression;

import dev.weft.batch.LongVector;
import dev.weft.error.QueryException;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.PortMap;
import org.jspecify.annotations.Nullable;

/** Loops over longs that cannot fail on the rubbish of a NULL row, or ask whether it is one. */
final class LongLoops {
  private LongLoops() {}

  static void not(long[] in, long[] out, int @Nullable [] rows, int count) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = in[i] ^ 1;
    }
  }

  static void lookup(
      long[] in, long[] out, int @Nullable [] rows, int count, long[] table, long otherwise) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long v = in[i];
      out[i] = v >= 0 && v < table.length ? table[(int) v] : otherwise;
    }
  }

  static void mapPort(
      long[] protocols, long[] ports, long[] out, int @Nullable [] rows, int count, PortMap map) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = map.code((int) protocols[i], (int) ports[i]);
    }
  }

  /** Times come nearly sorted, so most rows fall where the row before did and need no division. */
  static void floorTo(
      LongVector in, long[] out, int @Nullable [] rows, int count, long unit, long origin) {
    long[] values = in.values;
    long offset = Math.floorMod(origin, unit);
    long floor = offset; // a multiple, with nothing to overflow around it
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long v = values[i];
      if (v < floor || v - floor >= unit || v - floor < 0) {
        long above = Math.floorMod(v, unit) - offset;
        long candidate = v - (above < 0 ? above + unit : above);
        if (candidate > v) {
          if (in.isNull(i)) {
            continue;
          }
          throw new QueryException(
              "the multiple of " + unit + " below " + v + " does not fit into 64 bits");
        }
        floor = candidate;
      }
      out[i] = floor;
    }
  }

  static void compare(
      Comparison operator, long[] a, long[] b, long[] out, int @Nullable [] rows, int count) {
    switch (operator) {
      case EQUAL -> equal(a, b, out, rows, count, 0);
      case NOT_EQUAL -> equal(a, b, out, rows, count, 1);
      case LESS -> less(a, b, out, rows, count, 0);
      case GREATER_OR_EQUAL -> less(a, b, out, rows, count, 1);
      case GREATER -> less(b, a, out, rows, count, 0);
      case LESS_OR_EQUAL -> less(b, a, out, rows, count, 1);
    }
  }

  private static void equal(
      long[] a, long[] b, long[] out, int @Nullable [] rows, int count, long flip) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = (a[i] == b[i] ? 1 : 0) ^ flip;
    }
  }

  private static void less(
      long[] a, long[] b, long[] out, int @Nullable [] rows, int count, long flip) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = (a[i] < b[i] ? 1 : 0) ^ flip;
    }
  }
}
