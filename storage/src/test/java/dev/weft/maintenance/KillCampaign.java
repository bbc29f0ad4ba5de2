package dev.weft.maintenance;

import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.ingest.FlowMultiset;
import dev.weft.ingest.Importer;
import dev.weft.ingest.Staging;
import dev.weft.store.WeftStore;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Kills imports, compaction and expiry very often, and looks at what is left each time. Two ways:
 * {@code steps FOLDER COUNT SEED} keeps the store as it lies at every step of work on random
 * stores; {@code processes FOLDER COUNT SEED} kills processes that import, compact and expire in
 * turn at random instants.
 */
final class KillCampaign {
  private static final long SECOND = RandomFlows.FIRST_HOUR + RandomFlows.HOUR;
  private static final int ROWS = 12; // of an import
  private static final int IMPORTS = 6; // of an hour
  private static final int HOURS = 2; // kept by an expiry, beside the current one

  private final Path folder;
  private final Random random;
  private final Map<String, Long> kills = new HashMap<>();

  private KillCampaign(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("child")) {
      child(Path.of(args[1]), Long.parseLong(args[2]), Integer.parseInt(args[3]));
      return;
    }
    KillCampaign campaign = new KillCampaign(Path.of(args[1]), Long.parseLong(args[3]));
    long count = Long.parseLong(args[2]);
    for (long round = 0; campaign.total() < count; round++) {
      if (args[0].equals("steps")) {
        campaign.killAtSteps(round);
      } else {
        campaign.killProcess(round, count - campaign.total());
      }
    }
    System.out.println(campaign.total() + " kills, nothing lost, nothing twice: " + campaign.kills);
  }

  private long total() {
    return kills.values().stream().mapToLong(n -> n).sum();
  }

  private void killAtSteps(long round) throws IOException {
    Path store = folder.resolve("store" + round);
    SmallStores.fill(store, random.nextLong(), 2 + random.nextInt(4), ROWS, 2);
    boolean expire = random.nextInt(4) == 0;
    if (random.nextBoolean()) {
      SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run(SECOND);
    }
    Map<String, Integer> before = SmallStores.content(store);
    List<Path> killed = new ArrayList<>();
    work(
        store,
        expire,
        step -> {
          Path copy = folder.resolve("killed" + killed.size());
          SmallStores.copy(store, copy);
          killed.add(copy);
          kills.merge(step.name(), 1L, Long::sum);
        });
    Map<String, Integer> after = SmallStores.content(store);
    for (Path copy : killed) {
      Map<String, Integer> found = SmallStores.content(copy);
      require(found.equals(before) || found.equals(after), "flows of " + copy);
      work(copy, expire, MaintenanceStep.Listener.NONE);
      require(SmallStores.content(copy).equals(after), "flows after all in " + copy);
      require(SmallStores.findings(copy).isEmpty(), "findings in " + copy);
      Staging.deleteTree(copy);
    }
    Staging.deleteTree(store);
  }

  private static void work(Path store, boolean expire, MaintenanceStep.Listener steps)
      throws IOException {
    if (expire) {
      SmallStores.expirer(store, steps).run(SECOND);
    } else {
      SmallStores.compactor(store, steps).run();
    }
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  /** Imports, compacts and expires until it is killed; tells what it has done. */
  private static void child(Path store, long seed, int first) throws IOException {
    System.out.println("ready");
    for (int i = first; ; i++) {
      SmallStores.add(store, part(seed, i));
      System.out.println("imported " + i);
      if (i % 3 == 2) {
        SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
      }
      int hour = i / IMPORTS - HOURS;
      if (i % IMPORTS == IMPORTS / 2 && hour > 0) {
        System.out.println("expiring " + hour);
        SmallStores.expirer(store, MaintenanceStep.Listener.NONE).run(start(hour));
        System.out.println("expired " + hour);
      }
    }
  }

  private static long start(int hour) {
    return RandomFlows.FIRST_HOUR + hour * RandomFlows.HOUR;
  }

  /** The flows of one import, of one hour. */
  private static FlowRows part(long seed, int number) {
    long shift = number / IMPORTS * RandomFlows.HOUR;
    FlowRows rows = RandomFlows.of(seed + number).withPartitions(1, 1, 2).rows(ROWS);
    return rows.map(FlowColumn.STIME, start -> start + shift)
        .map(FlowColumn.ETIME, end -> end + shift);
  }

  /**
   * What a store has to hold.
   *
   * @param imports all before this are acknowledged; one more may be there
   * @param expired hours before this are gone
   * @param expiring hours before this may be gone
   */
  private record State(int imports, int expired, int expiring) {
    /** The state after what a process told before it was killed. */
    State after(List<String> lines) {
      int[] now = {imports, expired, expiring};
      for (String line : lines) {
        int space = line.indexOf(' ');
        int number = space < 0 ? 0 : Integer.parseInt(line.substring(space + 1));
        switch (space < 0 ? line : line.substring(0, space)) {
          case "imported" -> now[0] = number + 1;
          case "expiring" -> now[2] = number;
          case "expired" -> now[1] = number;
          default -> {} // ready
        }
      }
      return new State(now[0], now[1], now[2]);
    }
  }

  /** Kills one process after the other on one store. */
  private void killProcess(long round, long most) throws Exception {
    Path store = folder.resolve("processes" + round);
    long seed = random.nextInt();
    State state = new State(0, 0, 0);
    for (int kill = 0; kill < Math.min(20, most); kill++) {
      Path output = folder.resolve("output");
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:TieredStopAtLevel=1",
                  "-Xshare:auto",
                  "-cp",
                  System.getProperty("java.class.path"),
                  KillCampaign.class.getName(),
                  "child",
                  store.toString(),
                  String.valueOf(seed),
                  String.valueOf(state.imports()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(output.toFile())
              .start();
      while (child.isAlive() && Files.size(output) == 0) {
        Thread.sleep(5);
      }
      Thread.sleep(random.nextInt(600));
      child.destroyForcibly();
      child.waitFor();
      state = check(store, seed, state.after(Files.readAllLines(output)));
      kills.merge("process", 1L, Long::sum);
    }
    SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
    State last = check(store, seed, state);
    require(last.equals(state), "flows after the last compaction in " + store);
    SmallStores.assertCompact(store);
    Staging.deleteTree(store);
  }

  /** Looks whether the store holds what it has to, and which of the states that may be. */
  private static State check(Path store, long seed, State told) throws IOException {
    if (!WeftStore.isStore(store)) {
      require(told.imports() == 0, "a store of " + told.imports() + " imports is none");
      return told;
    }
    Importer.recover(store, WarningSink.NONE);
    Map<String, Integer> found = SmallStores.content(store);
    for (int imports = told.imports(); imports <= told.imports() + 1; imports++) {
      for (int hour = told.expired(); hour <= told.expiring(); hour++) {
        if (expected(seed, hour * IMPORTS, imports).equals(found)) {
          return new State(imports, hour, hour);
        }
      }
    }
    throw new AssertionError(
        "%s: expected %s, found %d kinds of flows".formatted(store, told, found.size()));
  }

  private static Map<String, Integer> expected(long seed, int first, int end) throws IOException {
    FlowMultiset all = new FlowMultiset();
    for (int i = first; i < end; i++) {
      try (RowSource rows = new RowSource(part(seed, i))) {
        all.add(rows, rows.site());
      }
    }
    return all.lines();
  }
}
