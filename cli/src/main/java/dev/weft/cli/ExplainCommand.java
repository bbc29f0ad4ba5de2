package dev.weft.cli;

import dev.weft.sql.prepare.Explainer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private final StoreFolders folders = new StoreFolders();

  @Override
  public Integer call() throws SQLException {
    try (Connection connection = StoreArgument.connect(folders.on(StoreArgument.url(store)))) {
      Explainer.explain(connection, sql, true).lines().forEach(System.out::println);
    }
    return 0;
  }
}
