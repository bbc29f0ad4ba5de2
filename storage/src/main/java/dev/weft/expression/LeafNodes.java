package dev.weft.expression;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.expression.Expression.AddressLiteral;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.flow.ValueKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Nodes without arithmetic: a column, a constant, the question whether a value is there. */
final class LeafNodes {
  private LeafNodes() {}

  /** The batch's own vector. */
  static final class InputNode extends Node {
    private final int position;

    InputNode(int position) {
      this.position = position;
    }

    @Override
    Vector evaluate(Batch batch, int @Nullable [] rows, int count) {
      return batch.vector(position);
    }
  }

  /** A vector filled once and again only when it has to grow. */
  static final class ConstantNode extends Node {
    private final Expression value;
    private Vector filled;

    ConstantNode(Expression value) {
      this.value = value;
      this.filled = fill(value, 1);
    }

    @Override
    Vector evaluate(Batch batch, int @Nullable [] rows, int count) {
      if (filled.capacity() < batch.size()) {
        filled = fill(value, Math.max(Batch.ROWS, batch.size()));
      }
      return filled;
    }

    private static Vector fill(Expression value, int capacity) {
      Vector v = Vector.of(value.kind(), capacity);
      if (value instanceof LongLiteral x) {
        Arrays.fill(((LongVector) v).values, x.value());
      } else if (value instanceof DoubleLiteral x) {
        Arrays.fill(((DoubleVector) v).values, x.value());
      } else if (value instanceof AddressLiteral x) {
        AddressVector a = (AddressVector) v;
        Arrays.fill(a.highs, x.value().high());
        Arrays.fill(a.lows, x.value().low());
        a.allIpv4(x.value().isIpv4());
      } else {
        Arrays.fill(v.useNulls(), true);
      }
      return v;
    }
  }

  /** 1 where the operand is NULL, else 0. */
  static final class IsNullNode extends Node {
    private final Node operand;

    IsNullNode(Node operand) {
      this.operand = operand;
    }

    @Override
    Vector evaluate(Batch batch, int @Nullable [] rows, int count) {
      Vector in = operand.evaluate(batch, rows, count);
      LongVector out = (LongVector) result(ValueKind.LONG, batch);
      boolean @Nullable [] nulls = nulls(in);
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out.values[i] = nulls != null && nulls[i] ? 1 : 0;
      }
      return out;
    }
  }
}
