package dev.weft.batch;

import dev.weft.flow.FlowColumn;

/**
 * What a file knows of some of its flows without reading them: of a block, or of the flows of one
 * protocol in a block.
 */
public interface KnownFlows {
  /** How many there are, or -1 where only reading tells. */
  long rows();

  /** Bounds of a column over these flows. */
  Zone zone(FlowColumn column);

  /** True where the bounds of the column are values that occur. */
  boolean isTight(FlowColumn column);

  /** True where {@link #sum} is known. */
  boolean hasSum(FlowColumn column);

  /** Sum of a long column over these flows, exact. */
  long sum(FlowColumn column);

  /** What a file knows of all flows of a block. */
  static KnownFlows ofBlock(OpenFlowFile file, int block) {
    return new Block(file, block);
  }

  /**
   * All flows of a block.
   *
   * @param file that the block is of
   */
  record Block(OpenFlowFile file, int block) implements KnownFlows {
    @Override
    public long rows() {
      return file.rows(block);
    }

    @Override
    public Zone zone(FlowColumn column) {
      return file.zone(block, column);
    }

    @Override
    public boolean isTight(FlowColumn column) {
      return file.hasTightZones();
    }

    @Override
    public boolean hasSum(FlowColumn column) {
      return file.hasSum(block, column);
    }

    @Override
    public long sum(FlowColumn column) {
      return file.sum(block, column);
    }
  }
}
