package dev.weft.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weft explain}. */
@Command(
    name = "explain",
    description = "Show how a query runs: what is pushed into the scan, and what runs above it.")
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "Store, SiLK data root, folder, file or URL.")
  private String store = "";

  @Parameters(index = "1", paramLabel = "SQL", description = "The query.")
  private String sql = "";

  @Override
  public Integer call() throws SQLException {
    try (Connection connection = StoreArgument.connect(store);
        Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery("EXPLAIN PLAN FOR " + sql)) {
      while (lines.next()) {
        System.out.println(lines.getString(1));
      }
    }
    return 0;
  }
}
