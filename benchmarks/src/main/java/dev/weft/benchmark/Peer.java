package dev.weft.benchmark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * One engine over one form of the flows.
 *
 * @param isWeft which of a question's two texts it is asked
 * @param bytes size of its files
 */
record Peer(String name, Connection connection, boolean isWeft, long bytes) {
  /** Rows as comparable text, or their number where the question only counts them. */
  record Answer(List<String> rows, long count, double seconds) {}

  /** Asks once, reads every value of every row, and tells how long that took. */
  Answer ask(Question question) throws SQLException {
    long start = System.nanoTime();
    List<String> rows = new ArrayList<>();
    long count = 0;
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(isWeft ? question.weft() : question.duckdb())) {
      int width = r.getMetaData().getColumnCount();
      while (r.next()) {
        count++;
        if (question.columns().isEmpty()) {
          for (int i = 1; i <= width; i++) {
            r.getObject(i);
          }
        } else {
          rows.add(row(r, question.columns()));
        }
      }
    }
    return new Answer(rows, count, (System.nanoTime() - start) / 1e9);
  }

  private String row(ResultSet r, String kinds) throws SQLException {
    StringBuilder b = new StringBuilder();
    for (int i = 1; i <= kinds.length(); i++) {
      b.append(i == 1 ? "" : "|");
      switch (kinds.charAt(i - 1)) {
        case 'a' -> b.append(isWeft ? r.getString(i) : DataSet.text(r.getLong(i)));
        case 't' -> {
          Timestamp t = r.getTimestamp(i);
          b.append(t == null ? "NULL" : t.toLocalDateTime());
        }
        case 'n' -> {
          Object v = r.getObject(i);
          b.append(
              v == null
                  ? "NULL"
                  : new BigDecimal(v.toString())
                      .round(new MathContext(12))
                      .stripTrailingZeros()
                      .toPlainString());
        }
        default -> b.append(r.getString(i));
      }
    }
    return b.toString();
  }
}
