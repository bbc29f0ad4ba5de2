package dev.weft.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.maintenance.RepairResult;
import dev.weft.maintenance.Repairer;
import dev.weft.partition.PartitionChecker;
import dev.weft.store.StoreFinding;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreVerifier;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private static Ledger.Entry entry(long day, String digest, String name) {
    return new Ledger.Entry(day, digest, 10, 2, "k3", Instant.ofEpochSecond(1_700_000_000), name);
  }

  @Test
  void entriesComeBackAndAreAddedOnce() throws IOException {
    Ledger ledger = new Ledger(new StoreLayout(folder), warnings::add);
    List<Ledger.Entry> some =
        List.of(entry(19_782, "ab", "a\tb\nc%.rw"), entry(19_782, "cd", "ö"), entry(-1, "ef", ""));
    ledger.add(some);
    ledger.add(some);
    assertEquals(some.subList(0, 2), ledger.read(19_782));
    assertEquals(some.subList(2, 3), ledger.read(-1));
    assertEquals(List.of(), ledger.read(5));
  }

  @Test
  void aLineCutShortByACrashIsNoEntry() throws IOException {
    StoreLayout layout = new StoreLayout(folder);
    Ledger ledger = new Ledger(layout, warnings::add);
    ledger.add(List.of(entry(1, "ab", "x")));
    Files.writeString(layout.ledgerOfDay(1), "cd\t10\t2\tk3\t20", StandardOpenOption.APPEND);
    ledger.add(List.of(entry(1, "ef", "y")));
    assertEquals(List.of(entry(1, "ab", "x"), entry(1, "ef", "y")), ledger.read(1));
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("01/02.tsv: line 2 is damaged"), warnings.get(0));
  }

  @Test
  void aFlippedBitAnywhereCostsItsLinesOnlyAndIsFoundAndRepaired() throws IOException {
    Path store = folder.resolve("store");
    WeftStore.create(store);
    StoreLayout layout = new StoreLayout(store);
    List<Ledger.Entry> all = List.of(entry(1, "ab", "x"), entry(1, "cd", "y"), entry(1, "ef", ""));
    new Ledger(layout, WarningSink.NONE).add(all);
    Path file = layout.ledgerOfDay(1);
    byte[] sound = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * sound.length; bit++) {
      byte[] damaged = sound.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      List<Ledger.Entry> left = new Ledger(layout, warnings::add).read(1);
      assertTrue(all.containsAll(left), "bit " + bit);
      assertTrue(left.size() == 2 || left.size() == 1 && isNewline(sound[bit / 8]), "bit " + bit);
      List<StoreFinding> findings = findings(store);
      assertEquals(1, findings.size(), "bit " + bit);
      assertEquals(file, findings.get(0).file());
      assertTrue(findings.get(0).isFault());
      assertEquals(0, findings.get(0).lostFlows());
      if (bit % 97 == 0) {
        RepairResult result = new Repairer(store, WarningSink.NONE).repair(Set.of(file)).get(0);
        assertEquals(left.size(), result.kept());
        assertTrue(result.lost() > 0);
        assertArrayEquals(damaged, Files.readAllBytes(Objects.requireNonNull(result.setAside())));
        assertEquals(List.of(), findings(store));
        assertEquals(left, new Ledger(layout, WarningSink.NONE).read(1));
      }
    }
  }

  private static boolean isNewline(byte b) {
    return b == '\n';
  }

  private static List<StoreFinding> findings(Path store) throws IOException {
    List<StoreFinding> findings = new ArrayList<>();
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      StoreVerifier.verify(
          opened, 1, PartitionChecker.Depth.VALUES, findings::add, StoreVerifier.Progress.NONE);
    }
    return findings;
  }

  @Test
  void aFlippedBitInAManifestIsFoundWhereverItIs() throws IOException {
    StagedCommit commit =
        new StagedCommit(
            0,
            List.of(new StagedCommit.Move("0.weft", 3_600_000, "all.in.S1.a.weft", 700)),
            List.of(entry(1, "ab", "x")));
    commit.write(folder);
    assertEquals(List.of(commit), StagedCommit.readAll(folder));
    Path file = folder.resolve("commit-0");
    byte[] sound = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * sound.length - 8; bit++) { // a missing end of the last line is none
      byte[] damaged = sound.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      CorruptFileException e =
          assertThrows(CorruptFileException.class, () -> StagedCommit.readAll(folder));
      assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), e.getMessage());
    }
  }
}
