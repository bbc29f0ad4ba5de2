package dev.weft.expression;

import dev.weft.batch.Batch;
import dev.weft.batch.Vector;
import dev.weft.flow.ValueKind;
import org.jspecify.annotations.Nullable;

/** A value computed from one other; NULL of NULL. */
final class UnaryNode extends Node {
  /** Computes rows of one vector into another; rows that are NULL may hold anything. */
  interface Loop {
    void run(Vector in, Vector out, int @Nullable [] rows, int count);
  }

  private final ValueKind kind;
  private final Node operand;
  private final Loop loop;

  UnaryNode(ValueKind kind, Node operand, Loop loop) {
    this.kind = kind;
    this.operand = operand;
    this.loop = loop;
  }

  @Override
  Vector evaluate(Batch batch, int @Nullable [] rows, int count) {
    Vector in = operand.evaluate(batch, rows, count);
    Vector out = result(kind, batch);
    loop.run(in, out, rows, count);
    addNulls(in, out, rows, count);
    return out;
  }
}
