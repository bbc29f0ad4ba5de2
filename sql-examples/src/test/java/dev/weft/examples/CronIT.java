package dev.weft.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job of every night: its file is whole or not there. */
class CronIT {
  private static final String NAME = "hours-by-type-2012-11-13.csv";

  @TempDir private Path folder;

  private Path reports;
  private Path weft;

  @BeforeEach
  void makeCommand() throws IOException {
    reports = Files.createDirectory(folder.resolve("reports"));
    weft = folder.resolve("weft");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    write(
        "exec '%s' -Xmx512m -cp '%s' dev.weft.cli.Weft \"$@\""
            .formatted(java, System.getProperty("java.class.path")));
  }

  private void write(String line) throws IOException {
    Files.writeString(weft, "#!/bin/sh\n" + line + "\n");
    assertTrue(weft.toFile().setExecutable(true));
  }

  private Demo.Answer job(Path store, String... parameters) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Demo.SCRIPTS.resolve("cron/yesterday-csv").toString());
    command.add(store.toString());
    command.add(Demo.SCRIPTS.resolve("cron/hours-by-type.sql").toString());
    command.add(reports.toString());
    command.addAll(List.of(parameters));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("WEFT", weft.toString());
    return Demo.run(builder);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(reports)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theDaysFileIsWhatTheScriptAnswers() throws Exception {
    Demo.Answer answer = job(Demo.store(), "--param", "day=2012-11-13");
    assertEquals(0, answer.status(), answer.text());
    assertEquals("", answer.text());
    assertEquals(List.of(NAME), files());
    assertEquals(
        Files.readString(Demo.SCRIPTS.resolve("expected/hours-by-type.csv")),
        Files.readString(reports.resolve(NAME)).replace("\r\n", "\n"));
  }

  @Test
  void aFailureKeepsTheOlderFileAndLeavesNoHalfOne() throws Exception {
    Files.writeString(reports.resolve(NAME), "of an earlier run\n");
    Demo.Answer answer = job(folder.resolve("no-store"), "--param", "day=2012-11-13");
    assertEquals(1, answer.status(), answer.text());
    assertTrue(answer.text().contains("no-store"), answer.text());
    assertEquals(List.of(NAME), files());
    assertEquals("of an earlier run\n", Files.readString(reports.resolve(NAME)));
  }

  @Test
  void aCommandThatDiesInTheMiddleLeavesNothing() throws Exception {
    // what it was told to write is the last argument
    write("for last; do :; done; echo half > \"$last\"; kill -9 $$");
    Demo.Answer answer = job(Demo.store(), "--param", "day=2012-11-13");
    assertEquals(137, answer.status(), answer.text());
    assertEquals(List.of(), files());
  }

  @Test
  void withoutADayItIsYesterday() throws Exception {
    write("for last; do :; done; echo \"$*\" > \"$last\"");
    String before = java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(1).toString();
    Demo.Answer answer = job(Demo.store());
    String after = java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(1).toString();
    assertEquals(0, answer.status(), answer.text());
    String name = files().get(0);
    assertTrue(
        name.equals("hours-by-type-" + before + ".csv")
            || name.equals("hours-by-type-" + after + ".csv"),
        name);
    String day = name.substring("hours-by-type-".length(), name.length() - ".csv".length());
    assertTrue(Files.readString(reports.resolve(name)).contains("--param day=" + day));
  }

  @Test
  void whatIsNoDayIsRefused() throws Exception {
    Demo.Answer answer = job(Demo.store(), "--param", "day=../../etc");
    assertEquals(2, answer.status(), answer.text());
    assertEquals(List.of(), files());
  }
}
