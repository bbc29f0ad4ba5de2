package dev.weft.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HikariIT {
  private static final int THREADS = 8;
  private static final int QUESTIONS = 25;

  static List<String> urls() {
    return Demonstration.urls();
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(4);
    config.setReadOnly(true);
    config.setAutoCommit(false);
    config.setConnectionTimeout(10_000);
    return new HikariDataSource(config);
  }

  private static long flows(Connection connection, int protocol) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT COUNT(*) FROM flows WHERE protocol = ?")) {
      statement.setInt(1, protocol);
      try (ResultSet rows = statement.executeQuery()) {
        assertTrue(rows.next());
        return rows.getLong(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("urls")
  void threadsShareConnectionsAndGetTheirOwnAnswers(String url) throws Exception {
    int[] protocols = {1, 6, 17, 47};
    long[] expected = new long[protocols.length];
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (HikariDataSource pool = pool(url)) {
      try (Connection connection = pool.getConnection()) {
        for (int i = 0; i < protocols.length; i++) {
          expected[i] = flows(connection, protocols[i]);
        }
      }
      assertTrue(expected[1] > 0 && expected[2] > 0 && expected[1] != expected[2]);
      List<Future<?>> underway = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int first = t;
        underway.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < QUESTIONS; i++) {
                    int p = (first + i) % protocols.length;
                    try (Connection connection = pool.getConnection()) {
                      assertTrue(connection.isReadOnly());
                      assertFalse(connection.getAutoCommit());
                      assertEquals(expected[p], flows(connection, protocols[p]));
                      connection.commit();
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> each : underway) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("urls")
  void aStatementLeftOpenDoesNotHarmTheNextBorrower(String url) throws SQLException {
    try (HikariDataSource pool = pool(url)) {
      for (int i = 0; i < 20; i++) {
        try (Connection connection = pool.getConnection()) {
          Statement left = connection.createStatement();
          ResultSet rows = left.executeQuery("SELECT * FROM flows");
          assertTrue(rows.next());
        }
      }
      try (Connection connection = pool.getConnection()) {
        assertTrue(flows(connection, 6) > 0);
      }
    }
  }

  @Test
  void thePoolRecoversWhenTheServerStartsAgain() throws Exception {
    Demonstration.Server server = Demonstration.serve("0");
    try (HikariDataSource pool = pool(server.url())) {
      long flows;
      try (Connection connection = pool.getConnection()) {
        flows = flows(connection, 6);
        assertEquals(143, server.stop(), "as Java ends on SIGTERM");
        SQLException gone = assertThrows(SQLException.class, () -> flows(connection, 6));
        assertTrue(gone.getSQLState().startsWith("08"), gone.getSQLState() + gone.getMessage());
      }
      Demonstration.Server again = Demonstration.serve(server.port());
      try (Connection connection = pool.getConnection()) {
        assertEquals(flows, flows(connection, 6));
      }
      again.stop();
    }
  }
}
