package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SiLK's own test suite, asked in SQL through the self-contained jar and nothing else, in a JVM of
 * its own: of imported stores, and of SiLK's files in place.
 */
class SilkSuiteIT {
  private static final List<String> DATA_SETS =
      List.of("data", "data-v6", "scandata", "empty", "mixed");

  @TempDir Path folder;

  @Test
  void importedStoresGiveSilksAnswers() throws Exception {
    Path data = SharedData.path("silk-suite/data");
    for (String name : DATA_SETS) {
      Path store = folder.resolve(name);
      Stores.imported(store, data.resolve("silk.conf"), files(data, name));
      addSetsAndMaps(store, data, name);
    }
    assertSuitePasses();
  }

  @Test
  void filesInPlaceGiveSilksAnswers() throws Exception {
    Path data = SharedData.path("silk-suite/data");
    for (String name : DATA_SETS) {
      Path place = folder.resolve(name);
      Stores.inPlace(place, data.resolve("silk.conf"), files(data, name));
      addSetsAndMaps(place, data, name);
    }
    assertSuitePasses();
  }

  private static List<Path> files(Path data, String name) {
    return name.equals("mixed")
        ? List.of(data.resolve("data.rwf"), data.resolve("data-v6.rwf"))
        : List.of(data.resolve(name + ".rwf"));
  }

  private static void addSetsAndMaps(Path store, Path data, String name) throws IOException {
    Stores.fill(store.resolve("sets"), data.resolve("sets"));
    Path maps = store.resolve("pmaps");
    Stores.fill(maps, data.resolve("pmaps"));
    if (name.equals("data-v6")) {
      Stores.link(maps.resolve("country_codes-v6.pmap"), maps.resolve("country_codes.pmap"));
    }
  }

  private void assertSuitePasses() throws IOException, InterruptedException {
    Path suite = SharedData.path("silk-suite/SuiteRunner.java");
    List<Path> caseFiles;
    try (Stream<Path> list = Files.list(suite.getParent())) {
      caseFiles = list.filter(file -> file.toString().endsWith(".cases")).sorted().toList();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", Stores.driverJar().toString(), suite.toString()));
    command.add("jdbc:weft:" + folder + "/%s");
    caseFiles.forEach(file -> command.add(file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    List<String> lines = output.lines().toList();
    String faults =
        String.join("\n", lines.stream().filter(line -> !line.startsWith("PASS ")).toList());
    assertTrue(count(caseFiles) > 0);
    assertEquals(count(caseFiles) + " passed, 0 failed", faults);
    assertEquals(0, status);
  }

  private static long count(List<Path> caseFiles) throws IOException {
    long count = 0;
    for (Path file : caseFiles) {
      try (Stream<String> lines = Files.lines(file)) {
        count += lines.filter(line -> line.startsWith("== ")).count();
      }
    }
    return count;
  }
}
