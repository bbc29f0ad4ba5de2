package dev.weft.expression;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.ValueKind;
import org.jspecify.annotations.Nullable;

/** CASE: each result is computed for the rows that take it and for no others. */
final class CaseNode extends Node {
  private final ValueKind kind;
  private final Node[] conditions;
  private final Node[] results;
  private final Node otherwise;
  private int[] taken = new int[0];
  private int[] open = new int[0];

  CaseNode(ValueKind kind, Node[] conditions, Node[] results, Node otherwise) {
    this.kind = kind;
    this.conditions = conditions;
    this.results = results;
    this.otherwise = otherwise;
  }

  @Override
  Vector evaluate(Batch batch, int @Nullable [] rows, int count) {
    if (taken.length < count) {
      taken = new int[Math.max(Batch.ROWS, count)];
      open = new int[taken.length];
    }
    Vector out = result(kind, batch);
    boolean allIpv4 = true;
    int @Nullable [] rest = rows;
    int left = count;
    for (int c = 0; c < conditions.length && left > 0; c++) {
      LongVector truth = (LongVector) conditions[c].evaluate(batch, rest, left);
      boolean @Nullable [] unknown = nulls(truth);
      int t = 0;
      int n = 0;
      for (int k = 0; k < left; k++) {
        int i = rest == null ? k : rest[k];
        boolean takes = truth.values[i] != 0 && (unknown == null || !unknown[i]);
        taken[t] = i;
        open[n] = i;
        t += takes ? 1 : 0;
        n += takes ? 0 : 1;
      }
      rest = open;
      left = n;
      if (t > 0) {
        allIpv4 &= copy(results[c].evaluate(batch, taken, t), out, taken, t);
      }
    }
    if (left > 0) {
      allIpv4 &= copy(otherwise.evaluate(batch, rest, left), out, rest, left);
    }
    if (out instanceof AddressVector a) {
      a.allIpv4(allIpv4);
    }
    return out;
  }

  /** Copies rows; returns whether they are promised to be IPv4 addresses. */
  private static boolean copy(Vector from, Vector to, int @Nullable [] rows, int count) {
    addNulls(from, to, rows, count);
    if (from instanceof LongVector x) {
      long[] values = ((LongVector) to).values;
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        values[i] = x.values[i];
      }
      return false;
    }
    if (from instanceof DoubleVector x) {
      double[] values = ((DoubleVector) to).values;
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        values[i] = x.values[i];
      }
      return false;
    }
    AddressVector x = (AddressVector) from;
    AddressVector out = (AddressVector) to;
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out.highs[i] = x.highs[i];
      out.lows[i] = x.lows[i];
    }
    return x.allIpv4();
  }
}
