package dev.weft.server;

import java.sql.SQLException;

/** Takes rows of a result into a frame. For use by one thread. */
interface FrameFiller {
  /**
   * Takes up to {@code most} rows, fewer where the frame is full.
   *
   * @return how many; 0 where no row is left
   * @throws SQLException where the first row that was not taken fails; those before it are in the
   *     frame
   */
  int take(int most) throws SQLException;

  /** Rows taken since the frame was begun. */
  int count();

  /** True where no more rows should go into the frame. */
  boolean isFull();

  /** Ends the frame's rows. */
  void finish();
}
