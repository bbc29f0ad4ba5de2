package dev.weft.maintenance;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.FlowSource;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import dev.weft.testing.FlowRows;

/** Rows in memory as a source to be imported; sensors and types are numbers without names. */
final class RowSource implements FlowSource {
  private final FlowRows rows;
  private int from;
  private int count;

  RowSource(FlowRows rows) {
    this.rows = rows;
  }

  @Override
  public Site site() {
    return Site.EMPTY;
  }

  @Override
  public int next() {
    from += count;
    count = Math.min(Batch.ROWS, rows.size() - from);
    return count;
  }

  @Override
  public void read(FlowColumn column, Vector target) {
    target.clearNulls();
    if (target instanceof AddressVector v) {
      boolean allIpv4 = true;
      for (int i = 0; i < count; i++) {
        v.highs[i] = rows.high(column, from + i);
        v.lows[i] = rows.low(column, from + i);
        allIpv4 &= rows.address(column, from + i).isIpv4();
      }
      v.allIpv4(allIpv4);
    } else {
      LongVector v = (LongVector) target;
      for (int i = 0; i < count; i++) {
        v.values[i] = rows.value(column, from + i);
      }
    }
  }

  @Override
  public void close() {}
}
