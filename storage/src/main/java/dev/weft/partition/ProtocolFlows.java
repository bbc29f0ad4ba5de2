package dev.weft.partition;

import dev.weft.batch.KnownFlows;
import dev.weft.batch.Zone;
import dev.weft.flow.FlowColumn;
import java.util.List;

/** What the footer tells of the flows of one protocol in a block. */
record ProtocolFlows(PartitionFile file, int block, ProtocolTotals.Total total)
    implements KnownFlows {
  static List<ProtocolFlows> of(PartitionFile file, int block, ProtocolTotals totals) {
    return totals.each().stream().map(t -> new ProtocolFlows(file, block, t)).toList();
  }

  @Override
  public long rows() {
    return total.rows();
  }

  @Override
  public Zone zone(FlowColumn column) {
    return column == FlowColumn.PROTOCOL
        ? Zone.ofLongs(total.protocol(), total.protocol())
        : file.zone(block, column);
  }

  @Override
  public boolean isTight(FlowColumn column) {
    Zone z = zone(column);
    return z.minHigh() == z.maxHigh() && z.minLow() == z.maxLow();
  }

  @Override
  public boolean hasSum(FlowColumn column) {
    return column == FlowColumn.PACKETS || column == FlowColumn.BYTES;
  }

  @Override
  public long sum(FlowColumn column) {
    if (!hasSum(column)) {
      throw new IllegalStateException("the sum of " + column + " is not known");
    }
    return column == FlowColumn.PACKETS ? total.packets() : total.bytes();
  }
}
