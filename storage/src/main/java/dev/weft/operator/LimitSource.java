package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Skips and limits rows in the order they happen to come in, and stops the input once there are
 * enough.
 */
final class LimitSource implements Source {
  private final Source input;
  private final long offset;
  private final long end;

  /**
   * @param limit -1 = no limit
   */
  LimitSource(Source input, long offset, long limit) {
    this.input = input;
    this.offset = offset;
    this.end = limit < 0 || offset + limit < 0 ? Long.MAX_VALUE : offset + limit;
  }

  @Override
  public void drain(Sinks sinks) throws IOException {
    if (offset >= end) {
      return;
    }
    AtomicLong taken = new AtomicLong();
    Enough enough = new Enough();
    try {
      input.drain(worker -> limited(sinks.of(worker), taken, enough));
    } catch (Enough e) {
      if (e != enough) {
        throw e;
      }
    }
  }

  private BatchSink limited(BatchSink next, AtomicLong taken, Enough enough) {
    return batch -> {
      int rows = batch.selected();
      long first = taken.getAndAdd(rows);
      int from = (int) Math.min(rows, Math.max(0, offset - first));
      int to = (int) Math.min(rows, Math.max(0, end - first));
      if (from < to) {
        keep(batch, from, to);
        next.accept(batch);
      }
      // Others that took rows before the end are passing them on and will not be cut short: an
      // input stops between batches.
      if (first + rows >= end) {
        throw enough;
      }
    };
  }

  /** Narrows a batch to its selected rows number from to to - 1. */
  static void keep(Batch batch, int from, int to) {
    if (from == 0 && to == batch.selected()) {
      return;
    }
    int[] rows = batch.selection();
    int[] kept;
    if (rows != null) {
      kept = Arrays.copyOfRange(rows, from, to);
    } else {
      kept = new int[to - from];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = from + i;
      }
    }
    batch.select(kept, kept.length);
  }
}
