package dev.weft.jdbc;

import dev.weft.jdbc.wire.FrameRows;
import dev.weft.jdbc.wire.Request;
import dev.weft.jdbc.wire.Response;
import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireColumn;
import dev.weft.jdbc.wire.WireException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The frames of a statement's result on a server. For use by one thread. */
final class RemoteFrames implements FrameSource {
  private final RemoteSession session;
  private final int number;
  private final List<WireColumn> columns;
  private final int frameRows;
  private final Runnable stop;
  private @Nullable Future<byte[]> pending;

  /**
   * @param statement which runs now
   * @param columns of the result
   * @param frameRows most rows of a frame, 0 for as many as the server likes
   * @param stop ends the result
   */
  RemoteFrames(
      RemoteSession session,
      RemoteStatement statement,
      List<WireColumn> columns,
      int frameRows,
      Runnable stop) {
    this.session = session;
    this.number = statement.number();
    this.columns = columns;
    this.frameRows = frameRows;
    this.stop = stop;
  }

  @Override
  public void request(long offset) {
    pending = session.server().start(new Request.Fetch(session.id(), number, offset, frameRows));
  }

  @Override
  public FrameRows await() throws SQLException {
    Future<byte[]> asked = pending;
    if (asked == null) {
      throw new IllegalStateException("nothing was asked for");
    }
    pending = null;
    try {
      FrameRows frame = Response.readFetched(RemoteServer.await(asked), columns);
      if (frame == null) {
        throw RemoteFailures.lostResult();
      }
      return frame;
    } catch (ServerError e) {
      throw e.code() == ServerError.NO_SESSION ? RemoteFailures.lostResult() : RemoteFailures.of(e);
    } catch (WireException e) {
      throw RemoteFailures.garbled(e);
    }
  }

  @Override
  public void abandon() {
    pending = null;
    stop.run();
  }
}
