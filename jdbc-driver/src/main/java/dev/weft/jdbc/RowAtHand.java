package dev.weft.jdbc;

import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of generated code, each computed once and when it is moved to. The code computes a row
 * whenever it is asked for, which a result set does for each column, and where that fails the fault
 * belongs to the move, as everywhere else.
 */
final class RowAtHand<T> implements Enumerator<T> {
  private final Enumerator<T> rows;
  private @Nullable T row;

  RowAtHand(Enumerator<T> rows) {
    this.rows = rows;
  }

  @Override
  public boolean moveNext() {
    if (!rows.moveNext()) {
      row = null;
      return false;
    }
    row = rows.current();
    return true;
  }

  @Override
  @SuppressWarnings("NullAway") // not asked before the first row or after the last
  public T current() {
    return row;
  }

  @Override
  public void reset() {
    rows.reset();
  }

  @Override
  public void close() {
    rows.close();
  }
}
