package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies selected rows into a batch that outlives its source. */
final class BatchCopier {
  private BatchCopier() {}

  /** An empty batch of {@link Batch#ROWS} rows with vectors at the filled positions. */
  static Batch empty(List<ValueKind> kinds, boolean[] filled) {
    @Nullable Vector[] vectors = new Vector[kinds.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = filled[i] ? Vector.of(kinds.get(i), Batch.ROWS) : null;
    }
    return new Batch(vectors);
  }

  /**
   * Appends selected rows number {@code from} to {@code from + count - 1} of the source, which the
   * target must have room for.
   */
  static void append(Batch source, int from, int count, Batch target) {
    int at = target.size();
    int[] rows = source.selection();
    for (int i = 0; i < target.width(); i++) {
      if (target.has(i)) {
        Vector in = source.vector(i);
        Vector out = target.vector(i);
        if (at == 0) {
          out.clearNulls();
        }
        copyNulls(in, rows, from, count, out, at);
        copy(in, rows, from, count, out, at);
      }
    }
    target.size(at + count);
  }

  private static void copy(
      Vector in, int @Nullable [] rows, int from, int count, Vector out, int at) {
    if (in instanceof LongVector a && out instanceof LongVector b) {
      copy(a.values, rows, from, count, b.values, at);
    } else if (in instanceof DoubleVector a && out instanceof DoubleVector b) {
      if (rows == null) {
        System.arraycopy(a.values, from, b.values, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          b.values[at + i] = a.values[rows[from + i]];
        }
      }
    } else if (in instanceof AddressVector a && out instanceof AddressVector b) {
      b.allIpv4(a.allIpv4() && (at == 0 || b.allIpv4()));
      copy(a.highs, rows, from, count, b.highs, at);
      copy(a.lows, rows, from, count, b.lows, at);
    } else {
      throw new IllegalStateException(in.kind() + " for " + out.kind());
    }
  }

  private static void copy(
      long[] in, int @Nullable [] rows, int from, int count, long[] out, int at) {
    if (rows == null) {
      System.arraycopy(in, from, out, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        out[at + i] = in[rows[from + i]];
      }
    }
  }

  private static void copyNulls(
      Vector in, int @Nullable [] rows, int from, int count, Vector out, int at) {
    if (in.hasNulls()) {
      boolean[] source = in.useNulls();
      boolean[] target = out.useNulls();
      for (int i = 0; i < count; i++) {
        target[at + i] = source[rows == null ? from + i : rows[from + i]];
      }
    } else if (out.hasNulls()) {
      java.util.Arrays.fill(out.useNulls(), at, at + count, false);
    }
  }
}
