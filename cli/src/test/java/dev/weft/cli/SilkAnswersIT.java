package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rwuniq and rwstats print of made-up and of captured flows, asked in SQL. */
class SilkAnswersIT {
  @TempDir Path folder;

  private final List<String> faults = new ArrayList<>();
  private int asked;

  @Test
  void groupsOfTheCorpusAreThoseOfSilk() throws Exception {
    Path corpus = SharedData.path("silk/corpus");
    Path site = corpus.resolve("silk.conf");
    for (String name : List.of("flows/mixed.rwf", "queries/hours.rwf")) {
      Path file = corpus.resolve(name);
      String input = file.getFileName().toString();
      Path store = Stores.imported(folder.resolve(input), site, List.of(file));
      try (Connection connection = StoreArgument.connect(store.toString())) {
        askAll(connection, corpus.resolve("queries/rwuniq.txt"), input);
        askAll(connection, corpus.resolve("queries/rwstats.txt"), input);
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(asked >= 300, "only " + asked + " cases could be asked");
  }

  private void askAll(Connection connection, Path cases, String input) throws Exception {
    List<String> lines = Files.readAllLines(cases);
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).startsWith("$ ") && lines.get(at).endsWith(" " + input)) {
        int end = at + 1;
        while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
          end++;
        }
        String command = lines.get(at).substring(2, lines.get(at).length() - input.length() - 1);
        ask(connection, "TRUE", command, lines.subList(at + 1, end), true, false);
      }
    }
  }

  @Test
  void answersOfCapturedTrafficAreThoseOfSilkInPlace() throws Exception {
    Path captures = SharedData.path("captures");
    try (Connection connection = StoreArgument.connect(captures.resolve("silk/data").toString())) {
      for (String name :
          List.of("ALL", "BACNET-GW", "DESKTOP", "FTPHOME", "LABDNS", "PLC", "TELESCOPE")) {
        askCaptured(connection, captures.resolve("silk/answers/" + name + ".txt"));
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(asked >= 90, "only " + asked + " cases could be asked");
  }

  private void askCaptured(Connection connection, Path answers) throws Exception {
    List<String> lines = Files.readAllLines(answers);
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).startsWith("$ rwfilter")) {
        int end = at + 1;
        while (end < lines.size() && !lines.get(end).isEmpty()) {
          end++;
        }
        String[] stages = lines.get(at).substring(2).split(" \\| ");
        boolean cut = stages.length > 2 && stages[2].startsWith("head");
        if (stages.length == 2 || cut) {
          try {
            List<String> switches = Arrays.asList(stages[0].split(" ")).subList(1, 4);
            List<String> rest = new ArrayList<>(Arrays.asList(stages[0].split(" ")));
            rest.remove(0);
            String condition = SilkSwitches.condition(rest);
            if (switches.stream().noneMatch(s -> s.startsWith("--type"))) {
              condition += " AND type IN (SELECT type FROM flow_types WHERE is_default)";
            }
            ask(connection, condition, stages[1], lines.subList(at + 1, end), false, cut);
          } catch (SilkSwitches.UnknownSwitch e) {
            continue;
          }
        }
      }
    }
  }

  private void ask(
      Connection connection,
      String condition,
      String command,
      List<String> printed,
      boolean epoch,
      boolean cut) {
    SilkGrouping grouping;
    try {
      grouping = new SilkGrouping(Arrays.asList(command.strip().split(" ")), epoch);
      grouping.sql(condition);
    } catch (SilkSwitches.UnknownSwitch e) {
      return;
    }
    asked++;
    int titles = 0; // rwstats tells of input and output before the titles
    while (titles < printed.size() && printed.get(titles).matches("(INPUT|OUTPUT).*")) {
      titles++;
    }
    List<String> rows = printed.subList(Math.min(titles + 1, printed.size()), printed.size());
    try {
      String fault = grouping.differences(connection, condition, rows, cut);
      if (!fault.isEmpty()) {
        faults.add(command + " where " + condition + ": " + fault);
      }
    } catch (SQLException e) {
      faults.add(command + " where " + condition + ": " + Messages.describe(e));
    }
  }
}
