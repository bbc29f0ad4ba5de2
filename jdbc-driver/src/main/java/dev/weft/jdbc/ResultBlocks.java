package dev.weft.jdbc;

import dev.weft.sql.exec.RowBlock;
import dev.weft.sql.exec.RowCursor;
import dev.weft.sql.exec.RowForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A result of an embedded connection, read as columns instead of value by value: for a server,
 * which hands all of them on. Limits and stopping work as with {@code ResultSet.next}. Columns
 * count from 0. For use by one thread.
 */
public final class ResultBlocks {
  private final WeftResultSet rows;
  private final RowCursor batches;

  private ResultBlocks(WeftResultSet rows, RowCursor batches) {
    this.rows = rows;
    this.batches = batches;
  }

  /** Null where the rows are not made in batches; read them one by one then. */
  public static @Nullable ResultBlocks of(ResultSet rows) {
    RowCursor batches = rows instanceof WeftResultSet ours ? ours.batches() : null;
    return batches == null ? null : new ResultBlocks((WeftResultSet) rows, batches);
  }

  /**
   * The next rows, at most {@code most}; null after the last.
   *
   * @throws SQLException where {@code ResultSet.next} would, for the first of the rows
   */
  public @Nullable RowBlock next(int most) throws SQLException {
    return rows.nextBlock(batches, most);
  }

  /** What the values of a column are. */
  public RowForm form(int column) {
    return batches.form(column);
  }

  /** Digits behind the point of a column of decimals. */
  public int scale(int column) {
    return batches.scale(column);
  }
}
