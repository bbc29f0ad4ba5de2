package dev.weft.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.store.StoreLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path folder;

  private static Ledger.Entry entry(long day, String digest, String name) {
    return new Ledger.Entry(day, digest, 10, 2, "k3", Instant.ofEpochSecond(1_700_000_000), name);
  }

  @Test
  void entriesComeBackAndAreAddedOnce() throws IOException {
    Ledger ledger = new Ledger(new StoreLayout(folder));
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
    Ledger ledger = new Ledger(layout);
    ledger.add(List.of(entry(1, "ab", "x")));
    Files.writeString(layout.ledgerOfDay(1), "cd\t10\t2\tk3\t20", StandardOpenOption.APPEND);
    ledger.add(List.of(entry(1, "ef", "y")));
    assertEquals(List.of(entry(1, "ab", "x"), entry(1, "ef", "y")), ledger.read(1));
  }
}
