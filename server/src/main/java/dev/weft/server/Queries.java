package dev.weft.server;

import dev.weft.jdbc.wire.ServerError;

/** Begins queries: within the limits, counted and told. */
@FunctionalInterface
interface Queries {
  /**
   * Waits for its turn.
   *
   * @throws ServerError if none comes
   */
  RunningQuery begin(String sql, Admission.Wait wait) throws ServerError;
}
