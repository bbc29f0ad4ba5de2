package dev.weft.cli;

import dev.weft.error.WarningSink;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.Importer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What commands do in their first second, done once on a small store. The {@code weft} script runs
 * this while Java writes down which classes it loads and how it links them; later starts read that
 * instead of doing it again.
 */
final class Rehearsal {
  private static final int FLOWS = 2_000;

  private static final List<String> QUERIES =
      List.of(
          "SELECT COUNT(*) FROM flows",
          "SELECT sport, COUNT(*) AS flows, SUM(bytes) AS bytes FROM flows"
              + " WHERE protocol = 6 AND stime >= TIMESTAMP '2020-01-01 00:00:00'"
              + " GROUP BY sport ORDER BY bytes DESC LIMIT 10",
          "SELECT sip, COUNT(DISTINCT dip) FROM flows WHERE sensor LIKE 'S%'"
              + " GROUP BY sip HAVING COUNT(*) > 1 ORDER BY 2 DESC LIMIT 5",
          "SELECT FLOOR(stime TO HOUR) AS h, SUM(bytes) FROM flows GROUP BY FLOOR(stime TO HOUR)"
              + " ORDER BY 1",
          "SELECT * FROM flows WHERE sip = '10.0.0.1' OR dport IN (53, 80) LIMIT 3",
          "SELECT a.n + b.n FROM (SELECT COUNT(*) AS n FROM flows WHERE flags_match(flags, 'S/SA'))"
              + " AS a, (SELECT COUNT(*) AS n FROM sensors) AS b");

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("weft-rehearsal");
    try {
      Path store = folder.resolve("store");
      askAll(store);
      Weft.run("sql", store.toString(), "-e", QUERIES.get(0));
      Weft.run("--help");
    } finally {
      delete(folder);
    }
  }

  /** Makes a store and asks it in every format for rows. */
  static void askAll(Path store) throws IOException, SQLException {
    fill(store);
    for (RowFormat format : RowFormat.values()) {
      if (!format.isOfAddresses()) {
        ask(store, format);
      }
    }
  }

  private static void fill(Path store) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "sIP|dIP|sPort|dPort|pro|packets|bytes|flags|sTime|dur|sensor|class|type\n");
    for (int i = 0; i < FLOWS; i++) {
      text.append(
          "10.0.%d.%d|192.0.2.%d|%d|%d|%d|%d|%d|S|2024/01/01T%02d:%02d:%02d.%03d|%d.5|S%d|all|in\n"
              .formatted(
                  i % 7,
                  i % 251,
                  i % 100,
                  1024 + i,
                  i % 2 == 0 ? 53 : 443,
                  i % 2 == 0 ? 17 : 6,
                  1 + i % 9,
                  40 + i,
                  i % 3,
                  i % 60,
                  i % 59,
                  i % 1000,
                  i % 30,
                  i % 2));
    }
    InputStream in = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    new Importer(store, ImportOptions.defaults(), WarningSink.NONE, ImportProgress.NONE)
        .importPaths(List.of(Importer.STANDARD_INPUT), in);
  }

  private static void ask(Path store, RowFormat format) throws SQLException, IOException {
    try (Connection connection = StoreArgument.connect(store.toString());
        Statement statement = connection.createStatement()) {
      for (String query : QUERIES) {
        try (ResultSet rows = statement.executeQuery(query)) {
          ResultPrinter.print(rows, format.writer(new StringWriter()));
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
