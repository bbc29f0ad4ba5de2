package dev.weft.batch;

import dev.weft.flow.Site;

/**
 * Flows to be imported: a file or stream of any format, read once from its beginning to its end,
 * with every stored column. What SENSOR and FLOWTYPE mean is for the source to say, because every
 * source may have numbered its sensors in its own way.
 */
public interface FlowSource extends ChunkReader {
  /**
   * The names of the ids that stood in {@link dev.weft.flow.FlowColumn#SENSOR} and {@link
   * dev.weft.flow.FlowColumn#FLOWTYPE} so far. Ids without a name are legal. An id keeps its name
   * while the source is read; new ones may come with every chunk.
   */
  Site site();
}
