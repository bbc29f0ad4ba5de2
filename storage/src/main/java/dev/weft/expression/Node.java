package dev.weft.expression;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.ValueKind;
import org.jspecify.annotations.Nullable;

/**
 * A compiled expression. Rows are given as an ascending list, or null for the first {@code count};
 * every loop reads {@code rows == null ? k : rows[k]}, which the JIT hoists into two loops.
 */
abstract class Node {
  private final Vector[] scratch = new Vector[1];

  /** Computes the given rows. The vector is the node's own, or the batch's. */
  abstract Vector evaluate(Batch batch, int @Nullable [] rows, int count);

  /** Stores the rows for which the value is true; {@code out} may be {@code rows}. */
  int filter(Batch batch, int @Nullable [] rows, int count, int[] out) {
    LongVector truth = (LongVector) evaluate(batch, rows, count);
    long[] values = truth.values;
    boolean @Nullable [] nulls = nulls(truth);
    int n = 0;
    if (nulls == null) {
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out[n] = i;
        n += values[i] != 0 ? 1 : 0;
      }
    } else {
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out[n] = i;
        n += values[i] != 0 && !nulls[i] ? 1 : 0;
      }
    }
    return n;
  }

  /** The node's vector, without nulls, with room for the batch. */
  final Vector result(ValueKind kind, Batch batch) {
    Vector v = scratch[0];
    if (v == null || v.capacity() < batch.size()) {
      v = Vector.of(kind, Math.max(Batch.ROWS, batch.size()));
      scratch[0] = v;
    }
    v.clearNulls();
    if (v instanceof AddressVector a) {
      a.allIpv4(false);
    }
    return v;
  }

  /** The marks of a vector that may have NULLs, else null. */
  static boolean @Nullable [] nulls(Vector v) {
    return v.hasNulls() ? v.useNulls() : null;
  }

  /** Makes the rows NULL that are NULL in the operand. */
  static void addNulls(Vector operand, Vector out, int @Nullable [] rows, int count) {
    if (!operand.hasNulls()) {
      return;
    }
    boolean[] from = operand.useNulls();
    boolean[] to = out.useNulls();
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      to[i] |= from[i];
    }
  }
}
