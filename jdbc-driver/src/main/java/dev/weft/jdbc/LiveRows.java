package dev.weft.jdbc;

import dev.weft.sql.exec.BatchRows;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.util.Cursor;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.runtime.ArrayEnumeratorCursor;
import org.apache.calcite.runtime.ObjectEnumeratorCursor;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's result set, reading its rows one at a time, straight from batches where the whole plan
 * runs in batches. The one it replaces reads one ahead: the row before a damaged block would then
 * be lost to the damage.
 */
final class LiveRows extends AvaticaResultSet implements DirectRows {
  private final CalciteBridge bridge;
  private @Nullable BatchCursor batches;

  LiveRows(
      AvaticaStatement statement,
      QueryState state,
      Meta.Signature signature,
      ResultSetMetaData columns,
      Meta.Frame firstFrame,
      CalciteBridge bridge)
      throws SQLException {
    super(statement, state, signature, columns, TimeZone.getTimeZone("UTC"), firstFrame);
    this.bridge = bridge;
  }

  @Override
  protected AvaticaResultSet execute() throws SQLException {
    Cursor live = liveCursor();
    return live == null ? super.execute() : execute2(live, columnMetaDataList);
  }

  @Override
  public @Nullable DirectCursor direct() {
    return batches;
  }

  /** Null where the rows are metadata, which lie in memory. */
  @SuppressWarnings("unchecked") // the signature's style says what a row is
  private @Nullable Cursor liveCursor() {
    Meta.Style style = signature.cursorFactory.style;
    if (style != Meta.Style.ARRAY && style != Meta.Style.OBJECT) {
      return null;
    }
    Iterable<Object> rows =
        bridge.meta().createIterable(statement.handle, state, signature, List.of(), firstFrame);
    if ((Object) rows instanceof BatchRows whole) {
      batches = new BatchCursor(whole.cursor());
      return batches;
    }
    if (!(rows instanceof Enumerable<Object> enumerable)) {
      return null;
    }
    Enumerator<?> enumerator = new RowAtHand<>(enumerable.enumerator());
    return style == Meta.Style.ARRAY
        ? new ArrayEnumeratorCursor((Enumerator<@Nullable Object[]>) enumerator)
        : new ObjectEnumeratorCursor((Enumerator<Object>) enumerator);
  }
}
