package dev.weft.expression;

import dev.weft.batch.Batch;
import dev.weft.batch.Vector;
import dev.weft.flow.ValueKind;
import org.jspecify.annotations.Nullable;

/** A value computed from two others; NULL where either is. */
final class BinaryNode extends Node {
  /** Computes rows of two vectors into another; rows that are NULL may hold anything. */
  interface Loop {
    void run(Vector left, Vector right, Vector out, int @Nullable [] rows, int count);
  }

  private final ValueKind kind;
  private final Node left;
  private final Node right;
  private final Loop loop;

  BinaryNode(ValueKind kind, Node left, Node right, Loop loop) {
    this.kind = kind;
    this.left = left;
    this.right = right;
    this.loop = loop;
  }

  @Override
  Vector evaluate(Batch batch, int @Nullable [] rows, int count) {
    Vector a = left.evaluate(batch, rows, count);
    Vector b = right.evaluate(batch, rows, count);
    Vector out = result(kind, batch);
    loop.run(a, b, out, rows, count);
    addNulls(a, out, rows, count);
    addNulls(b, out, rows, count);
    return out;
  }
}
