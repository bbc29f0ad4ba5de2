package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --sets}, {@code --pmaps}, {@code --views} and {@code --site-config}. */
class StoreFoldersTest {
  private static final String SQL = "SELECT COUNT(*) AS n FROM mine WHERE in_set(sip, 'all + 1')";

  @TempDir Path folder;

  private List<String> options() throws Exception {
    Path sets = Files.createDirectory(folder.resolve("my sets & so"));
    Files.writeString(sets.resolve("all + 1.txt"), "0.0.0.0/0\n::/0\n");
    Path views = folder.resolve("my views.sql");
    Files.writeString(views, "CREATE VIEW mine AS SELECT * FROM flows WHERE sensor <> 'none';");
    return List.of(
        "--sets",
        sets.toString(),
        "--pmaps=" + SharedData.path("silk-suite/data/pmaps"),
        "--views",
        views.toString(),
        "--site-config",
        SharedData.path("silk-suite/data/silk.conf").toString());
  }

  private static String standardError(Runnable work) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream usual = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(usual);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int run(List<String> options, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(options);
    return Weft.run(all.toArray(new String[0]));
  }

  @Test
  void sqlFindsSetsMapsAndViewsWhereItIsTold() throws Exception {
    Path out = folder.resolve("out.csv");
    String flows = SharedData.path("captures/silk/flat/dns.rw").toString();
    List<String> options = options();
    assertEquals(0, run(options, "sql", flows, "--format", "csv", "-o", out.toString(), "-e", SQL));
    long counted = Long.parseLong(Files.readAllLines(out).get(1));
    assertTrue(counted > 0);
    assertEquals(0, run(options, "explain", "jdbc:weft:" + flows + "?threads=1", SQL));
    String pmap = "SELECT MIN(pmap(sip, 'ip-map')) FROM flows";
    assertEquals(0, run(options, "sql", flows, "-o", out.toString(), "-e", pmap));
  }

  @Test
  void aFolderThatIsNotThereIsNamed() throws Exception {
    String flows = SharedData.path("captures/silk/flat/dns.rw").toString();
    int[] status = new int[1];
    String error =
        standardError(
            () -> status[0] = run(List.of("--sets", "nowhere"), "sql", flows, "-e", "VALUES 1"));
    assertEquals(1, status[0]);
    assertTrue(error.contains("sets: there is no folder nowhere"), error);
  }

  @Test
  void aServersClientCannotChooseThem() throws Exception {
    List<String> options = options();
    int[] status = new int[1];
    String error =
        standardError(
            () -> status[0] = run(options, "sql", "jdbc:weft://127.0.0.1:1/", "-e", "VALUES 1"));
    assertEquals(1, status[0]);
    assertTrue(error.contains("The server decides on"), error);
  }
}
