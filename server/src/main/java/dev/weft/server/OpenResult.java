package dev.weft.server;

import dev.weft.jdbc.wire.FrameWriter;
import dev.weft.jdbc.wire.ResultWriter;
import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireSignature;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query that runs, handed out frame by frame. Ends by itself at its last row or its
 * first failure. For use by one thread at a time.
 */
final class OpenResult implements AutoCloseable {
  private static final int FRAME_BYTES = 1 << 20;

  /** A frame is sent with what it has when it has taken so long, nanoseconds. */
  private static final long FRAME_NANOS = 200_000_000L;

  private static final int ROWS_BETWEEN_CLOCKS = 256;

  private final ResultSet rows;
  private final WireSignature signature;
  private final RowEncoder encoder;
  private final RunningQuery query;
  private final long limit;
  private long offset;
  private boolean ended;

  /**
   * @param query told how it went
   * @param limit most rows, 0 for all
   */
  OpenResult(ResultSet rows, WireSignature signature, RunningQuery query, long limit) {
    this.rows = rows;
    this.signature = signature;
    this.query = query;
    this.limit = limit;
    encoder = new RowEncoder(rows, signature.columns());
  }

  /** The first frame, with what a client must know of the result. */
  byte[] first(String connection, int statement, int frameRows) throws SQLException, ServerError {
    return answer(ResultWriter.execute(connection, statement, signature), frameRows);
  }

  /** The frame that begins with a row. */
  byte[] fetch(long wanted, int frameRows) throws SQLException, ServerError {
    if (wanted != offset) {
      throw Refusal.offset(wanted, offset);
    }
    return answer(ResultWriter.fetch(offset), frameRows);
  }

  private byte[] answer(ResultWriter writer, int frameRows) throws SQLException, ServerError {
    try {
      long before = offset;
      boolean done = ended || fill(writer.rows(), frameRows);
      byte[] answer = writer.finish(done);
      query.sent(offset - before, answer.length);
      if (done) {
        end(QueryLog.Outcome.OK, null);
      }
      return answer;
    } catch (SQLException | ServerError | RuntimeException | Error e) {
      end(QueryLog.Outcome.FAILED, e);
      throw e;
    }
  }

  /** Writes rows until the frame is full; true after the last row. */
  private boolean fill(FrameWriter frame, int frameRows) throws SQLException, ServerError {
    long most = frameRows <= 0 ? Long.MAX_VALUE : frameRows;
    long start = System.nanoTime();
    for (long count = 0; count < most; count++) {
      if (frame.size() >= FRAME_BYTES) {
        return false;
      }
      if (count % ROWS_BETWEEN_CLOCKS == ROWS_BETWEEN_CLOCKS - 1
          && System.nanoTime() - start > FRAME_NANOS) {
        return false;
      }
      if (!rows.next()) {
        return true;
      }
      if (limit > 0 && offset == limit) {
        throw Refusal.rows(limit);
      }
      encoder.write(frame);
      offset++;
    }
    return false;
  }

  private void end(QueryLog.Outcome outcome, @Nullable Throwable failure) throws SQLException {
    if (!ended) {
      ended = true;
      try {
        rows.close();
      } finally {
        query.end(outcome, failure);
      }
    }
  }

  /** Ends what nobody reads on. */
  @Override
  public void close() throws SQLException {
    end(QueryLog.Outcome.CLOSED, null);
  }
}
