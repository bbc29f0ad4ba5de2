package dev.weft.jdbc;

import dev.weft.jdbc.wire.FrameRows;
import java.sql.SQLException;

/** Where the rows behind the first frame of a result come from. */
interface FrameSource {
  /** Asks for the frame that begins with row {@code offset}, without waiting for it. */
  void request(long offset);

  /** Waits for the frame that was asked for. */
  FrameRows await() throws SQLException;

  /** No more rows are wanted. */
  void abandon();

  /** A result that has but one frame. */
  FrameSource NONE =
      new FrameSource() {
        @Override
        public void request(long offset) {}

        @Override
        public FrameRows await() {
          throw new IllegalStateException("there is but one frame");
        }

        @Override
        public void abandon() {}
      };
}
