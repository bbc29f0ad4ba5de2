package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.generate.GeneratedFlows;
import dev.weft.generate.TrafficGenerator;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.Importer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of temporary files where they find no room, and where their process is killed. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  private static final int FLOWS = 100_000;

  @TempDir private static Path folder;

  private static Path store() {
    return folder.resolve("store");
  }

  @BeforeAll
  static void makeStore() throws IOException {
    new Importer(store(), ImportOptions.defaults(), WarningSink.NONE, (d, t, c, s) -> {})
        .importFlows(
            "generate",
            GeneratedFlows.of(
                new TrafficGenerator.Settings(FLOWS, 1, 2, 5, 20_000L * 86_400_000L)));
  }

  private static List<String> limited(Path temporary, int blocks) {
    List<String> java =
        ChildJvm.command(
            List.of("-Xmx128m", "-XX:-UsePerfData", "-Djava.io.tmpdir=" + temporary),
            FullDiskQueries.class,
            List.of(store().toString()));
    String limit = "ulimit -f " + blocks + "; exec \"$@\"";
    return Stream.concat(Stream.of("bash", "-c", limit, "bash"), java.stream()).toList();
  }

  @Test
  void aQueryWhoseTemporaryFileFindsNoRoomFailsAloneAndNamesTheFolder() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("small"));
    List<String> told = ChildJvm.run(folder, limited(temporary, 1_000));
    assertTrue(told.get(0).startsWith("53100 "), told.get(0));
    assertTrue(told.get(0).contains(temporary.toString()), told.get(0));
    assertTrue(told.get(1).startsWith("rows 1 "), told.get(1));
    assertEquals("other " + FLOWS, told.get(2));
    assertEquals("open 0", told.get(3));
    assertEquals(List.of(), files(temporary));
  }

  @Test
  void aQueryWhoseTemporaryFileFindsRoomAnswersAndLeavesNothing() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("large"));
    List<String> told = ChildJvm.run(folder, limited(temporary, 1_000_000));
    assertTrue(told.get(0).startsWith("rows " + FLOWS), told.get(0));
    assertEquals("open 0", told.get(3));
    assertEquals(List.of(), files(temporary));
  }

  @Test
  void aKilledProcessLeavesNoTemporaryFile() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("killed"));
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    List.of("-Xmx128m", "-Djava.io.tmpdir=" + temporary),
                    Spilling.class,
                    List.of(store().toString())))
            .redirectErrorStream(true)
            .start();
    try {
      assertEquals("spilled", process.inputReader().readLine());
    } finally {
      process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    }
    assertFalse(process.isAlive());
    assertEquals(List.of(), files(temporary));
  }

  private static List<Path> files(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(f -> f.toString().endsWith(".spill")).toList();
    }
  }
}
