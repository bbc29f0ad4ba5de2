package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.generate.GeneratedFlows;
import dev.weft.generate.TrafficGenerator;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.Importer;
import dev.weft.maintenance.Compactor;
import dev.weft.maintenance.Expirer;
import dev.weft.maintenance.MaintenanceProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes of a query or a piece of work, it lets go of the store's files. */
@EnabledOnOs(OS.LINUX)
class OpenFilesTest {
  private static final long START = 20_000L * 86_400_000L;

  private static final List<String> ANSWERED =
      List.of(
          "SELECT COUNT(*) FROM flows",
          "SELECT * FROM flows WHERE sport = 53",
          "SELECT sip, dip, stime, SUM(bytes) FROM flows GROUP BY sip, dip, stime",
          "SELECT * FROM flows ORDER BY bytes, stime",
          "SELECT COUNT(*) FROM flows a JOIN (SELECT DISTINCT protocol FROM flows) b"
              + " ON a.protocol = b.protocol",
          "SELECT * FROM TABLE(sessions(TABLE flows, 60, 'sip'))");

  private static final List<String> REFUSED =
      List.of(
          "SELECT 1 / (bytes - bytes) FROM flows",
          "SELECT sip || CAST(stime AS VARCHAR), COUNT(*) FROM flows"
              + " GROUP BY sip || CAST(stime AS VARCHAR)",
          "SELECT COUNT(*) FROM flows a FULL JOIN flows b ON a.sport < b.dport");

  @TempDir private Path folder;

  private Path store() {
    return folder.resolve("store");
  }

  private void fill(int seed) throws IOException {
    new Importer(store(), ImportOptions.defaults(), WarningSink.NONE, ImportProgress.NONE)
        .importFlows(
            "generate",
            GeneratedFlows.of(new TrafficGenerator.Settings(60_000, 1, 2, seed, START)));
  }

  private static void read(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        rows.getString(1);
      }
    }
  }

  @Test
  void nothingStaysOpen() throws Exception {
    fill(1);
    OpenFiles files = new OpenFiles(store());
    files.requireNone("an import");
    String url = "jdbc:weft:" + store() + "?memory=2m";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM flows")) {
      assertTrue(rows.next());
      assertFalse(files.held().isEmpty(), "a query under way holds files");
    }
    for (String sql : ANSWERED) {
      try (Connection connection = DriverManager.getConnection(url)) {
        read(connection, sql);
      }
      files.requireNone(sql);
    }
    for (String sql : REFUSED) {
      try (Connection connection = DriverManager.getConnection(url)) {
        assertThrows(SQLException.class, () -> read(connection, sql), sql);
      }
      files.requireNone(sql);
    }
    for (String sql : ANSWERED) {
      closedEarly(files, url, sql);
      cancelled(files, url, sql);
    }
    fill(2);
    new Compactor(store(), Compactor.KEEP_MILLIS, WarningSink.NONE, MaintenanceProgress.NONE).run();
    files.requireNone("a compaction");
    damaged(files, url);
    new Expirer(store(), WarningSink.NONE, MaintenanceProgress.NONE).run(START + 7_200_000);
    files.requireNone("an expiry");
  }

  private static void closedEarly(OpenFiles files, String url, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        assertTrue(rows.next());
      }
      Statement left = connection.createStatement();
      assertTrue(left.executeQuery(sql).next()); // the connection closes it
    }
    files.requireNone("closed early: " + sql);
  }

  private static void cancelled(OpenFiles files, String url, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      Thread other =
          new Thread(
              () -> {
                try {
                  Thread.sleep(20);
                  statement.cancel();
                } catch (SQLException | InterruptedException e) {
                  Thread.currentThread().interrupt(); // the query had ended
                }
              });
      other.start();
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          rows.getString(1);
        }
      } catch (SQLException e) {
        assertFalse(String.valueOf(e.getSQLState()).isEmpty());
      }
      other.join();
    }
    files.requireNone("cancelled: " + sql);
  }

  private void damaged(OpenFiles files, String url) throws Exception {
    Path victim;
    try (Stream<Path> all = Files.walk(store().resolve("flows"))) {
      victim = all.filter(f -> f.toString().endsWith(".weft")).sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(victim);
    for (int i = 0; i < bytes.length; i += 100) {
      bytes[i] ^= 1;
    }
    Files.write(victim, bytes);
    try (Connection connection = DriverManager.getConnection(url)) {
      assertThrows(SQLException.class, () -> read(connection, "SELECT * FROM flows"));
    }
    files.requireNone("a damaged file");
    try (Connection connection = DriverManager.getConnection(url + "&onDamage=skip")) {
      read(connection, "SELECT * FROM flows");
    }
    files.requireNone("damage that is skipped");
  }
}
