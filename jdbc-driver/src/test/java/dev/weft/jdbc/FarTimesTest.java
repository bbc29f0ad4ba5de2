package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import dev.weft.maintenance.Expirer;
import dev.weft.maintenance.MaintenanceProgress;
import dev.weft.partition.PartitionChecker;
import dev.weft.store.StoreVerifier;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows at the ends of what SiLK's 32-bit times reach, and beyond. */
class FarTimesTest {
  @TempDir private Path folder;

  private Path store() {
    return folder.resolve("store");
  }

  private ImportResult add(String name, String start, String duration) throws IOException {
    Path file = folder.resolve(name + ".txt");
    Files.writeString(
        file,
        "sIP|dIP|sPort|dPort|pro|packets|bytes|sTime|duration|\n"
            + "10.0.0.1|10.1.0.1|1|2|6|1|40|%s|%s|\n".formatted(start, duration));
    return new Importer(store(), ImportOptions.defaults(), WarningSink.NONE, ImportProgress.NONE)
        .importPaths(List.of(file), null);
  }

  @BeforeEach
  void fill() throws IOException {
    String[][] flows = {
      {"1969/12/31T23:59:59.000", "2.000"},
      {"1970/01/01T00:00:00.000", "0.000"},
      {"2020/01/01T00:00:05.000", "5000000.000"},
      {"2106/02/07T06:28:15.999", "10.000"},
      {"2106/02/07T06:28:16.000", "0.500"},
      {"9999/12/31T23:00:00.000", "3599.999"}
    };
    for (int i = 0; i < flows.length; i++) {
      assertEquals(1, add("flow" + i, flows[i][0], flows[i][1]).files());
    }
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:weft:" + store());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        StringBuilder row = new StringBuilder();
        for (int c = 1; c <= found.getMetaData().getColumnCount(); c++) {
          row.append(c == 1 ? "" : " | ").append(found.getString(c));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  @Test
  void startsEndsAndBinsAreExact() throws SQLException {
    assertEquals(
        List.of(
            "1969-12-31 23:59:59.000 | 1970-01-01 00:00:01.000 | 1969-12-31 23:00:00.000",
            "1970-01-01 00:00:00.000 | 1970-01-01 00:00:00.000 | 1970-01-01 00:00:00.000",
            "2020-01-01 00:00:05.000 | 2020-02-27 20:53:25.000 | 2020-01-01 00:00:00.000",
            "2106-02-07 06:28:15.999 | 2106-02-07 06:28:25.999 | 2106-02-07 06:00:00.000",
            "2106-02-07 06:28:16.000 | 2106-02-07 06:28:16.500 | 2106-02-07 06:00:00.000",
            "9999-12-31 23:00:00.000 | 9999-12-31 23:59:59.999 | 9999-12-31 23:00:00.000"),
        rows("SELECT stime, etime, time_bin(stime, 3600) FROM flows ORDER BY stime"));
    assertEquals(
        List.of("2106-02-07 00:00:00.000 | 2", "9999-12-31 00:00:00.000 | 1"),
        rows(
            "SELECT FLOOR(stime TO DAY), COUNT(*) FROM flows"
                + " WHERE stime >= TIMESTAMP '2106-02-07 06:28:15.999'"
                + " GROUP BY FLOOR(stime TO DAY) ORDER BY 1"));
    assertEquals(List.of("1"), rows("SELECT COUNT(*) FROM flows WHERE stime < DATE '1970-01-01'"));
  }

  @Test
  void verifyFindsThemSoundAndExpireTakesWhatIsBefore() throws IOException, SQLException {
    List<String> findings = new ArrayList<>();
    try (WeftStore store = WeftStore.open(store(), WarningSink.NONE)) {
      StoreVerifier.verify(
          store,
          1,
          PartitionChecker.Depth.VALUES,
          f -> findings.add(f.message()),
          StoreVerifier.Progress.NONE);
    }
    assertEquals(List.of(), findings);
    long end = Instant.parse("2106-02-07T07:00:00Z").toEpochMilli();
    new Expirer(store(), WarningSink.NONE, MaintenanceProgress.NONE).run(end);
    assertEquals(List.of("9999-12-31 23:00:00.000"), rows("SELECT stime FROM flows"));
  }

  @Test
  void aNegativeDurationAndAYearOfFiveDigitsAreRefusedByPlace() throws IOException {
    ImportResult negative = add("negative", "2020/01/01T00:00:05.000", "-5.000");
    assertEquals(1, negative.failed().count());
    String reason = negative.failed().first().get(0).reason();
    assertTrue(reason.contains("0 or more, found '-5.000'"), reason);
    ImportResult far = add("far", "12000/12/31T23:00:00.000", "0.000");
    assertEquals(1, far.failed().count());
    reason = far.failed().first().get(0).reason();
    assertTrue(reason.contains("a time in the years 1 to 9999"), reason);
  }
}
