package dev.weft.server;

import dev.weft.jdbc.ResultBlocks;
import dev.weft.jdbc.wire.FrameWriter;
import dev.weft.jdbc.wire.ResultWriter;
import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireSignature;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query that runs, handed out frame by frame. Ends by itself at its last row or its
 * first failure; rows before a failure are handed out first. For use by one thread at a time.
 */
final class OpenResult implements AutoCloseable {
  /** A frame is sent with what it has when it has taken so long, nanoseconds. */
  private static final long FRAME_NANOS = 200_000_000L;

  private static final int ROWS_BETWEEN_CLOCKS = 256;

  private final ResultSet rows;
  private final WireSignature signature;
  private final Form form;
  private final RunningQuery query;
  private final long limit;
  private long offset;
  private boolean ended;
  private @Nullable Exception failure;

  /** Begins the rows of a frame. */
  @FunctionalInterface
  interface Form {
    FrameFiller begin(FrameWriter frame);
  }

  /**
   * @param query told how it went
   * @param limit most rows, 0 for all
   * @param packed true for a client that reads packed frames
   */
  OpenResult(
      ResultSet rows, WireSignature signature, RunningQuery query, long limit, boolean packed) {
    this.rows = rows;
    this.signature = signature;
    this.query = query;
    this.limit = limit;
    form = form(rows, signature, packed);
  }

  static Form form(ResultSet rows, WireSignature signature, boolean packed) {
    return packed ? packed(rows, signature) : plain(rows, signature);
  }

  private static Form plain(ResultSet rows, WireSignature signature) {
    RowEncoder encoder = new RowEncoder(rows, signature.columns());
    return frame -> new PlainFiller(rows, encoder, frame);
  }

  private static Form packed(ResultSet rows, WireSignature signature) {
    ResultBlocks blocks = ResultBlocks.of(rows);
    BlockSource ready = blocks == null ? null : BlockSource.of(blocks, signature.columns());
    PackedFiller.Source source = ready == null ? new RowSource(rows, signature.columns()) : ready;
    return frame -> new PackedFiller(source, frame);
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
      throwKept();
      long before = offset;
      FrameFiller filler = form.begin(writer.rows());
      boolean done = ended || fillOrKeep(filler, frameRows);
      filler.finish();
      byte[] answer = writer.finish(done);
      query.sent(offset - before, answer.length);
      if (done) {
        end(QueryLog.Outcome.OK, null);
      } else if (failure != null) {
        end(QueryLog.Outcome.FAILED, failure);
      }
      return answer;
    } catch (SQLException | ServerError | RuntimeException | Error e) {
      end(QueryLog.Outcome.FAILED, e);
      throw e;
    }
  }

  private void throwKept() throws SQLException, ServerError {
    if (failure instanceof SQLException e) {
      throw e;
    } else if (failure instanceof ServerError e) {
      throw e;
    }
  }

  /** Takes rows until the frame is full; a failure behind some of them is kept for the next. */
  private boolean fillOrKeep(FrameFiller filler, int frameRows) throws SQLException, ServerError {
    try {
      return fill(filler, frameRows);
    } catch (SQLException | ServerError e) {
      if (filler.count() == 0) {
        throw e;
      }
      failure = e;
      return false;
    } finally {
      offset += filler.count();
    }
  }

  /** True after the last row. */
  private boolean fill(FrameFiller filler, int frameRows) throws SQLException, ServerError {
    long most = frameRows <= 0 ? Long.MAX_VALUE : frameRows;
    long start = System.nanoTime();
    while (filler.count() < most && !filler.isFull()) {
      long left = limit == 0 ? Long.MAX_VALUE : limit - offset - filler.count();
      if (left == 0) {
        if (rows.next()) {
          throw Refusal.rows(limit);
        }
        return true;
      }
      long step = Math.min(Math.min(most - filler.count(), left), ROWS_BETWEEN_CLOCKS);
      if (filler.take((int) step) == 0) {
        return true;
      }
      if (System.nanoTime() - start > FRAME_NANOS) {
        return false;
      }
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
