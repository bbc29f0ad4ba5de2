package dev.weft.scan;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the selected rows of many batches into full ones. For one thread. */
final class Compactor {
  private final Set<FlowColumn> columns;
  private final Queue<Batch> spare;
  private final BatchQueue out;
  private @Nullable Batch filling;
  private int filled;

  /**
   * @param spare batches of these columns that may be filled again
   */
  Compactor(Set<FlowColumn> columns, Queue<Batch> spare, BatchQueue out) {
    this.columns = columns;
    this.spare = spare;
    this.out = out;
  }

  /** Copies the selected rows; returns false where nobody takes them any more. */
  boolean add(Batch batch) throws IOException {
    int from = 0;
    while (from < batch.selected()) {
      Batch target = filling;
      if (target == null) {
        Batch old = spare.poll();
        target = old != null ? old : Batch.ofFlows(columns, Batch.ROWS);
        filling = target;
        filled = 0;
      }
      int count = Math.min(batch.selected() - from, Batch.ROWS - filled);
      for (FlowColumn c : columns) {
        if (c.isAddress()) {
          copy(batch.addresses(c), batch.selection(), from, target.addresses(c), filled, count);
        } else {
          copy(batch.longs(c), batch.selection(), from, target.longs(c), filled, count);
        }
      }
      from += count;
      filled += count;
      if (filled == Batch.ROWS && !flush()) {
        return false;
      }
    }
    return true;
  }

  /** Passes on what is gathered. */
  boolean flush() throws IOException {
    Batch full = filling;
    filling = null;
    if (full == null) {
      return true;
    }
    full.size(filled);
    return out.put(full);
  }

  private static void copy(
      LongVector in, int @Nullable [] rows, int from, LongVector out, int at, int count) {
    if (rows == null) {
      System.arraycopy(in.values, from, out.values, at, count);
      return;
    }
    for (int k = 0; k < count; k++) {
      out.values[at + k] = in.values[rows[from + k]];
    }
  }

  private static void copy(
      AddressVector in, int @Nullable [] rows, int from, AddressVector out, int at, int count) {
    out.allIpv4(in.allIpv4() && (at == 0 || out.allIpv4()));
    for (int k = 0; k < count; k++) {
      int i = rows == null ? from + k : rows[from + k];
      out.highs[at + k] = in.highs[i];
      out.lows[at + k] = in.lows[i];
    }
  }
}
