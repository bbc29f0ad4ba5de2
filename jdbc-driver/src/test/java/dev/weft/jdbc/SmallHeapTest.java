package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.generate.GeneratedFlows;
import dev.weft.generate.TrafficGenerator;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.Importer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a process with a small heap each query is answered rightly or refused by name, and no more.
 */
class SmallHeapTest {
  private static final long FLOWS = 150_000;

  @Test
  void everyOperatorAnswersOrIsRefusedByNameAndTheProcessGoesOn(@TempDir Path folder)
      throws Exception {
    Path store = folder.resolve("store");
    new Importer(store, ImportOptions.defaults(), WarningSink.NONE, (d, t, c, s) -> {})
        .importFlows(
            "generate",
            GeneratedFlows.of(
                new TrafficGenerator.Settings(FLOWS, 1, 2, 3, 20_000L * 86_400_000L)));
    List<String> lines =
        ChildJvm.run(
            folder, List.of("-Xmx128m"), SmallHeapQueries.class, List.of(store.toString()));
    assertEquals(SmallHeapQueries.ALL.size(), lines.size(), String.join("\n", lines));
    try (Connection connection = DriverManager.getConnection("jdbc:weft:" + store)) {
      String small = SmallHeapQueries.ask(connection, SmallHeapQueries.SMALL);
      for (int i = 0; i < lines.size(); i++) {
        String[] told = lines.get(i).split("\t");
        SmallHeapQueries.Question question = SmallHeapQueries.ALL.get(i);
        String about = question.sql() + ": " + told[1];
        assertEquals(small, told[2], "the small query after " + about);
        if (question.keeper() == null) {
          assertEquals(SmallHeapQueries.ask(connection, question.sql()), told[1], about);
        } else {
          assertTrue(told[1].startsWith("53200 "), about);
          assertTrue(told[1].contains(question.keeper()), about);
          assertTrue(told[1].contains("memory setting"), about);
        }
      }
    }
  }
}
