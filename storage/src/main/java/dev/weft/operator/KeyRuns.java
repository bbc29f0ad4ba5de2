package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.KnownFlows;
import dev.weft.flow.FlowColumn;
import dev.weft.operator.KeySteps.Step;
import java.io.IOException;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The runs of flows with the same keys in a chunk whose key columns ascend: their ends are found by
 * halving, so a column that only the keys look at is not decoded as a whole. For one worker.
 */
final class KeyRuns {
  /** Shorter runs on average cost more than a look at each row. */
  private static final int ROWS_A_RUN = 128;

  private final KeySteps keySteps;
  private final Step[] steps;
  private final FlowColumn[] columns;
  private final Batch row; // one flow, with the columns of the keys
  private final @Nullable IntToLongFunction[] values = new IntToLongFunction[FlowColumn.count()];

  KeyRuns(KeySteps keySteps) {
    this.keySteps = keySteps;
    this.steps = keySteps.steps().toArray(Step[]::new);
    this.columns = keySteps.columns().toArray(FlowColumn[]::new);
    this.row = Batch.ofFlows(keySteps.columns(), 1);
    row.size(1);
  }

  KeySteps keySteps() {
    return keySteps;
  }

  /** Looks at the next chunk; false where its rows are not in order, or the runs too short. */
  boolean begin(ChunkReader chunk, int rows) throws IOException {
    for (FlowColumn c : columns) {
      IntToLongFunction ascending = chunk.ascending(c);
      if (ascending == null) {
        return false;
      }
      values[c.ordinal()] = ascending;
    }
    long runs = 1;
    for (Step s : steps) {
      long first = value(s.column(), 0);
      long last = value(s.column(), rows - 1);
      if (first > last || !KeySteps.isSteppable(first) || !KeySteps.isSteppable(last)) {
        return false;
      }
      runs += (last - first) / s.unit() / steps.length;
    }
    return runs <= 2 + rows / ROWS_A_RUN;
  }

  private long value(FlowColumn column, int row) {
    IntToLongFunction ascending = values[column.ordinal()];
    if (ascending == null) {
      throw new IllegalStateException("no chunk has begun");
    }
    return ascending.applyAsLong(row);
  }

  /** The row after the run that a row is in. */
  int end(int row, int rows) {
    int end = rows;
    for (Step s : steps) {
      long next = s.next(value(s.column(), row));
      if (value(s.column(), end - 1) < next) {
        continue;
      }
      int from = row;
      int to = end - 1; // its value is beyond the run
      while (to - from > 1) {
        int middle = (from + to) >>> 1;
        if (value(s.column(), middle) < next) {
          from = middle;
        } else {
          to = middle;
        }
      }
      end = to;
    }
    return end;
  }

  /** A batch of the one flow at a row, to compute its keys from. */
  Batch at(int row) {
    for (FlowColumn c : columns) {
      this.row.longs(c).values[0] = value(c, row);
    }
    return this.row;
  }

  /** A batch of one flow that has the keys of all these flows. */
  Batch of(KnownFlows flows) {
    keySteps.fill(row, flows);
    return row;
  }
}
