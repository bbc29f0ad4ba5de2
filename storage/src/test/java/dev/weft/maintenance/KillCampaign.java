package dev.weft.maintenance;

import dev.weft.error.WarningSink;
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
 * Kills compaction and expiry very often, and looks at what is left each time. Two ways: {@code
 * steps FOLDER COUNT SEED} keeps the store as it lies at every step of work on random stores;
 * {@code processes FOLDER COUNT SEED} kills processes that import and compact in turn at random
 * instants.
 */
final class KillCampaign {
  private static final long SECOND = RandomFlows.FIRST_HOUR + RandomFlows.HOUR;
  private static final int ROWS = 12; // of an import

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
    }
  }

  /** The flows of one import, of one hour. */
  static FlowRows part(long seed, int number) {
    return RandomFlows.of(seed + number).withPartitions(1, 1, 2).rows(ROWS);
  }

  /** Kills one process after the other on one store. */
  private void killProcess(long round, long most) throws Exception {
    Path store = folder.resolve("processes" + round);
    long seed = random.nextInt();
    int next = 0;
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
                  String.valueOf(next))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(output.toFile())
              .start();
      while (child.isAlive() && Files.size(output) == 0) {
        Thread.sleep(5);
      }
      Thread.sleep(random.nextInt(600));
      child.destroyForcibly();
      child.waitFor();
      int acknowledged = next;
      for (String line : Files.readAllLines(output)) {
        if (line.startsWith("imported ")) {
          acknowledged = Integer.parseInt(line.substring(9)) + 1;
        }
      }
      kills.merge("process", 1L, Long::sum);
      next = check(store, seed, acknowledged);
    }
    SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
    require(check(store, seed, next) == next, "flows after the last compaction in " + store);
    SmallStores.assertCompact(store);
    Staging.deleteTree(store);
  }

  /** The store holds what was acknowledged, and one import more or not; returns how many. */
  private static int check(Path store, long seed, int acknowledged) throws IOException {
    if (!WeftStore.isStore(store)) {
      require(acknowledged == 0, "a store of " + acknowledged + " imports is none");
      return 0;
    }
    Importer.recover(store, WarningSink.NONE);
    Map<String, Integer> found = SmallStores.content(store);
    for (int count = acknowledged; count <= acknowledged + 1; count++) {
      if (expected(seed, count).equals(found)) {
        return count;
      }
    }
    throw new AssertionError(
        "%s: %d imports acknowledged, found %d kinds of flows"
            .formatted(store, acknowledged, found.size()));
  }

  private static Map<String, Integer> expected(long seed, int count) throws IOException {
    FlowMultiset all = new FlowMultiset();
    for (int i = 0; i < count; i++) {
      try (RowSource rows = new RowSource(part(seed, i))) {
        all.add(rows, rows.site());
      }
    }
    return all.lines();
  }
}
