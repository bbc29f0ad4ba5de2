package dev.weft.expression;

import dev.weft.batch.Batch;
import dev.weft.batch.Vector;

/**
 * Runs one expression over batches, a vector at a time. Made once a thread: it owns the vectors
 * that it computes into, sized for {@link Batch#ROWS} and growing with larger batches. Not
 * thread-safe.
 *
 * <p>Only selected rows are computed; what stands in the others is neither looked at nor an error.
 */
public final class Evaluator {
  private final Node root;

  public Evaluator(Expression expression) {
    this.root = NodeCompiler.compile(Expressions.simplify(expression));
  }

  /**
   * The values of the selected rows, each at its own row; rows that are not selected hold anything.
   *
   * @return valid until the next call, or as long as the batch where the expression is an input;
   *     not to be written to
   * @throws dev.weft.error.QueryException where integers overflow or are divided by zero
   */
  public Vector evaluate(Batch batch) {
    return root.evaluate(batch, batch.selection(), batch.selected());
  }

  /**
   * Finds the selected rows for which a condition is true.
   *
   * @param out takes their numbers, ascending; at least {@code batch.selected()} long; may be the
   *     batch's own selection
   * @return how many there are
   * @throws dev.weft.error.QueryException where integers overflow or are divided by zero
   */
  public int filter(Batch batch, int[] out) {
    return root.filter(batch, batch.selection(), batch.selected(), out);
  }
}
