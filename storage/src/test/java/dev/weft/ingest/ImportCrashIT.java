package dev.weft.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.partition.PartitionChecker;
import dev.weft.silk.SilkFlowFile;
import dev.weft.store.StoreVerifier;
import dev.weft.store.WeftStore;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imports in a process of their own, killed at every step and at random moments. */
class ImportCrashIT {
  private static final int KILLED = 137;

  @TempDir Path folder;

  /** The process to be killed: DIR, step or "none", files. Tells what is committed. */
  static final class Child {
    public static void main(String[] args) throws IOException {
      List<Path> files = new ArrayList<>();
      for (int i = 2; i < args.length; i++) {
        files.add(Path.of(args[i]));
      }
      ImportStep.Listener steps =
          step -> {
            if (step.name().equals(args[1])) {
              Runtime.getRuntime().halt(KILLED);
            }
            if (step == ImportStep.COMMIT_FINISHED) {
              System.out.println("committed");
              System.out.flush();
            }
          };
      ImportOptions options = ImportOptions.defaults().withCommitRows(1).withThreads(1);
      ImportResult result =
          new Importer(Path.of(args[0]), options, WarningSink.NONE, ImportProgress.NONE, steps)
              .importPaths(files, null);
      System.exit(result.isComplete() ? 0 : 1);
    }
  }

  private Process start(Path store, String step, List<Path> files) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Child.class.getName(), store.toString(), step));
    files.forEach(f -> command.add(f.toString()));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(output(store).toFile())
        .start();
  }

  private static FlowMultiset decoded(List<Path> files) throws IOException {
    FlowMultiset all = new FlowMultiset();
    for (Path p : files) {
      try (OpenFlowFile file = SilkFlowFile.open(p, Site.EMPTY, WarningSink.NONE)) {
        all.add(file, Site.EMPTY);
      }
    }
    return all;
  }

  private static Path output(Path store) {
    return store.resolveSibling(store.getFileName() + ".txt");
  }

  /** Commits of which the child told before it died. */
  private static long committed(Path store) throws IOException {
    try (Stream<String> lines = Files.lines(output(store))) {
      return lines.filter("committed"::equals).count();
    }
  }

  /** After a crash: what the store holds is some of the files, each whole; the rest goes in. */
  private static void assertWholeAndFinish(Path store, List<Path> files, long atLeast)
      throws IOException {
    if (WeftStore.isStore(store)) {
      Importer.recover(store, WarningSink.NONE);
      List<String> findings = new ArrayList<>();
      try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
        StoreVerifier.verify(
            opened,
            2,
            PartitionChecker.Depth.VALUES,
            f -> findings.add(f.message()),
            StoreVerifier.Progress.NONE);
        FlowMultiset found = FlowMultiset.of(opened);
        int whole = 0;
        while (whole < files.size() && decoded(files.subList(0, whole)).flows() < found.flows()) {
          whole++;
        }
        assertEquals(decoded(files.subList(0, whole)).lines(), found.lines());
        assertTrue(whole >= atLeast, whole + " files, but " + atLeast + " were committed");
      }
      assertEquals(List.of(), findings);
    }
    ImportResult rest =
        new Importer(store, ImportOptions.defaults(), WarningSink.NONE, ImportProgress.NONE)
            .importPaths(files, null);
    assertNull(rest.stopped());
    assertTrue(rest.isComplete());
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      assertEquals(decoded(files).lines(), FlowMultiset.of(opened).lines());
    }
    try (Stream<Path> left = Files.list(store.resolve("staging"))) {
      assertEquals(0, left.count());
    }
  }

  @ParameterizedTest
  @EnumSource(ImportStep.class)
  void killedAtAStepAnImportLosesNothingThatCounts(ImportStep step) throws Exception {
    List<Path> files =
        List.of(
            SharedData.path("captures/silk/flat/dns.rw"),
            SharedData.path("captures/silk/flat/modicon.rw"));
    Path store = folder.resolve("store");
    Process child = start(store, step.name(), files);
    assertEquals(KILLED, child.waitFor());
    long committed = committed(store);
    boolean counts = step.compareTo(ImportStep.MANIFEST_WRITTEN) >= 0;
    assertWholeAndFinish(store, files, counts ? 1 : committed);
  }

  @Test
  void killedAtAnyMomentAnImportLosesNothingThatCounts() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Path> files = new ArrayList<>();
    for (String name : List.of("dns", "modicon", "ftp-home", "tls-browse", "backscatter")) {
      files.add(SharedData.path("captures/silk/flat/" + name + ".rw"));
    }
    for (int round = 0; round < 5; round++) {
      Path store = folder.resolve("store" + round);
      Process child = start(store, "none", files);
      Thread.sleep(300 + random.nextInt(1500));
      child.destroyForcibly();
      child.waitFor();
      long committed = committed(store);
      try {
        assertWholeAndFinish(store, files, committed);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }
}
