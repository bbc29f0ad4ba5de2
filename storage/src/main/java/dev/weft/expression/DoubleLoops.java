package dev.weft.expression;

import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Comparison;
import org.jspecify.annotations.Nullable;

/** Loops over doubles, by the rules of IEEE 754: nothing here fails. */
final class DoubleLoops {
  private DoubleLoops() {}

  static void fromLongs(long[] in, double[] out, int @Nullable [] rows, int count, double divisor) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = in[i] / divisor;
    }
  }

  static void arithmetic(
      ArithmeticOperator operator,
      double[] a,
      double[] b,
      double[] out,
      int @Nullable [] rows,
      int count) {
    switch (operator) {
      case ADD -> {
        for (int k = 0; k < count; k++) {
          int i = rows == null ? k : rows[k];
          out[i] = a[i] + b[i];
        }
      }
      case SUBTRACT -> {
        for (int k = 0; k < count; k++) {
          int i = rows == null ? k : rows[k];
          out[i] = a[i] - b[i];
        }
      }
      case MULTIPLY -> {
        for (int k = 0; k < count; k++) {
          int i = rows == null ? k : rows[k];
          out[i] = a[i] * b[i];
        }
      }
      case DIVIDE -> {
        for (int k = 0; k < count; k++) {
          int i = rows == null ? k : rows[k];
          out[i] = a[i] / b[i];
        }
      }
      case MODULO -> {
        for (int k = 0; k < count; k++) {
          int i = rows == null ? k : rows[k];
          out[i] = a[i] % b[i];
        }
      }
    }
  }

  static void compare(
      Comparison operator, double[] a, double[] b, long[] out, int @Nullable [] rows, int count) {
    switch (operator) {
      case EQUAL -> equal(a, b, out, rows, count, 0);
      case NOT_EQUAL -> equal(a, b, out, rows, count, 1);
      case LESS -> less(a, b, out, rows, count);
      case GREATER -> less(b, a, out, rows, count);
      case LESS_OR_EQUAL -> lessOrEqual(a, b, out, rows, count);
      case GREATER_OR_EQUAL -> lessOrEqual(b, a, out, rows, count);
    }
  }

  private static void equal(
      double[] a, double[] b, long[] out, int @Nullable [] rows, int count, long flip) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = (a[i] == b[i] ? 1 : 0) ^ flip;
    }
  }

  private static void less(double[] a, double[] b, long[] out, int @Nullable [] rows, int count) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = a[i] < b[i] ? 1 : 0;
    }
  }

  private static void lessOrEqual(
      double[] a, double[] b, long[] out, int @Nullable [] rows, int count) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = a[i] <= b[i] ? 1 : 0;
    }
  }
}
