package dev.weft.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A process that reads a long result to its end, every value of it, and prints seconds and rows of
 * each run: {@code RowReader URL RUNS SQL}. It has a small heap, as a client may.
 */
final class RowReader {
  private static final int WARM_UPS = 2;

  private RowReader() {}

  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection(args[0])) {
      int runs = Integer.parseInt(args[1]);
      for (int i = -WARM_UPS; i < runs; i++) {
        long start = System.nanoTime();
        long rows = read(connection, args[2]);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (i >= 0) {
          System.out.println(seconds + " " + rows);
        }
      }
    }
  }

  private static long read(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int width = rows.getMetaData().getColumnCount();
      long count = 0;
      while (rows.next()) {
        for (int i = 1; i <= width; i++) {
          rows.getObject(i);
        }
        count++;
      }
      return count;
    }
  }
}
