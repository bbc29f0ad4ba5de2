package dev.weft.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** Spills where files must stay small, and tells what comes of it. */
final class FullDiskQueries {
  static final String SPILLING = "SELECT * FROM flows ORDER BY bytes, stime, sip";

  private FullDiskQueries() {}

  /** {@code STORE}: prints what the query that spills says, then what others say and hold. */
  public static void main(String[] args) throws SQLException, IOException {
    String url = "jdbc:weft:" + args[0] + "?memory=4m";
    try (Connection connection = DriverManager.getConnection(url);
        Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement();
        ResultSet open = statement.executeQuery("SELECT sip FROM flows")) {
      open.next();
      System.out.println(SmallHeapQueries.ask(connection, SPILLING));
      System.out.println(SmallHeapQueries.ask(connection, SmallHeapQueries.SMALL));
      long rows = 1;
      while (open.next()) {
        rows++;
      }
      System.out.println("other " + rows);
    }
    System.out.println("open " + openFiles(".spill"));
  }

  /** Open files of this process whose name holds a text. */
  static long openFiles(String text) throws IOException {
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.filter(h -> target(h).contains(text)).count();
    }
  }

  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }
}
