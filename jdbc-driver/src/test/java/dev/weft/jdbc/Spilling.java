package dev.weft.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A process in the midst of a query that has spilled, which waits to be killed. */
final class Spilling {
  private Spilling() {}

  /** {@code STORE}. */
  public static void main(String[] args) throws SQLException, IOException, InterruptedException {
    String url = "jdbc:weft:" + args[0] + "?memory=4m";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(FullDiskQueries.SPILLING)) {
      rows.next();
      System.out.println(FullDiskQueries.openFiles(".spill") > 0 ? "spilled" : "not spilled");
      Thread.sleep(60_000);
    }
  }
}
