package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code weft import} killed and interrupted at random moments, also two of them at once on one
 * store: what was told to be in is in, nothing is in twice, and the next import brings in the rest.
 */
class KilledImportIT {
  private static final int STORES = 4;
  private static final int ROUNDS = 6; // imports into each, broken off
  private static final int KILLED = 137;
  private static final int INTERRUPTED = 130;
  private static final String SUMS =
      "SELECT COUNT(*), SUM(bytes), SUM(packets), SUM(sport), SUM(dport) FROM flows";

  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void brokenOffImportsLoseNothingAndDoubleNothing() throws Exception {
    Path data = SharedData.path("captures/silk/data");
    Path whole = folder.resolve("whole");
    long begun = System.nanoTime();
    assertEquals(0, weft("import", whole.toString(), data.toString()).waitFor());
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    String expected = sums(whole);
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int s = 0; s < STORES; s++) {
      Path store = folder.resolve("store" + s);
      for (int round = 0; round < ROUNDS; round++) {
        String where = "seed " + seed + ", store " + s + ", round " + round + "\n";
        if (breakOff(store, data, 1 + random.nextInt(2), random, millis, where)) {
          assertEquals(expected, sums(store), where);
        }
      }
      String where = "seed " + seed + ", store " + s + "\n";
      assertEquals(0, weft("import", store.toString(), data.toString()).waitFor(), where + told());
      assertEquals(expected, sums(store), where);
      assertEquals(0, weft("verify", store.toString()).waitFor(), where + told());
    }
  }

  /** Returns true where one of the imports ended well before its signal came. */
  private boolean breakOff(
      Path store, Path data, int imports, SplittableRandom random, long millis, String where)
      throws Exception {
    List<Process> running = new ArrayList<>();
    for (int i = 0; i < imports; i++) {
      running.add(weft("import", store.toString(), data.toString()));
    }
    Thread.sleep(random.nextLong(millis / 4, millis + millis / 8));
    boolean complete = false;
    for (Process p : running) {
      if (random.nextBoolean()) {
        p.destroyForcibly();
      } else {
        new ProcessBuilder("kill", "-INT", Long.toString(p.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD) // it may have ended by itself
            .start()
            .waitFor();
      }
      int status = p.waitFor();
      assertTrue(Set.of(0, KILLED, INTERRUPTED).contains(status), where + status + told());
      complete |= status == 0;
    }
    return complete;
  }

  private Process weft(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Weft.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
        .start();
  }

  private Path output() {
    return folder.resolve("output.txt");
  }

  private String told() throws IOException {
    return "\n" + Files.readString(output(), StandardCharsets.UTF_8);
  }

  private static String sums(Path store) throws SQLException {
    try (Connection c = DriverManager.getConnection("jdbc:weft:" + store);
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery(SUMS)) {
      assertTrue(r.next());
      List<String> sums = new ArrayList<>();
      for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
        sums.add(r.getString(i));
      }
      return String.join(" ", sums);
    }
  }
}
