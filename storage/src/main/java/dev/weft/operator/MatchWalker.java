package dev.weft.operator;

import java.io.IOException;

/** {@link Matches}: buffers the rows of a key, then pairs them. */
final class MatchWalker implements Walker {
  private static final int COLUMNS = 4;

  private final Matches matches;
  private final KeyedLayout layout;
  private final NumberedRows rows;
  private final RowList queries;
  private final RowList responses;
  private long number;

  MatchWalker(Matches matches, QueryContext context, KeyedLayout layout, NumberedRows rows) {
    this.matches = matches;
    this.layout = layout;
    this.rows = rows;
    this.queries = new RowList(layout.words(), context.budget);
    this.responses = new RowList(layout.words(), context.budget);
  }

  @Override
  public void begin(long rowsBefore) {
    number = rowsBefore;
  }

  @Override
  public void row(long[][] piece, int row, boolean newKey) throws IOException {
    if (newKey) {
      pair();
    }
    for (int i = 0; i < COLUMNS; i++) {
      if (layout.isNull(piece, row, layout.keys() + i)) {
        rows.addWithout(piece, row);
        return;
      }
    }
    (piece[layout.column(2)][row] != 0 ? responses : queries).add(piece, row);
  }

  @Override
  public void end() throws IOException {
    pair();
    rows.flush();
  }

  private void pair() throws IOException {
    int q = 0;
    int r = 0;
    while (q < queries.size() && r < responses.size()) {
      long asked = start(queries, q);
      long answered = start(responses, r);
      boolean queryFirst = asked == answered ? !leads(responses, r) : asked < answered;
      if (asked < answered && answered > windowEnd(queries, q)) {
        rows.addWithout(queries.piece(q), queries.row(q++));
      } else if (asked > answered && (!matches.symmetric() || asked > windowEnd(responses, r))) {
        rows.addWithout(responses.piece(r), responses.row(r++));
      } else {
        number++;
        long until =
            matches.window() == Matches.Window.INFINITE
                ? Long.MAX_VALUE
                : queryFirst ? windowEnd(queries, q) : windowEnd(responses, r);
        boolean base = queryFirst;
        boolean query = true;
        boolean response = true;
        boolean lead = queryFirst;
        while (query || response) {
          RowList side = lead ? queries : responses;
          int at = lead ? q++ : r++;
          rows.add(side.piece(at), side.row(at), number - 1);
          boolean more = at + 1 < side.size() && start(side, at + 1) <= until;
          if (more && matches.window() == Matches.Window.RELATIVE) {
            until = Math.max(until, windowEnd(side, at + 1));
          }
          query = lead ? more : query;
          response = lead ? response : more;
          if (query && response) {
            long a = start(queries, q);
            long b = start(responses, r);
            lead = a == b ? base : a < b;
          } else {
            lead = query;
          }
        }
      }
    }
    for (; q < queries.size(); q++) {
      rows.addWithout(queries.piece(q), queries.row(q));
    }
    for (; r < responses.size(); r++) {
      rows.addWithout(responses.piece(r), responses.row(r));
    }
    queries.clear();
    responses.clear();
  }

  private long start(RowList list, int i) {
    return list.piece(i)[layout.column(0)][list.row(i)];
  }

  private long windowEnd(RowList list, int i) {
    return list.piece(i)[layout.column(1)][list.row(i)] + matches.delta();
  }

  private boolean leads(RowList list, int i) {
    return list.piece(i)[layout.column(3)][list.row(i)] != 0;
  }
}
