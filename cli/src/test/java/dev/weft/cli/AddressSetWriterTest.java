package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.QueryException;
import dev.weft.error.WarningSink;
import dev.weft.silk.SilkIpSet;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result as a set, read back by SiLK's rules and by {@code in_set}. */
class AddressSetWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ipset", "cidr"})
  void whatIsWrittenIsWhatInSetReadsBack(String format) throws Exception {
    Path store = store();
    Path set = folder.resolve("store/sets/talkers." + (format.equals("cidr") ? "txt" : "set"));
    Files.createDirectories(set.getParent());
    String condition = "bytes > 100000";
    String query = "SELECT sip FROM flows WHERE " + condition;
    assertEquals(
        0,
        Weft.run("sql", store.toString(), "-e", query, "--format", format, "-o", set.toString()));
    try (Connection connection = StoreArgument.connect(store.toString());
        Statement statement = connection.createStatement()) {
      long distinct = number(statement, "SELECT COUNT(DISTINCT sip) FROM flows WHERE " + condition);
      assertTrue(distinct > 10, "" + distinct);
      assertEquals(
          distinct,
          number(
              statement,
              "SELECT SUM(addresses) FROM TABLE(ip_ranges((SELECT first, last"
                  + " FROM TABLE(ip_set('talkers')))))"));
      assertEquals(
          distinct,
          number(statement, "SELECT COUNT(DISTINCT sip) FROM flows WHERE in_set(sip, 'talkers')"));
    }
  }

  @Test
  void blocksOfASetMayBeWrittenAgain() throws Exception {
    Path store = store();
    Path sets = store.resolve("sets");
    Files.createDirectories(sets);
    Path given = SharedData.path("silk/corpus/sets/v6-r5-none.set");
    Files.copy(given, sets.resolve("given.set"));
    Path copy = folder.resolve("copy.set");
    assertEquals(
        0,
        Weft.run(
            "sql",
            store.toString(),
            "-e",
            "SELECT block FROM TABLE(ip_set('given'))",
            "--format=ipset",
            "-o",
            copy.toString()));
    assertEquals(SilkIpSet.read(given, WarningSink.NONE), SilkIpSet.read(copy, WarningSink.NONE));
  }

  @Test
  void whatIsNoAddressIsRefused() {
    AddressSetWriter writer = AddressSetWriter.ofBlocks(new StringWriter());
    assertThrows(QueryException.class, () -> writer.row(new String[] {"mail.example"}));
    RowWriter.Column column = new RowWriter.Column("sip", RowWriter.Kind.TEXT);
    assertThrows(QueryException.class, () -> writer.begin(List.of(column, column)));
  }

  private Path store() throws IOException {
    Path corpus = SharedData.path("silk/corpus");
    return Stores.imported(
        folder.resolve("store"),
        corpus.resolve("silk.conf"),
        List.of(corpus.resolve("queries/hours.rwf")));
  }

  private static long number(Statement statement, String sql) throws Exception {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
