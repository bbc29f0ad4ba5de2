package dev.weft.server;

import dev.weft.error.WarningSink;
import dev.weft.jdbc.SharedStore;
import dev.weft.jdbc.wire.ResultWriter;
import dev.weft.jdbc.wire.WireSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers with rows of every type, packed and as Avatica has them. As a program it writes them into
 * a folder: that of the fuzz test's corpus.
 */
final class RecordedAnswers {
  private static final Map<String, String> QUERIES = new LinkedHashMap<>();

  static {
    QUERIES.put("flows", "SELECT * FROM flows LIMIT 12");
    QUERIES.put("groups", "SELECT sip, SUM(bytes), AVG(packets) FROM flows GROUP BY sip LIMIT 5");
    QUERIES.put(
        "values",
        "VALUES (TRUE, CAST(1 AS TINYINT), CAST(2 AS SMALLINT), 3, 1.50, CAST(2.5 AS DOUBLE),"
            + " CAST(0.5 AS REAL), DATE '2026-03-08', TIME '23:59:59', 'a'),"
            + " (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
    QUERIES.put("none", "SELECT sip, bytes FROM flows WHERE bytes < 0");
  }

  private RecordedAnswers() {}

  /** The answer that holds all rows of a query. */
  static byte[] answer(Connection connection, String sql, boolean packed) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      WireSignature signature = Signatures.of(rows.getMetaData(), null, sql);
      ResultWriter writer = ResultWriter.execute("a", 1, signature);
      FrameFiller filler = OpenResult.form(rows, signature, packed).begin(writer.rows());
      while (!filler.isFull() && filler.take(1000) > 0) {
        // on to the next rows
      }
      filler.finish();
      return writer.finish(true);
    }
  }

  public static void main(String[] args) throws IOException, SQLException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Path store = TestStore.generated(Files.createTempDirectory("weft-answers"), 500);
    SharedStore shared =
        SharedStore.open("jdbc:weft:" + store + "?threads=1", 1 << 26, WarningSink.NONE);
    try (Connection connection = shared.connect("", 0)) {
      for (Map.Entry<String, String> query : QUERIES.entrySet()) {
        for (boolean packed : new boolean[] {true, false}) {
          Files.write(
              folder.resolve((packed ? "packed-" : "plain-") + query.getKey()),
              answer(connection, query.getValue(), packed));
        }
      }
    }
  }
}
