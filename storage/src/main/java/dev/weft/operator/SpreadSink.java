package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.expression.Evaluator;
import dev.weft.scan.BatchSink;
import dev.weft.scan.QueryControl;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Passes on a row for each bin that a flow touches. Bins, shares and the numbers of the rows they
 * belong to are gathered in plain arrays; the columns that are kept are copied once a full batch.
 */
final class SpreadSink implements BatchSink, LoadBins.Taker<IOException> {
  private final LoadBins bins;
  private final Evaluator first;
  private final Evaluator last;
  private final QueryControl control;
  private final BatchSink next;
  private final Batch kept;
  private final Batch out;
  private final long[] starts;
  private final double[] records;
  private final double[] shares;
  private final int[] rows = new int[Batch.ROWS];
  private @Nullable Batch input;
  private int source;
  private int filled;

  SpreadSink(Plan.Spread plan, QueryControl control, BatchSink next) {
    this.bins = plan.bins();
    this.first = new Evaluator(plan.first());
    this.last = new Evaluator(plan.last());
    this.control = control;
    this.next = next;
    int width = plan.input().output().size();
    boolean[] copied = new boolean[width];
    plan.kept().forEach(position -> copied[position] = true);
    this.kept = BatchCopier.empty(plan.input().output(), copied);
    LongVector start = new LongVector(Batch.ROWS);
    DoubleVector record = new DoubleVector(Batch.ROWS);
    DoubleVector share = new DoubleVector(Batch.ROWS);
    @Nullable Vector[] vectors = new Vector[width + Plan.Spread.ADDED];
    for (int position : plan.kept()) {
      vectors[position] = kept.vector(position);
    }
    vectors[width] = start;
    vectors[width + 1] = record;
    vectors[width + 2] = share;
    this.out = new Batch(vectors);
    this.starts = start.values;
    this.records = record.values;
    this.shares = share.values;
  }

  @Override
  public void accept(Batch batch) throws IOException {
    input = batch;
    Vector from = first.evaluate(batch);
    Vector to = last.evaluate(batch);
    int[] selection = batch.selection();
    int count = batch.selected();
    long[] firsts = ((LongVector) from).values;
    long[] lasts = ((LongVector) to).values;
    boolean nulls = from.hasNulls() || to.hasNulls();
    for (int i = 0; i < count; i++) {
      int row = selection == null ? i : selection[i];
      if (!nulls || !from.isNull(row) && !to.isNull(row)) {
        source = row;
        bins.forEach(firsts[row], Math.max(firsts[row], lasts[row]), this);
      }
    }
    flush();
  }

  @Override
  public void take(long start, double record, double share) throws IOException {
    if (filled == rows.length) {
      flush();
    }
    rows[filled] = source;
    starts[filled] = start;
    records[filled] = record;
    shares[filled] = share;
    filled++;
  }

  private void flush() throws IOException {
    Batch batch = input;
    if (filled == 0 || batch == null) {
      return;
    }
    control.check();
    kept.size(0);
    batch.select(rows, filled); // a row stands once for each of its bins
    BatchCopier.append(batch, 0, filled, kept);
    out.size(filled);
    filled = 0;
    next.accept(out);
  }
}
