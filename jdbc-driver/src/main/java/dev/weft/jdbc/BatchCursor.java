package dev.weft.jdbc;

import dev.weft.sql.exec.RowCursor;
import dev.weft.sql.exec.RowForm;
import org.jspecify.annotations.Nullable;

/** Rows straight from batches. */
final class BatchCursor extends DirectCursor {
  private final RowCursor rows;

  BatchCursor(RowCursor rows) {
    this.rows = rows;
  }

  /** The rows themselves; whoever moves there moves here too. */
  RowCursor rows() {
    return rows;
  }

  @Override
  public boolean next() {
    return rows.next();
  }

  @Override
  public void close() {
    rows.close();
  }

  @Override
  RowForm form(int column) {
    return rows.form(column);
  }

  @Override
  boolean isNullAt(int column) {
    return rows.isNull(column);
  }

  @Override
  long wholeAt(int column) {
    return rows.whole(column);
  }

  @Override
  @Nullable String textAt(int column) {
    return rows.text(column);
  }

  @Override
  @Nullable Object valueAt(int column) {
    return rows.value(column);
  }
}
