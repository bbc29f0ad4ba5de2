package dev.weft.jdbc;

import dev.weft.jdbc.wire.FrameRows;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.jspecify.annotations.Nullable;

/** Avatica's result set, reading rows of a server from the bytes they came in. */
final class RemoteRows extends AvaticaResultSet implements DirectRows {
  private @Nullable RemoteCursor rows;

  RemoteRows(
      AvaticaStatement statement,
      QueryState state,
      Meta.Signature signature,
      ResultSetMetaData columns,
      Meta.Frame firstFrame)
      throws SQLException {
    super(statement, state, signature, columns, TimeZone.getTimeZone("UTC"), firstFrame);
  }

  /** A first frame as it came. */
  static final class Frame extends Meta.Frame {
    private final FrameRows rows;
    private final FrameSource more;

    /**
     * @param more where the frames behind it come from
     */
    Frame(FrameRows rows, FrameSource more) {
      super(rows.offset(), rows.done(), List.of());
      this.rows = rows;
      this.more = more;
    }
  }

  @Override
  protected AvaticaResultSet execute() throws SQLException {
    if (!(firstFrame instanceof Frame first)) {
      return super.execute(); // metadata that the driver knows by itself
    }
    RemoteCursor cursor = new RemoteCursor(first.rows, first.more, signature.columns);
    rows = cursor;
    return execute2(cursor, columnMetaDataList);
  }

  @Override
  public @Nullable DirectCursor direct() {
    return rows;
  }
}
