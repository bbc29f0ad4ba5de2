package dev.weft.expression;

import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.ValueKind;
import org.jspecify.annotations.Nullable;

/**
 * AND or OR in three-valued logic. A later operand is computed only for the rows that the earlier
 * ones leave undecided, so that it may rely on them as a guard.
 */
final class LogicNode extends Node {
  private final Node[] operands;
  private final boolean and;
  private int[] undecided = new int[0];

  LogicNode(Node[] operands, boolean and) {
    this.operands = operands;
    this.and = and;
  }

  @Override
  Vector evaluate(Batch batch, int @Nullable [] rows, int count) {
    LongVector out = (LongVector) result(ValueKind.LONG, batch);
    long decides = and ? 0 : 1;
    for (int k = 0; k < count; k++) {
      out.values[rows == null ? k : rows[k]] = 1 - decides;
    }
    if (undecided.length < count) {
      undecided = new int[Math.max(Batch.ROWS, count)];
    }
    int @Nullable [] open = rows;
    int left = count;
    for (int o = 0; o < operands.length && left > 0; o++) {
      LongVector truth = (LongVector) operands[o].evaluate(batch, open, left);
      boolean @Nullable [] unknown = nulls(truth);
      boolean @Nullable [] nulls =
          unknown != null ? out.useNulls() : nulls(out); // marks of earlier operands stay
      int n = 0;
      for (int k = 0; k < left; k++) {
        int i = open == null ? k : open[k];
        undecided[n] = i;
        if (unknown != null && nulls != null && unknown[i]) {
          nulls[i] = true;
          n++;
        } else if (truth.values[i] == decides) {
          out.values[i] = decides;
          if (nulls != null) {
            nulls[i] = false;
          }
        } else {
          n++;
        }
      }
      open = undecided;
      left = n;
    }
    return out;
  }

  /** Of an AND: each operand sees only the rows for which all earlier ones are true. */
  @Override
  int filter(Batch batch, int @Nullable [] rows, int count, int[] out) {
    if (!and) {
      return super.filter(batch, rows, count, out);
    }
    int @Nullable [] open = rows;
    int left = count;
    for (Node operand : operands) {
      left = operand.filter(batch, open, left, out);
      open = out;
    }
    if (open == null) { // no operand at all
      for (int i = 0; i < count; i++) {
        out[i] = i;
      }
    }
    return left;
  }
}
