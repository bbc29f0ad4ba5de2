package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.expression.Evaluator;
import dev.weft.expression.Expression;
import dev.weft.scan.BatchSink;
import java.io.IOException;

/** Passes on the rows for which a condition is true. */
final class FilterSink implements BatchSink {
  private final Evaluator condition;
  private final BatchSink next;
  private int[] selection = new int[Batch.ROWS];

  FilterSink(Expression condition, BatchSink next) {
    this.condition = new Evaluator(condition);
    this.next = next;
  }

  @Override
  public void accept(Batch batch) throws IOException {
    if (selection.length < batch.selected()) {
      selection = new int[batch.selected()];
    }
    int passed = condition.filter(batch, selection);
    if (passed > 0) {
      batch.select(selection, passed);
      next.accept(batch);
    }
  }
}
