package dev.weft.operator;

import java.io.IOException;

/** {@link Sessions}. */
final class SessionWalker implements Walker {
  private final Sessions sessions;
  private final KeyedLayout layout;
  private final NumberedRows rows;
  private final int column;
  private final int word;
  private long number;
  private long from;
  private boolean begun;

  SessionWalker(Sessions sessions, KeyedLayout layout, NumberedRows rows) {
    this.sessions = sessions;
    this.layout = layout;
    this.rows = rows;
    this.column = layout.keys();
    this.word = layout.column(0);
  }

  @Override
  public void begin(long rowsBefore) {
    number = rowsBefore - 1;
  }

  @Override
  public void row(long[][] piece, int row, boolean newKey) throws IOException {
    begun &= !newKey;
    if (layout.isNull(piece, row, column)) {
      rows.addWithout(piece, row);
      return;
    }
    long at = piece[word][row];
    // at >= from, so the difference is right as an unsigned number
    boolean within = begun && Long.compareUnsigned(at - from, sessions.most()) <= 0;
    if (!within) {
      number++;
      begun = true;
    }
    if (!within || !sessions.fromFirst()) {
      from = at;
    }
    rows.add(piece, row, number);
  }

  @Override
  public void end() throws IOException {
    rows.flush();
  }
}
