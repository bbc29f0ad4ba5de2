package dev.weft.store;

import dev.weft.error.FileFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Compares the checksums of the ledger, which tells what was imported. */
final class LedgerCheck {
  private LedgerCheck() {}

  static void run(StoreLayout layout, Consumer<StoreFinding> findings) throws IOException {
    if (!FileFaults.isFolder(layout.ledger())) {
      return;
    }
    try (Stream<Path> all = Files.walk(layout.ledger())) {
      for (Path file : (Iterable<Path>) all.sorted()::iterator) {
        if (Files.isRegularFile(file)) {
          check(file, findings);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void check(Path file, Consumer<StoreFinding> findings) {
    try {
      List<String> lines = SealedLines.read(file);
      int damaged = 0;
      int first = 0;
      for (int i = lines.size(); i > 0; i--) {
        if (SealedLines.unseal(lines.get(i - 1)) == null) {
          damaged++;
          first = i;
        }
      }
      if (damaged > 0) {
        String message =
            "%s: line %d: expected a line that ends with its checksum, found a damaged one%s; no"
                + " flow is lost, but sources they named may be imported a second time";
        String others = damaged == 1 ? "" : " and %d more in this file".formatted(damaged - 1);
        findings.accept(
            new StoreFinding(
                StoreFinding.Kind.DAMAGED, file, 0, message.formatted(file, first, others)));
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      findings.accept(
          new StoreFinding(
              StoreFinding.Kind.DAMAGED, file, 0, file + ": can't be read: " + e.getMessage()));
    }
  }
}
