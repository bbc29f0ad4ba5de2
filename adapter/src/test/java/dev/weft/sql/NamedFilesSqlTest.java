package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.SqlErrors;
import dev.weft.store.SilkRoot;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets and maps of files in SQL, on SiLK's own test data. */
class NamedFilesSqlTest {
  private WeftSession batches;
  private WeftSession code;

  @BeforeEach
  void connect() throws SQLException, IOException {
    Path data = SharedData.path("silk-suite/data");
    SilkRoot root =
        SilkRoot.openWith(
            data.resolve("data.rwf"),
            new SilkRoot.Options(
                data.resolve("silk.conf"), data.resolve("sets"), data.resolve("pmaps")),
            WarningSink.NONE);
    batches = new WeftSession(root);
    code = new WeftSession(root, QueryOptions.DEFAULTS.withPushdown(false));
  }

  @AfterEach
  void disconnect() throws SQLException {
    batches.close();
    code.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM flows WHERE in_set(sip, 'mailers') AND NOT in_set(dip, 'inside-top')",
        "SELECT pmap(sip, 'ip-map') AS p, COUNT(*) FROM flows WHERE sport < 100 GROUP BY 1",
        "SELECT pmap(protocol, dport, 'proto-port-map') AS p, COUNT(*) FROM flows"
            + " WHERE protocol IN (1, 6) GROUP BY 1",
        "SELECT country(dip), MAX(country(sip)), COUNT(DISTINCT country(sip)) FROM flows"
            + " WHERE dport = 25 GROUP BY country(dip)",
        "SELECT COUNT(*) FROM flows WHERE country(dip) IN ('--', 'us', 'xz')",
        "SELECT COUNT(*) FROM flows WHERE pmap(dip, 'ip-map') LIKE '%nal%' AND sport > 60000",
        "SELECT DISTINCT pmap(sip, 'ip-map') || '/' || sensor FROM flows WHERE dport = 53"
      })
  void setsAndMapsSayTheSameInBatchesAndRowByRow(String sql) throws SQLException {
    assertEquals(code.sorted(sql), batches.sorted(sql));
  }

  @Test
  void anUnknownNameIsToldWithTheKnownOnes() {
    Exception set =
        assertThrows(
            Exception.class,
            () -> batches.rows("SELECT COUNT(*) FROM flows WHERE in_set(sip, 'mailer')"));
    assertTrue(SqlErrors.of(set).message().contains("mailers"), set::toString);
    Exception map =
        assertThrows(
            Exception.class, () -> batches.rows("SELECT DISTINCT pmap(sip, 'ip-mop') FROM flows"));
    assertTrue(SqlErrors.of(map).message().contains("ip-map"), map::toString);
    Exception kind =
        assertThrows(
            Exception.class,
            () -> batches.rows("SELECT DISTINCT pmap(sip, 'proto-port-map') FROM flows"));
    assertTrue(SqlErrors.of(kind).message().contains("one of ports"), kind::toString);
  }

  @Test
  void theSitesTablesListSensorsTypesAndPartitions() throws SQLException {
    assertTrue(batches.rows("SELECT name, id FROM sensors ORDER BY id").size() > 1);
    assertEquals(
        batches.rows("SELECT COUNT(*) FROM flow_types"),
        code.rows("SELECT COUNT(*) FROM flow_types"));
    assertEquals(
        batches.rows("SELECT COUNT(*) FROM flows"),
        batches.rows("SELECT SUM(records) FROM partitions"));
  }
}
