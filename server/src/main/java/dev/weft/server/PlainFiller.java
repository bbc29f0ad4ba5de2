package dev.weft.server;

import dev.weft.jdbc.wire.FrameWriter;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes rows as Avatica's clients read them, value by value. For use by one thread. */
final class PlainFiller implements FrameFiller {
  private static final int FRAME_BYTES = 1 << 20;

  private final ResultSet rows;
  private final RowEncoder encoder;
  private final FrameWriter frame;
  private int count;

  PlainFiller(ResultSet rows, RowEncoder encoder, FrameWriter frame) {
    this.rows = rows;
    this.encoder = encoder;
    this.frame = frame;
  }

  @Override
  public int take(int most) throws SQLException {
    int taken = 0;
    while (taken < most && !isFull() && rows.next()) {
      try {
        encoder.write(frame);
      } catch (SQLException | RuntimeException | Error e) {
        frame.dropRow();
        throw e;
      }
      taken++;
      count++;
    }
    return taken;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public boolean isFull() {
    return frame.size() >= FRAME_BYTES;
  }

  @Override
  public void finish() {}
}
