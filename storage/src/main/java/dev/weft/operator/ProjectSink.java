package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.Vector;
import dev.weft.expression.Evaluator;
import dev.weft.expression.Expression;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import java.util.List;

/** Passes on values computed from each row. */
final class ProjectSink implements BatchSink {
  private final Evaluator[] values;
  private final BatchSink next;

  ProjectSink(List<Expression> expressions, BatchSink next) {
    this.values = expressions.stream().map(Evaluator::new).toArray(Evaluator[]::new);
    this.next = next;
  }

  @Override
  public void accept(Batch batch) throws IOException {
    Vector[] vectors = new Vector[values.length];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = values[i].evaluate(batch);
    }
    Batch out = new Batch(vectors);
    out.size(batch.size());
    int[] rows = batch.selection();
    if (rows != null) {
      out.select(rows, batch.selected());
    }
    next.accept(out);
  }
}
