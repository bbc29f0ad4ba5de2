package dev.weft.expression;

import dev.weft.batch.LongVector;
import dev.weft.error.QueryException;
import dev.weft.expression.Expression.ArithmeticOperator;
import org.jspecify.annotations.Nullable;

/**
 * Exact arithmetic on longs. Sums, differences and products run without a branch and gather a sign
 * that tells whether any row overflowed; only then are the rows gone through again, one by one, to
 * see whether one that is not NULL did.
 */
final class ArithmeticLoops {
  private ArithmeticLoops() {}

  static void withConstant(
      ArithmeticOperator operator,
      LongVector left,
      long c,
      long[] out,
      int @Nullable [] rows,
      int count) {
    long[] a = left.values;
    boolean dense = isDense(rows, count);
    int @Nullable [] some = dense ? null : rows;
    int n = dense ? extent(rows, count) : count;
    boolean overflow =
        switch (operator) {
          case ADD -> add(a, c, out, some, n);
          case SUBTRACT -> subtract(a, c, out, some, n);
          case MULTIPLY -> multiply(a, c, out, some, n);
          case DIVIDE, MODULO -> true;
        };
    if (overflow) {
      boolean @Nullable [] nulls = Node.nulls(left);
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        if (nulls == null || !nulls[i]) {
          out[i] = exact(operator, a[i], c);
        }
      }
    }
  }

  static void withColumn(
      ArithmeticOperator operator,
      LongVector left,
      LongVector right,
      long[] out,
      int @Nullable [] rows,
      int count) {
    long[] a = left.values;
    long[] b = right.values;
    boolean dense = isDense(rows, count);
    int @Nullable [] some = dense ? null : rows;
    int n = dense ? extent(rows, count) : count;
    boolean overflow =
        switch (operator) {
          case ADD -> add(a, b, out, some, n);
          case SUBTRACT -> subtract(a, b, out, some, n);
          case MULTIPLY -> multiply(a, b, out, some, n);
          case DIVIDE, MODULO -> true;
        };
    if (overflow) {
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        if (!left.isNull(i) && !right.isNull(i)) {
          out[i] = exact(operator, a[i], b[i]);
        }
      }
    }
  }

  /**
   * True where so many rows are selected that computing all of them, which the JIT does several at
   * a time, is faster; what overflows among the others is not looked at.
   */
  private static boolean isDense(int @Nullable [] rows, int count) {
    return 3L * count >= extent(rows, count);
  }

  /** One more than the last row. */
  private static int extent(int @Nullable [] rows, int count) {
    return rows == null || count == 0 ? count : rows[count - 1] + 1;
  }

  private static boolean add(long[] a, long c, long[] out, int @Nullable [] rows, int count) {
    long sign = 0;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long r = a[i] + c;
      sign |= (a[i] ^ r) & (c ^ r);
      out[i] = r;
    }
    return sign < 0;
  }

  private static boolean add(long[] a, long[] b, long[] out, int @Nullable [] rows, int count) {
    long sign = 0;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long r = a[i] + b[i];
      sign |= (a[i] ^ r) & (b[i] ^ r);
      out[i] = r;
    }
    return sign < 0;
  }

  private static boolean subtract(long[] a, long c, long[] out, int @Nullable [] rows, int count) {
    long sign = 0;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long r = a[i] - c;
      sign |= (a[i] ^ c) & (a[i] ^ r);
      out[i] = r;
    }
    return sign < 0;
  }

  private static boolean subtract(
      long[] a, long[] b, long[] out, int @Nullable [] rows, int count) {
    long sign = 0;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long r = a[i] - b[i];
      sign |= (a[i] ^ b[i]) & (a[i] ^ r);
      out[i] = r;
    }
    return sign < 0;
  }

  private static boolean multiply(long[] a, long c, long[] out, int @Nullable [] rows, int count) {
    long lost = 0;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long r = a[i] * c;
      lost |= Math.multiplyHigh(a[i], c) ^ (r >> 63);
      out[i] = r;
    }
    return lost != 0;
  }

  private static boolean multiply(
      long[] a, long[] b, long[] out, int @Nullable [] rows, int count) {
    long lost = 0;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      long r = a[i] * b[i];
      lost |= Math.multiplyHigh(a[i], b[i]) ^ (r >> 63);
      out[i] = r;
    }
    return lost != 0;
  }

  /** One row, or the exception that names it. */
  private static long exact(ArithmeticOperator operator, long a, long b) {
    try {
      return switch (operator) {
        case ADD -> Math.addExact(a, b);
        case SUBTRACT -> Math.subtractExact(a, b);
        case MULTIPLY -> Math.multiplyExact(a, b);
        case DIVIDE -> b == -1 ? Math.negateExact(a) : a / b;
        case MODULO -> a % b;
      };
    } catch (ArithmeticException e) {
      String sign =
          switch (operator) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case MODULO -> "%";
          };
      String fault =
          b == 0
              ? "division by zero; guard it with CASE WHEN or NULLIF"
              : "the result does not fit into 64 bits; cast an operand to DOUBLE";
      throw new QueryException(a + " " + sign + " " + b + ": " + fault, e);
    }
  }
}
