package dev.weft.batch;

import dev.weft.flow.FlowColumn;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * An open file of flows: independent blocks that can be pruned by what is known of them and read
 * side by side by several threads. Closed by its opener after every reader is closed.
 */
public interface OpenFlowFile extends Closeable {
  /** Number of blocks that can be read independently; 0 for an empty file. */
  int blocks();

  /** Flows of a block, or -1 where only reading tells. */
  long rows(int block);

  /**
   * What is known of a column in a block; {@link Zone#ANY_LONG}, {@link Zone#ANY_ADDRESS} if
   * nothing.
   */
  Zone zone(int block, FlowColumn column);

  /** True where the zones of blocks are the least and greatest values that occur. */
  default boolean hasTightZones() {
    return false;
  }

  /** True where {@link #sum} is known for the block. */
  boolean hasSum(int block, FlowColumn column);

  /** Sum of a long column over a block, exact. */
  long sum(int block, FlowColumn column);

  /**
   * The flows of a block by their protocol, each of them in one part; empty where that is not
   * known, or where the block has but one protocol.
   */
  default List<? extends KnownFlows> byProtocol(int block) {
    return List.of();
  }

  /**
   * False promises that no flow of the file has this source or destination.
   *
   * @param side {@link FlowColumn#SIP} or {@link FlowColumn#DIP}; for others true
   */
  boolean mayContain(FlowColumn side, long high, long low) throws IOException;

  /** A reader of one block, for one thread. */
  ChunkReader read(int block) throws IOException;

  /** Bytes read from the file so far. */
  long bytesRead();
}
