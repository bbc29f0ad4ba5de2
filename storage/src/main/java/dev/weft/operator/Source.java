package dev.weft.operator;

import java.io.IOException;

/** A plan ready to run: whoever wants its rows gives it sinks and waits. */
interface Source {
  /**
   * Pushes all rows into the sinks, from several threads where that helps, and returns when every
   * sink has returned from its last batch. What a sink throws stops all workers and comes out here.
   */
  void drain(Sinks sinks) throws IOException;
}
