package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rwfilter selects for hundreds of combinations of switches, asked in SQL. */
class SilkQueriesIT {
  private static final int LEAST_ASKED = 250;

  @TempDir Path folder;

  @Test
  void whereSelectsWhatRwfilterSelectsOfAnImportedStore() throws Exception {
    Path corpus = SharedData.path("silk/corpus");
    Path store = folder.resolve("store");
    Stores.imported(store, corpus.resolve("silk.conf"), List.of(corpus.resolve("flows/mixed.rwf")));
    assertSelections(corpus, store);
  }

  @Test
  void whereSelectsWhatRwfilterSelectsInPlace() throws Exception {
    Path corpus = SharedData.path("silk/corpus");
    Path place = folder.resolve("place");
    Stores.inPlace(place, corpus.resolve("silk.conf"), List.of(corpus.resolve("flows/mixed.rwf")));
    assertSelections(corpus, place);
  }

  private static void assertSelections(Path corpus, Path store) throws Exception {
    Stores.fill(store.resolve("sets"), corpus.resolve("sets"));
    Stores.fill(store.resolve("pmaps"), corpus.resolve("pmaps"));
    List<String> records = Files.readAllLines(corpus.resolve("flows/mixed.csv"));
    List<String> faults = new ArrayList<>();
    int asked = 0;
    try (Connection connection = StoreArgument.connect(store.toString());
        Statement statement = connection.createStatement()) {
      for (String line : Files.readAllLines(corpus.resolve("queries/rwfilter-mixed.txt"))) {
        String[] parts = line.split("\t", -1);
        if (parts[0].startsWith("--")) {
          String where;
          try {
            where = SilkSwitches.condition(switches(parts[0]));
          } catch (SilkSwitches.UnknownSwitch e) {
            continue;
          }
          asked++;
          // rwfilter lets a record of sensor 65534, its largest id, pass any list of sensors.
          boolean bySensor = parts[0].startsWith("--sensors=");
          String expected = expected(records, parts[2], bySensor ? "65534" : "");
          String actual = answer(statement, where);
          if (!actual.equals(expected)) {
            faults.add(parts[0] + ": expected " + expected + ", got " + actual + ": " + where);
          }
        }
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(asked >= LEAST_ASKED, "only " + asked + " cases could be asked");
  }

  /** The switches of a line; a value may be quoted and hold blanks. */
  private static List<String> switches(String text) {
    return Arrays.asList(text.split(" (?=--)"));
  }

  private static String answer(Statement statement, String where) throws IOException {
    String sql =
        "SELECT COUNT(*), COALESCE(SUM(packets), 0), COALESCE(SUM(bytes), 0),"
            + " COALESCE(SUM(sport), 0) FROM flows WHERE "
            + where;
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1)
          + " "
          + rows.getLong(2)
          + " "
          + rows.getLong(3)
          + " "
          + rows.getLong(4);
    } catch (SQLException e) {
      return Messages.describe(e);
    }
  }

  /** Count and sums of the records with these numbers, from 1: {@code 1-3 7}. */
  private static String expected(List<String> records, String numbers, String exceptSensor) {
    long count = 0;
    long packets = 0;
    long bytes = 0;
    long ports = 0;
    for (String range : numbers.strip().split(" ")) {
      if (!range.isEmpty()) {
        String[] ends = range.split("-");
        for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
          String[] fields = records.get(i).split(",", -1); // line 0 is the title
          if (fields[11].equals(exceptSensor)) {
            continue;
          }
          count++;
          ports += Long.parseLong(fields[2]);
          packets += Long.parseLong(fields[5]);
          bytes += Long.parseLong(fields[6]);
        }
      }
    }
    return count + " " + packets + " " + bytes + " " + ports;
  }
}
